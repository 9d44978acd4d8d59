import * as z from 'zod/mini';
import { RULES } from '../../src/core/policy/rules';
import { ruleTable } from '../../src/words/rule-table';
import { Policy } from '../../src/core/settings/schema';

const policy = (more: object = {}) => z.parse(Policy, more);
const row = (id: string, more: object = {}) => ruleTable(policy(more)).find((one) => one.id === id);

it('has a row for every rule, in the order in which they speak', () => {
  expect(ruleTable(policy()).map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
  for (const { when, then } of ruleTable(policy())) expect(when.length * then.length).toBeGreaterThan(0);
});

it('shows the values as they are set', () => {
  expect(row('project', { projects: ['GDPR', 'OPS'] })?.when).toContain('GDPR, OPS');
  expect(row('project')?.when).toContain('none yet');
  expect(row('hourly-cap', { maxPerHour: 7 })?.when).toContain('7 such erasures');
  const guarded = { protectedDomains: ['our.example'], protectedAddresses: ['boss@example.com'] };
  expect(row('protected-unattended', guarded)).toMatchObject({ isOn: true });
  expect(row('protected-unattended', guarded)?.when).toContain('our.example, boss@example.com');
});

it.each([
  ['approval-always', { approval: 'always' }, true],
  ['approval-always', { approval: 'unattended' }, false],
  ['approval-unattended', { approval: 'unattended' }, true],
  ['approval-unattended', {}, false],
  ['protected-unattended', {}, false],
  ['protected-attended', { protectedAddresses: ['boss@example.com'] }, true],
  ['protected-attended', {}, false],
])('%s with %j is on: %s', (id, more, isOn) => {
  expect(row(id, more)?.isOn).toBe(isOn);
});
