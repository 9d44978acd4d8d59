import { type Facts, isProtected, judge } from '../../../src/core/policy/rules';
import { Policy } from '../../../src/core/settings/schema';
import { email } from '../../support/people';
import { NOW } from '../../support/vendor';
import * as z from 'zod/mini';
import { countedThisHour, countOneMore } from '../../../src/core/policy/hourly-cap';

const policy = (more: object = {}) => z.parse(Policy, { projects: ['GDPR'], ...more });
const facts = (more: Partial<Facts> = {}): Facts => ({
  attended: false,
  confirmed: false,
  fromText: false,
  typedUnsure: false,
  protected: false,
  projectAllowed: true,
  connections: 1,
  sources: 1,
  paused: false,
  unattendedThisHour: 0,
  ...more,
});
const refuse = (code: string) => ({ kind: 'refuse', code });
const approve = (...because: string[]) => ({ kind: 'approve', because });

it('lets run what no rule speaks against', () => {
  expect(judge(facts(), policy())).toEqual({ kind: 'run' });
});

it.each<[string, Partial<Facts>, object]>([
  ['nothing is connected', { connections: 0 }, refuse('not-configured')],
  ['no source is named', { sources: 0 }, refuse('not-configured')],
  ['the project is not allowed', { projectAllowed: false }, refuse('project-not-allowed')],
  ['all deletions are paused', { paused: true }, refuse('paused')],
  ['an automation would erase a protected person', { protected: true }, refuse('protected')],
  ['an automation found the address in text', { fromText: true }, refuse('needs-confirmation')],
  ['an agent has not confirmed an address from text', { attended: true, fromText: true }, refuse('needs-confirmation')],
  ['an agent would erase a protected person', { attended: true, protected: true }, approve('protected')],
  ['the cap of the hour is reached', { unattendedThisHour: 50 }, approve('hourly-cap')],
])('decides where %s', (_, more, verdict) => {
  expect(judge(facts(more), policy())).toEqual(verdict);
});

it('never caps what a person started', () => {
  expect(judge(facts({ attended: true, unattendedThisHour: 1000 }), policy())).toEqual({ kind: 'run' });
});

it('wants approval as configured, and keeps every reason', () => {
  expect(judge(facts(), policy({ approval: 'unattended' }))).toEqual(approve('approval-unattended'));
  expect(judge(facts({ attended: true }), policy({ approval: 'unattended' }))).toEqual({ kind: 'run' });
  expect(judge(facts({ attended: true, protected: true }), policy({ approval: 'always' }))).toEqual(
    approve('protected', 'approval-always'),
  );
});

it('protects whole domains with what is under them, and single addresses in any spelling', () => {
  const rules = policy({
    protectedDomains: ['ourcompany.example', 'münchen.example'],
    protectedAddresses: ['Boss@Example.com'],
  });
  for (const address of [
    'a@ourcompany.example',
    'a@mail.OurCompany.example',
    'a@xn--mnchen-3ya.example',
    'boss@example.COM',
  ])
    expect(isProtected(email(address), rules)).toBe(true);
  for (const address of ['a@notourcompany.example', 'a@ourcompany.example.com', 'boss+x@example.com'])
    expect(isProtected(email(address), rules)).toBe(false);
});

it('counts an hour by the minute and forgets what is older', () => {
  let count = countOneMore({ minutes: {} }, NOW);
  count = countOneMore(count, NOW + 30_000);
  count = countOneMore(count, NOW + 59 * 60_000);
  expect(countedThisHour(count, NOW + 59 * 60_000)).toBe(3);
  expect(countedThisHour(count, NOW + 61 * 60_000)).toBe(1);
  expect(Object.keys(countOneMore(count, NOW + 3 * 3_600_000).minutes)).toHaveLength(1);
});
