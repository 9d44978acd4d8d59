/**
 * Whole erasures on the local host, with real servers in the place of the providers.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProvidersServer } from '../support/providers-server';
import { folder } from '../support/folder';
import { SECRETS, settings } from '../support/settings';
import { settingsFile } from '../support/settings-file';
import { EMAIL_FIELD, LocalSite } from '../support/site';

let providers: ProvidersServer;
let site: LocalSite;
const data = folder();

beforeAll(async () => {
  providers = await ProvidersServer.start();
  const names = { names: { firstname: 'customfield_10051', lastname: 'customfield_10053' } };
  site = await LocalSite.start(
    '--data',
    data,
    '--settings',
    settingsFile(settings({ extraction: names })),
    ...providers.routes(),
  );
});
afterAll(async () => {
  await site.stop();
  await providers.stop();
});
beforeEach(async () => {
  providers.reset();
  // A key that an earlier test had refused is renewed.
  for (const connection of settings().connections) await site.admin('saveConnection', { connection });
});

it('calls every provider once as it documents, and tells the issue what each of them said', async () => {
  const key = await site.issue({
    [EMAIL_FIELD]: 'Jane+Beta@example.com',
    customfield_10051: 'Jane',
    customfield_10053: 'Doe',
  });
  const begun = await site.trigger({ issueKey: key });
  expect(begun).toMatchObject({ status: 202, body: { status: 'running', created: true } });

  const property = await site.settled(key);
  expect(property).toMatchObject({
    v: 1,
    erasureId: begun.body.erasureId,
    person: 'J•••@e•••.com',
    total: 3,
    done: 0,
    handedOver: 3,
    blocked: 0,
    waiting: 0,
  });
  expect(property.steps.map(({ connection, status, outcome }) => [connection, status, outcome])).toEqual([
    ['centercode', 'handed-over', 'registered'],
    ['copernica', 'handed-over', 'registered'],
    ['quickhelp', 'handed-over', 'accepted'],
  ]);
  const { created } = (await site.rest<{ fields: { created: string } }>('GET', `/issue/${key}?fields=created`)).body
    .fields;
  expect(Date.parse(property.dueAt ?? '') - Date.parse(created)).toBe(30 * 86_400_000);

  const [macro] = providers.to('example.centercode.com');
  expect(macro).toMatchObject({
    method: 'POST',
    path: `/api/v1/userMacroListeners/deleteuser?find=Jane%2BBeta%40example.com&apiKey=${SECRETS.centercode}`,
  });
  const [event] = providers.to('api.copernica.com');
  expect(event).toMatchObject({ method: 'POST', path: '/v4/events/user/remove' });
  expect(JSON.parse(event?.body ?? '')).toEqual({ email: 'Jane+Beta@example.com', firstname: 'Jane', lastname: 'Doe' });
  const [deletion] = providers.to('qhapi.quickhelp.com');
  expect(deletion).toMatchObject({ method: 'DELETE', path: '/v1/User/Delete' });
  expect(JSON.parse(deletion?.body ?? '')).toEqual({ customerId: 123, users: [{ email: 'Jane+Beta@example.com' }] });
  expect(providers.received).toHaveLength(4);
});

it('leaves one internal comment with a row for every provider', async () => {
  const key = await site.issueFor('comment@example.com');
  await site.trigger({ issueKey: key });
  await site.settled(key);
  const comments = await site.until('the comment', async () => {
    const found = await site.comments(key);
    return found.length > 0 && found;
  });
  expect(comments).toHaveLength(1);
  expect(comments[0]?.jsdPublic).toBe(false);
  const words = JSON.stringify(comments[0]?.body);
  for (const part of [
    'c•••@e•••.com',
    'Centercode',
    'Copernica',
    'QuickHelp',
    'does not tell what became of it',
    'within 72 hours',
  ])
    expect(words).toContain(part);
  expect(words).not.toMatch(/Deleted:/);
});

it('is found by JQL on the indexed property', async () => {
  const key = await site.issueFor('jql@example.com');
  await site.trigger({ issueKey: key });
  await site.settled(key);
  expect(await site.find(`erasureStatus = "handed-over" AND erasureHandedOver = 3 AND key = ${key}`)).toEqual([key]);
  expect(
    await site.find(`erasureDue > "2026-01-01" AND erasureFinished <= now() AND erasureBlocked = 0 AND key = ${key}`),
  ).toEqual([key]);
  expect(await site.find(`issue.property[user-erasure].status = blocked AND key = ${key}`)).toEqual([]);
});

it('begins one erasure however many triggers race', async () => {
  const key = await site.issueFor('race@example.com');
  const replies = await Promise.all(Array.from({ length: 8 }, () => site.trigger({ issueKey: key })));
  expect(new Set(replies.map(({ body }) => body.erasureId)).size).toBe(1);
  expect(replies.filter(({ body }) => body.created)).toHaveLength(1);
  await site.settled(key);
  expect(providers.to('qhapi.quickhelp.com')).toHaveLength(1);
});

it('erases the same person again for another issue', async () => {
  for (const key of [await site.issueFor('back@example.com'), await site.issueFor('BACK@example.com')]) {
    expect((await site.trigger({ issueKey: key })).body.created).toBe(true);
    await site.settled(key);
  }
  expect(providers.to('qhapi.quickhelp.com')).toHaveLength(2);
});

it('tries again what a provider could not do, as long as it asked, and ends when it can', async () => {
  let asked = 0;
  providers.reset((request) => {
    if (request.host !== 'qhapi.quickhelp.com')
      return {
        status: request.host === 'authenticate.copernica.com' ? 200 : 201,
        ...(request.host === 'authenticate.copernica.com' ? { body: 'a.b.c' } : {}),
      };
    asked += 1;
    return asked === 1 ? { status: 503, headers: { 'retry-after': '2' } } : { status: 200, body: {} };
  });
  const key = await site.issueFor('patient@example.com');
  await site.trigger({ issueKey: key });
  const waiting = await site.until('the first try', async () => {
    const property = await site.property(key);
    return property?.steps.some(({ outcome }) => outcome === 'retry') && property;
  });
  expect(waiting).toMatchObject({ status: 'running', waiting: 1 });
  await site.settled(key);
  expect(asked).toBe(2);
});

it('leaves a provider alone that asked for a pause, also with other people', async () => {
  let asked = 0;
  providers.reset((request) => {
    if (request.host === 'authenticate.copernica.com') return { status: 200, body: 'a.b.c' };
    if (request.host === 'api.copernica.com') return { status: 201 };
    if (request.host === 'qhapi.quickhelp.com') return { status: 200, body: {} };
    asked += 1;
    return asked === 1 ? { status: 429, headers: { 'retry-after': '4' } } : { status: 200 };
  });
  const first = await site.issueFor('pause1@example.com');
  await site.trigger({ issueKey: first });
  await site.until('the 429', () => Promise.resolve(asked === 1));
  const second = await site.issueFor('pause2@example.com');
  await site.trigger({ issueKey: second });
  await site.letPass(2000);
  expect(asked).toBe(1);
  await site.settled(first);
  await site.settled(second);
  expect(asked).toBe(3);
});

it.each([
  ['a refused key', { status: 401 }],
  ['a log-in page', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }],
  ['an unknown listener', { status: 404 }],
])('never takes %s for a deletion: the step is blocked and says what to do', async (_, answer) => {
  providers.reset((request) =>
    request.host === 'authenticate.copernica.com'
      ? { status: 200, body: 'a.b.c' }
      : request.host === 'qhapi.quickhelp.com'
        ? { status: 200, body: {} }
        : request.host === 'api.copernica.com'
          ? { status: 201 }
          : answer,
  );
  const key = await site.issueFor(`blocked.${Math.random().toString(36).slice(2)}@example.com`);
  await site.trigger({ issueKey: key });
  expect(await site.settled(key, 'partial')).toMatchObject({ blocked: 1, handedOver: 2 });
});

it('takes up only what is blocked when an agent retries, with the address read from the issue again', async () => {
  let isBroken = true;
  providers.reset((request) => {
    if (request.host === 'authenticate.copernica.com') return { status: 200, body: 'a.b.c' };
    if (request.host === 'api.copernica.com') return { status: 201 };
    return request.host === 'qhapi.quickhelp.com' && isBroken ? { status: 403 } : { status: 200, body: {} };
  });
  const key = await site.issueFor('again@example.com');
  const { body } = await site.trigger({ issueKey: key });
  await site.settled(key, 'partial');
  isBroken = false;
  providers.received.length = 0;
  expect(await site.agent('agent', key, 'decide', { erasureId: body.erasureId, decision: 'retry' })).toEqual({
    ok: true,
    value: {},
  });
  await site.settled(key);
  const forThisPerson = providers.received.filter(({ path, body: sent }) => (path + sent).includes('again'));
  expect(forThisPerson.map(({ host }) => host)).toEqual(['qhapi.quickhelp.com']);
});

it('retries nobody else: an issue that names another person by now is refused', async () => {
  providers.reset((request) =>
    request.host === 'authenticate.copernica.com' ? { status: 200, body: 'a.b.c' } : { status: 403 },
  );
  const key = await site.issueFor('first@example.com');
  const { body } = await site.trigger({ issueKey: key });
  await site.settled(key, 'blocked');
  await site.rest('PUT', `/issue/${key}`, { fields: { [EMAIL_FIELD]: 'second@example.com' } });
  expect(await site.agent('agent', key, 'decide', { erasureId: body.erasureId, decision: 'retry' })).toMatchObject({
    ok: false,
    error: { code: 'mismatch' },
  });
});

it('puts up to a hundred people into one call where the provider takes them', async () => {
  let isHeld = true;
  providers.reset((request) => {
    if (request.host === 'authenticate.copernica.com') return { status: 200, body: 'a.b.c' };
    if (request.host === 'api.copernica.com') return { status: 201 };
    return request.host === 'qhapi.quickhelp.com' && isHeld
      ? { status: 503, headers: { 'retry-after': '3' } }
      : { status: 200, body: {} };
  });
  const keys = await Promise.all(
    Array.from({ length: 12 }, (_, index) => site.issueFor(`bulk${String(index)}@example.com`)),
  );
  await Promise.all(keys.map((key) => site.trigger({ issueKey: key })));
  await site.until('all to be tried', async () => {
    const properties = await Promise.all(keys.map((key) => site.property(key)));
    return properties.every((property) => property?.waiting === 1);
  });
  isHeld = false;
  providers.received.length = 0;
  await Promise.all(keys.map((key) => site.settled(key)));
  const calls = providers
    .to('qhapi.quickhelp.com')
    .map(({ body }) => (JSON.parse(body) as { users: unknown[] }).users.length);
  expect(calls.reduce((sum, size) => sum + size, 0)).toBe(12);
  expect(calls.length).toBeLessThan(12);
});

it('keeps no address and no secret of an ended erasure in its storage, its log, or what it told Jira', async () => {
  const key = await site.issueFor('No.Trace+canary@example.com');
  await site.trigger({ issueKey: key });
  await site.settled(key);
  const told = JSON.stringify([await site.property(key), await site.comments(key)]);
  const log = readFileSync(join(data, 'app.log'), 'utf8');
  expect(log).toContain('quickhelp.erase');
  expect(readdirSync(data)).toContain('site.db');
  for (const word of ['no.trace', ...Object.values(SECRETS)]) {
    expect(told.toLowerCase()).not.toContain(word);
    expect(log.toLowerCase()).not.toContain(word);
  }
});
