import { limitOf, WRITTEN } from '../../../src/core/status/sync-result';

// https://developer.atlassian.com/cloud/jira/platform/rate-limiting/ names these four reasons.
it.each([
  ['jira-burst-based', 'limit-burst'],
  ['jira-per-issue-on-write', 'limit-issue'],
  ['jira-quota-global-based', 'limit-quota'],
  ['jira-quota-tenant-based', 'limit-quota'],
  ['something-new', 'limit-burst'],
  [null, 'limit-burst'],
])('takes the reason %s for %s', (reason, limit) => {
  expect(limitOf(reason)).toBe(limit);
});

it('has a word for what was told', () => {
  expect(WRITTEN).toEqual({ kind: 'written' });
});
