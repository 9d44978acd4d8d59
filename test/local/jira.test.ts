import { readManifest } from '../../dev/platform/forge/manifest';
import { Issues } from '../../dev/platform/jira/issues';
import { parseJql } from '../../dev/platform/jira/jql';
import { APP_USER, userByName } from '../../dev/platform/jira/people';
import { JiraRest } from '../../dev/platform/jira/rest';
import { Store } from '../../dev/platform/store';
import { ROOT } from '../support/site';

const manifest = readManifest(ROOT);
const store = new Store(null);
const rest = new JiraRest(new Issues(store, manifest), { baseUrl: () => 'http://jira.invalid', now: Date.now });
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

describe('tasks', () => {
  const agent = userByName('agent')?.accountId ?? '';
  const make = (fields: object, by: 'admin' | 'agent' = 'admin') =>
    ask('POST', '/issue', { fields: { summary: 'do it', project: { key: 'GDPR' }, ...fields } }, by);
  const subTask = (parent: string, more: object = {}) =>
    (make({ issuetype: { id: '10004' }, parent: { key: parent }, ...more }).body as { key: string }).key;
  const shown = (key: string, query: string) => ask('GET', `/issue/${key}?${query}`).body as { fields: object };

  it('makes a sub-task with an assignee and a due date', () => {
    const parent = create();
    const key = subTask(parent, { assignee: { accountId: agent }, duedate: '2026-12-24' });
    expect(shown(parent, 'fields=subtasks').fields).toMatchObject({ subtasks: [{ key }] });
    expect(shown(key, 'fields=parent,assignee,duedate,issuetype,status').fields).toMatchObject({
      parent: { key: parent },
      assignee: { accountId: agent, accountType: 'atlassian' },
      duedate: '2026-12-24',
      issuetype: { subtask: true },
      status: { statusCategory: { key: 'new' } },
    });
  });

  it.each([
    ['issuetype', { issuetype: { name: 'Sub-task' } }],
    ['issuetype', { issuetype: { name: 'Epic' } }],
    ['assignee', { issuetype: { name: 'Task' }, assignee: { accountId: userByName('customer')?.accountId } }],
    ['assignee', { issuetype: { name: 'Task' }, assignee: { accountId: 'nobody' } }],
    ['duedate', { issuetype: { name: 'Task' }, duedate: 'soon' }],
  ])('refuses a bad %s', (field, fields) => {
    expect(make(fields)).toMatchObject({ status: 400, body: { errors: { [field]: expect.any(String) as string } } });
  });

  it('takes no sub-task of a sub-task, nor of another project’s issue', () => {
    const below = subTask(create());
    for (const wrong of [{ parent: { key: below } }, { parent: { key: create() }, project: { key: 'OPS' } }])
      expect(make({ issuetype: { name: 'Sub-task' }, ...wrong })).toMatchObject({
        status: 400,
        body: { errors: { parentId: expect.any(String) as string } },
      });
  });

  it('tells who resolved an issue and who opened it again, the latest first', () => {
    const key = create();
    const to = (id: string, fields?: object) =>
      ask('POST', `/issue/${key}/transitions`, { transition: { id }, fields }, 'agent');
    to('3', { resolution: { name: "Won't Do" } });
    expect(shown(key, 'fields=resolution,status').fields).toMatchObject({
      resolution: { name: "Won't Do" },
      status: { statusCategory: { key: 'done' } },
    });
    to('1');
    const { changelog } = shown(key, 'fields=resolution&expand=changelog') as unknown as {
      changelog: { histories: { author: object; items: { fieldId: string; to: string | null }[] }[] };
    };
    expect(changelog.histories.map(({ items }) => items.find(({ fieldId }) => fieldId === 'resolution')?.to)).toEqual([
      null,
      '10001',
    ]);
    expect(changelog.histories[0]?.author).toMatchObject({ accountId: agent, accountType: 'atlassian' });
  });

  it('links issues', () => {
    const [one, other] = [create(), create()];
    const body = { type: { name: 'Relates' }, inwardIssue: { key: one }, outwardIssue: { key: other } };
    expect(ask('POST', '/issueLink', body).status).toBe(201);
    expect(shown(one, 'fields=issuelinks').fields).toMatchObject({ issuelinks: [{ outwardIssue: { key: other } }] });
    expect(shown(other, 'fields=issuelinks').fields).toMatchObject({ issuelinks: [{ inwardIssue: { key: one } }] });
    expect(ask('POST', '/issueLink', { ...body, type: { name: 'Marries' } }).status).toBe(404);
  });

  it('removes an issue that has sub-tasks only where that is said', () => {
    const parent = create();
    const below = subTask(parent);
    expect(ask('DELETE', `/issue/${parent}`).status).toBe(400);
    expect(ask('DELETE', `/issue/${parent}?deleteSubtasks=true`).status).toBe(204);
    expect(ask('GET', `/issue/${below}`).status).toBe(404);
  });

  it('tells the types, the resolutions, and who may be assigned', () => {
    expect(ask('GET', '/issue/createmeta/GDPR/issuetypes').body).toMatchObject({
      issueTypes: expect.arrayContaining([expect.objectContaining({ subtask: true })]) as unknown,
    });
    expect(ask('GET', '/resolution').body).toContainEqual(expect.objectContaining({ name: 'Done' }));
    const found = ask('GET', '/user/assignable/search?project=GDPR&query=agent').body as { accountId: string }[];
    expect(found.map(({ accountId }) => accountId)).toEqual([agent, userByName('second-agent')?.accountId]);
  });
});
