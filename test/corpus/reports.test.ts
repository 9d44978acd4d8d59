/**
 * Public reports of addresses misread in a field, each with what is right.
 */
import { decideStructured, decideText, readText } from '../../src/core/address/extract';
import { textsOf } from '../../src/core/address/structured';
import { MAILS, REFUSED, REPORTS } from './reports';

const CASES = Object.entries(REPORTS).flatMap(([report, { variants }]) =>
  variants.map(([name, value, right]) => [report, name, right, value] as const),
);

it.each(CASES)('%s, %s: %s', (_, __, right, value) => {
  const decision = decideStructured(textsOf(value));
  expect(decision.kind === 'found' ? decision.email : decision.kind).toBe(right);
});

it.each(MAILS)('%s: nobody is offered but the person', (_, description, offered) => {
  const decision = decideText(readText(description), []);
  expect(decision.kind === 'found' ? decision.email : decision.kind).toBe(offered);
});

it('holds reports of many kinds', () => {
  expect(CASES.length).toBeGreaterThan(60);
  expect(CASES.filter(([, , right]) => right !== REFUSED).length).toBeGreaterThan(5);
});
