/**
 * Actions of automation rules: as the user of the rule's connection, with errors that hold no personal data.
 */
import { settings } from '../support/settings';
import { worldOf } from '../support/world';

const world = worldOf();
const DELETE = 'delete-user-everywhere';
const STATUS = 'get-erasure-status';

const outputs = ({ said }: { said: string }) => JSON.parse(said) as Record<string, unknown>;

it('begins the erasure of the issue’s person, and tells the rule where it stands', async () => {
  const { site, providers } = world;
  const key = await site.issueFor('rule@example.com');
  expect(outputs(await site.act('agent', STATUS, key))).toEqual({
    erasureId: null,
    status: 'none',
    ...{ done: 0, handedOver: 0, blocked: 0, mayClose: false },
    dueAt: null,
    finishedAt: null,
  });
  const begun = await site.act('agent', DELETE, key);
  expect(begun.isError).toBe(false);
  expect(outputs(begun)).toEqual({ erasureId: expect.any(String) as string, status: 'running' });
  const property = await site.settled(key);
  expect(outputs(await site.act('agent', STATUS, key))).toMatchObject({
    erasureId: property.erasureId,
    status: 'handed-over',
    ...{ done: 0, handedOver: 3, blocked: 0, mayClose: true },
    finishedAt: property.finishedAt,
  });
  expect(providers.received.length).toBeGreaterThan(2);
});

it('finds the erasure that was begun, however often the rule runs', async () => {
  const { site } = world;
  const key = await site.issueFor('twice@example.com');
  const [first, second] = await Promise.all([site.act('agent', DELETE, key), site.act('agent', DELETE, key)]);
  expect(outputs(first)['erasureId']).toBe(outputs(second)['erasureId']);
  await site.settled(key);
});

it('can be limited to some connections; the others say that they were not asked for', async () => {
  const { site, providers } = world;
  const key = await site.issueFor('some@example.com');
  await site.act('agent', DELETE, key, { connections: 'quickhelp, centercode' });
  const { steps } = await site.settled(key);
  expect(steps.map(({ connection, status }) => `${connection} ${status}`).sort()).toEqual([
    'centercode handed-over',
    'copernica skipped',
    'quickhelp handed-over',
  ]);
  expect(providers.to('api.copernica.com')).toEqual([]);
  const [comment] = await site.comments(key);
  expect(JSON.stringify(comment?.body)).toContain('not among the connections asked for');
});

it('says that a person who was erased at some is not erased at the others because of the same issue', async () => {
  const { site, providers } = world;
  const key = await site.issueFor('limited@example.com');
  await site.act('agent', DELETE, key, { connections: 'quickhelp' });
  await site.settled(key);
  providers.reset();
  expect(await site.act('agent', DELETE, key, { connections: 'copernica' })).toMatchObject({
    isError: true,
    said: expect.stringContaining('limited to some connections') as string,
  });
  expect(await site.trigger({ issueKey: key })).toMatchObject({
    status: 409,
    body: { error: { code: 'limited-before' } },
  });
  // The same once more finds the same.
  expect((await site.act('agent', DELETE, key, { connections: 'quickhelp' })).isError).toBe(false);
  expect(providers.received).toEqual([]);
});

const REFUSED: [what: string, user: string, fields: object, inputs: object, words: string][] = [
  ['who may see the issue and not edit it', 'user', {}, {}, 'You do not have the permission'],
  ['who may not see the issue', 'other-agent', {}, {}, 'There is no such issue'],
  ['an issue without an address', 'agent', { customfield_10050: null }, {}, 'No e-mail address was found'],
  ['two addresses', 'agent', { customfield_10050: 'a@example.com b@example.com' }, {}, 'names 2 people'],
  ['a protected person', 'agent', { customfield_10050: 'boss@ourcompany.example' }, {}, 'never erased automatically'],
  ['a connection that there is not', 'agent', {}, { connections: 'nowhere' }, 'There is no such connection'],
  ['a key that is none', 'agent', {}, { issueKey: 'see above' }, 'is no issue key'],
];

it.each(REFUSED)('refuses %s in words for the audit log, and calls nobody', async (_, user, fields, inputs, words) => {
  const { site, providers } = world;
  const key = await site.issue({ customfield_10050: 'kept@example.com', ...fields });
  const { said, isError } = await site.act(user, DELETE, key, inputs);
  expect(isError).toBe(true);
  expect(said).toContain(words);
  expect(said).not.toMatch(/@|example\.com|ourcompany/);
  expect(providers.received).toEqual([]);
});

it('says on the issue’s panel what a rule was refused', async () => {
  const { site } = world;
  const key = await site.issue({ customfield_10050: 'boss@ourcompany.example' });
  await site.act('agent', DELETE, key);
  expect(await site.agent('agent', key, 'status')).toMatchObject({
    value: { erasures: [], refused: { via: 'by an automation rule', isTriedAgain: false } },
  });
  await site.rest('PUT', `/issue/${key}`, { fields: { customfield_10050: 'somebody@example.com' } });
  await site.act('agent', DELETE, key);
  expect(await site.agent('agent', key, 'status')).toMatchObject({ value: { refused: null } });
  await site.settled(key);
});

it('waits for approval above the cap, by anybody but the user of the rule’s connection', async () => {
  const { site, providers } = world;
  const { connections: _, ...rules } = settings({ policy: { maxPerHour: 0 } });
  await site.admin('saveRules', { rules });
  const key = await site.issueFor('capped@example.com');
  expect(outputs(await site.act('agent', DELETE, key))).toMatchObject({ status: 'awaiting-approval' });
  expect(providers.received).toEqual([]);
  const { erasureId } = await site.settled(key, 'awaiting-approval');
  const approve = (user: string) => site.agent(user, key, 'decide', { erasureId, decision: 'approve' });
  expect(await approve('agent')).toMatchObject({ ok: false, error: { code: 'same-person' } });
  expect(await approve('second-agent')).toMatchObject({ ok: true });
  await site.settled(key);
});

it('tells the form of the action which connections there are, and no more', async () => {
  const { site } = world;
  const answer = await site.call(DELETE, 'agent', null, 'connections');
  expect(answer).toEqual({
    ok: true,
    value: {
      connections: [
        { id: 'centercode', label: 'Centercode' },
        { id: 'copernica', label: 'Copernica' },
        { id: 'quickhelp', label: 'QuickHelp' },
      ],
    },
  });
});
