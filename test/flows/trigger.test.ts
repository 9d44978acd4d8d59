/**
 * The web trigger, as an automation rule sees it.
 */
import { createHmac } from 'node:crypto';
import { ProvidersServer } from '../support/providers-server';
import { settings } from '../support/settings';
import { settingsFile } from '../support/settings-file';
import { EMAIL_FIELD, LocalSite } from '../support/site';

let providers: ProvidersServer;
let site: LocalSite;

beforeAll(async () => {
  providers = await ProvidersServer.start();
  site = await LocalSite.start('--settings', settingsFile(settings()), ...providers.routes());
});
afterAll(async () => {
  await site.stop();
  await providers.stop();
});
beforeEach(() => providers.reset());

const text = (words: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
});

it.each<[string, Record<string, unknown>, string]>([
  ['no address anywhere', { [EMAIL_FIELD]: null }, 'no-address'],
  ['a field that holds no address', { [EMAIL_FIELD]: 'jane at example' }, 'invalid-address'],
  ['two addresses in the field', { [EMAIL_FIELD]: 'a@example.com b@example.com' }, 'ambiguous'],
  ['an address in free text only', { description: text('please delete jane@example.com') }, 'needs-confirmation'],
  ['two addresses in free text', { description: text('delete a@example.com, not b@example.com') }, 'ambiguous'],
  ['a protected person', { [EMAIL_FIELD]: 'boss@ourcompany.example' }, 'protected'],
])('refuses %s, says what to do, and calls nobody', async (_, fields, code) => {
  const key = await site.issue(fields);
  const reply = await site.trigger({ issueKey: key });
  expect(reply).toMatchObject({ status: 409, body: { error: { code } } });
  expect(reply.body.error.message).toMatch(/\.$/);
  expect(reply.body.error.message).not.toContain('@');
  expect(await site.property(key)).toBeNull();
  expect(providers.received).toEqual([]);
});

it('refuses a project that is not allowed', async () => {
  const key = await site.issue({ [EMAIL_FIELD]: 'a@example.com' }, 'OPS');
  expect(await site.trigger({ issueKey: key })).toMatchObject({
    status: 409,
    body: { error: { code: 'project-not-allowed' } },
  });
});

it('answers 404 for an issue that is not there', async () => {
  expect(await site.trigger({ issueKey: 'GDPR-99999' })).toMatchObject({
    status: 404,
    body: { error: { code: 'no-such-issue' } },
  });
});

it.each<[string, unknown]>([
  ['no JSON', 'issueKey=GDPR-1'],
  ['no issue', {}],
  ['a key that is none', { issueKey: '../../etc' }],
  ['a key of another type', { issueKey: 7 }],
  ['an unknown word', { issueKey: 'GDPR-1', addres: 'a@example.com' }],
  ['a smart value that was not resolved', { issueKey: '{{issue.key}}' }],
  ['a key with a line break behind it', { issueKey: 'GDPR-1\n' }],
  ['an address that is null', { issueKey: 'GDPR-1', email: null }],
  ['a text for yes or no', { issueKey: 'GDPR-1', dryRun: 'true' }],
  ['JSON that quotation marks broke', '{"issueKey":"GDPR-1","email":""Doe, Jane" <jane@example.com>"}'],
])('answers 400 to %s', async (_, body) => {
  const reply = await site.trigger(body);
  expect(reply).toMatchObject({ status: 400, body: { error: { code: 'bad-body' } } });
  expect(reply.body.error.message).toContain('issueKey');
});

it('answers 413 to a body longer than any request', async () => {
  expect((await site.trigger({ issueKey: 'GDPR-1', email: 'x'.repeat(20_000) })).status).toBe(413);
});

it('answers 401 without the secret, before it looks at anything else', async () => {
  for (const authorization of ['', 'Bearer wrong', 'Basic YWRtaW46eA=='])
    expect(await site.trigger('nonsense', { authorization })).toMatchObject({
      status: 401,
      body: { error: { code: 'unauthorized' } },
    });
});

it('accepts a Standard Webhooks signature', async () => {
  const { url, secret } = site.ready.webTriggers.erase;
  const body = JSON.stringify({ issueKey: await site.issueFor('signed@example.com'), dryRun: true });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`msg_2.${timestamp}.${body}`).digest('base64');
  const headers = { 'webhook-id': 'msg_2', 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
  expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200);
  expect((await fetch(url, { method: 'POST', body: `${body} `, headers })).status).toBe(401);
});

