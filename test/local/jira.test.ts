import { readManifest } from '../../dev/platform/forge/manifest';
import { Issues } from '../../dev/platform/jira/issues';
import { parseJql } from '../../dev/platform/jira/jql';
import { APP_USER, userByName } from '../../dev/platform/jira/people';
import { JiraRest } from '../../dev/platform/jira/rest';
import { Store } from '../../dev/platform/store';
import { ROOT } from '../support/site';

const manifest = readManifest(ROOT);
const store = new Store(null);
const rest = new JiraRest(new Issues(store, manifest), () => 'http://jira.invalid', Date.now);
afterAll(() => store.close());

const ask = (method: string, path: string, body?: unknown, user = 'admin') =>
  rest.answer({
    method,
    path: `/rest/api/3${path}`,
    body: body === undefined ? null : JSON.stringify(body),
    caller: { accountId: userByName(user)?.accountId ?? '', isApp: false },
    scopes: null,
  });
const asApp = (method: string, path: string, scopes: readonly string[], body: unknown = {}) =>
  rest.answer({
    method,
    path: `/rest/api/3${path}`,
    body: JSON.stringify(body),
    caller: { accountId: APP_USER.accountId, isApp: true },
    scopes,
  });
const create = (): string => {
  const fields = {
    summary: 'x',
    project: { key: 'GDPR' },
    issuetype: { name: 'Task' },
    customfield_10050: 'a@example.com',
  };
  return (ask('POST', '/issue', { fields }).body as { key: string }).key;
};

it('makes, shows, edits and deletes an issue', () => {
  const key = create();
  expect(ask('GET', `/issue/${key}?fields=customfield_10050`)).toMatchObject({
    status: 200,
    body: { key, fields: { customfield_10050: 'a@example.com' } },
  });
  expect(ask('PUT', `/issue/${key}`, { fields: { customfield_10050: null } }).status).toBe(204);
  expect(ask('DELETE', `/issue/${key}`).status).toBe(204);
  expect(ask('GET', `/issue/${key}`).status).toBe(404);
});

it('shows an issue’s properties and the names of its fields where asked for', () => {
  const key = create();
  ask('PUT', `/issue/${key}/properties/mine`, { a: 1 });
  expect(ask('GET', `/issue/${key}?properties=mine&expand=names`)).toMatchObject({
    body: { properties: { mine: { a: 1 } }, names: { customfield_10050: 'Requester e-mail' } },
  });
});

it('wants documents where Jira does', () => {
  expect(ask('PUT', `/issue/${create()}`, { fields: { description: 'plain text' } })).toMatchObject({
    status: 400,
    body: {
      errors: { description: 'Operation value must be an Atlassian Document (see the Atlassian Document Format)' },
    },
  });
  expect(ask('POST', `/issue/${create()}/comment`, { body: 'plain text' }).status).toBe(400);
});

it('hides what a user may not see, and refuses what they may not do', () => {
  const key = create();
  expect(ask('GET', `/issue/${key}`, undefined, 'other-agent').status).toBe(404);
  expect(ask('PUT', `/issue/${key}`, { fields: {} }, 'user').status).toBe(403);
  expect(ask('GET', `/issue/${key}`, undefined, 'nobody').status).toBe(401);
});

it('tells an address to apps with the scope for it only', () => {
  const path = `/user/email?accountId=${userByName('customer')?.accountId ?? ''}`;
  expect(asApp('GET', path, ['read:email-address:jira'])).toMatchObject({
    status: 200,
    body: { email: 'carla.customer@example.com' },
  });
  expect(asApp('GET', path, ['read:jira-user']).status).toBe(401);
  expect(ask('GET', path).status).toBe(401);
});

it('limits the writes to one issue', () => {
  const key = create();
  const statuses = Array.from({ length: 21 }, () => asApp('PUT', `/issue/${key}/properties/x`, manifest.scopes).status);
  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  expect(asApp('PUT', `/issue/${key}/properties/x`, manifest.scopes).headers).toMatchObject({
    'RateLimit-Reason': 'jira-per-issue-on-write',
    'Retry-After': '2',
  });
});

describe('JQL', () => {
  const issue = { status: 'Open', n: 3, labels: ['a', 'b'], due: '2026-12-01T00:00:00Z', empty: null };
  const read = (one: typeof issue, field: string) => [one[field as keyof typeof issue] ?? null].flat();
  const matches = (jql: string) =>
    parseJql(jql, read, (field) => field in issue, Date.parse('2026-11-22')).matches(issue);

  it.each([
    'status = Open',
    'status = "open"',
    'status in (Done, Open)',
    'status != Done',
    'NOT status = Done',
    'n >= 3 AND n < 4',
    'labels = b',
    'labels not in (c)',
    'empty is EMPTY',
    'status is not EMPTY',
    'due > now()',
    'due < 30d',
    'due > "2026-11-30" AND due <= "2026-12-01"',
    'status ~ pe',
    '(status = Done OR n = 3) AND labels = a',
    '',
    'status = Open ORDER BY n DESC',
  ])('finds by %j', (jql) => {
    expect(matches(jql)).toBe(true);
  });

  it.each(['status = Done', 'n > 3', 'due < now()', 'empty = x', 'status is EMPTY', 'NOT (status = Open OR n = 9)'])(
    'does not find by %j',
    (jql) => {
      expect(matches(jql)).toBe(false);
    },
  );

  it.each([
    'nothing = 1',
    'status =',
    'status Open',
    '(status = Open',
    'status = Open Open',
    'n is 3',
    'due > someday()',
  ])('refuses %j', (jql) => {
    expect(() => matches(jql)).toThrow(/JQL|does not exist/);
  });
});