it('passes over a header of any name', async () => {
  const { url, secret } = site.ready.webTriggers.erase;
  const body = JSON.stringify({ issueKey: await site.issueFor('header@example.com'), dryRun: true });
  const headers: [string, string][] = [
    ['authorization', `Bearer ${secret}`],
    ['__proto__', 'x'],
    ['constructor', 'x'],
  ];
  expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200);
});

it('lets no page of another site act as the admin who looks at it', async () => {
  const call = (origin: string) =>
    fetch(new URL('/local/clock', site.ready.jira), { method: 'POST', body: '{"upTo":0}', headers: { origin } });
  expect((await call('https://evil.example')).status).toBe(403);
  expect((await call('null')).status).toBe(403);
  expect((await call(new URL(site.ready.jira).origin)).status).not.toBe(403);
});

it('plans without calling anybody in a dry run', async () => {
  const key = await site.issueFor('dry@example.com');
  const reply = await site.trigger({ issueKey: key, dryRun: true });
  expect(reply).toMatchObject({
    status: 200,
    body: {
      person: 'd•••@e•••.com',
      plan: [
        { connection: 'centercode', provider: 'centercode-listener', calls: 1 },
        { connection: 'copernica', provider: 'copernica', calls: 1 },
        { connection: 'quickhelp', provider: 'quickhelp', calls: 1 },
      ],
    },
  });
  expect(await site.property(key)).toBeNull();
  expect(providers.received).toEqual([]);
});

it('refuses an address that is not the one the issue yields', async () => {
  const key = await site.issueFor('this@example.com');
  expect(await site.trigger({ issueKey: key, email: 'that@example.com' })).toMatchObject({
    status: 409,
    body: { error: { code: 'mismatch' } },
  });
  expect(await site.trigger({ issueKey: key, email: ' THIS@example.com ' })).toMatchObject({ status: 202 });
});

it.each(['{{issue.customfield_10050}}', '', 'null'])('refuses an address that is none: %j', async (email) => {
  const key = await site.issueFor('none@example.com');
  expect(await site.trigger({ issueKey: key, email })).toMatchObject({
    status: 409,
    body: { error: { code: 'mismatch' } },
  });
  expect(await site.property(key)).toBeNull();
});

it('passes over a byte order mark before the JSON, and takes any charset and case of the header', async () => {
  const body = JSON.stringify({ issueKey: await site.issueFor('mark@example.com'), dryRun: true });
  const { secret } = site.ready.webTriggers.erase;
  const headers = { 'content-type': 'application/json; charset=utf-8', authorization: `bearer ${secret}` };
  expect((await site.trigger(`\ufeff${body}`, headers)).status).toBe(200);
  expect((await site.trigger(`\ufeff\ufeff${body}`)).status).toBe(400);
});

it('refuses while all deletions are paused, and goes on afterwards', async () => {
  const key = await site.issueFor('paused@example.com');
  await site.admin('pause', { paused: true });
  expect(await site.trigger({ issueKey: key })).toMatchObject({ status: 409, body: { error: { code: 'paused' } } });
  await site.admin('pause', { paused: false });
  expect(await site.trigger({ issueKey: key })).toMatchObject({ status: 202, body: { created: true } });
  await site.settled(key);
});

it('finds the earlier erasure of an issue also where a rule would stand in the way by now', async () => {
  const key = await site.issueFor('earlier@example.com');
  const { body } = await site.trigger({ issueKey: key });
  await site.admin('pause', { paused: true });
  const again = await site.trigger({ issueKey: key });
  await site.admin('pause', { paused: false });
  expect(again).toMatchObject({ status: 202, body: { erasureId: body.erasureId, created: false } });
  const other = await site.trigger({ issueKey: key, email: 'somebody.else@example.com' });
  expect(other).toMatchObject({ status: 409, body: { error: { code: 'mismatch' } } });
});

it('lets exactly as many run an hour as the cap says; the others wait for approval', async () => {
  const capped = await LocalSite.start(
    '--settings',
    settingsFile(settings({ policy: { maxPerHour: 5 } })),
    ...providers.routes(),
  );
  try {
    const keys = await Promise.all(
      Array.from({ length: 8 }, (_, index) => capped.issueFor(`cap${String(index)}@example.com`)),
    );
    const replies = await Promise.all(keys.map((issueKey) => capped.trigger({ issueKey })));
    const statuses = replies.map(({ body }) => body.status).sort();
    expect(statuses).toEqual([...Array<string>(3).fill('awaiting-approval'), ...Array<string>(5).fill('running')]);
  } finally {
    await capped.stop();
  }
});
