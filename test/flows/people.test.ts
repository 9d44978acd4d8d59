/**
 * What people may do: agents on the issue, a second person who approves, admins on the admin page.
 */
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

type Status = { erasures: { id: string; status: string; mask: string }[] };
const statusOf = async (key: string) => {
  const answer = await site.agent<Status>('agent', key, 'status');
  return answer.ok ? answer.value.erasures : [];
};

it('shows an agent the address, where it was found, and every provider in its own words', async () => {
  const key = await site.issueFor('Jane@example.com');
  expect(await site.agent('agent', key, 'preview')).toMatchObject({
    ok: true,
    value: {
      kind: 'ready',
      address: 'Jane@example.com',
      source: 'the field "Requester e-mail"',
      needsConfirmation: false,
      plan: [
        { connectionId: 'centercode' },
        { connectionId: 'copernica', does: 'Logs a remove event.' },
        { connectionId: 'quickhelp' },
      ],
      earlier: null,
    },
  });
  expect(providers.received).toEqual([]);
});

it('starts what the agent saw, and nothing else', async () => {
  const key = await site.issueFor('seen@example.com');
  expect(await site.agent('agent', key, 'start', { expected: 'other@example.com', confirmed: true })).toMatchObject({
    ok: false,
    error: { code: 'mismatch' },
  });
  expect(await site.agent('agent', key, 'start', { expected: 'seen@example.com', confirmed: true })).toMatchObject({
    ok: true,
    value: { created: true },
  });
  await site.settled(key);
});

it('uses an address from free text only after the agent confirmed it', async () => {
  const description = {
    type: 'doc',
    version: 1,
    content: [
      { type: 'paragraph', content: [{ type: 'text', text: 'delete text@example.com, says help@ourcompany.example' }] },
    ],
  };
  const key = await site.issue({ description });
  expect(await site.agent('agent', key, 'preview')).toMatchObject({
    value: { address: 'text@example.com', needsConfirmation: true, alsoSeen: ['help@ourcompany.example'] },
  });
  expect(await site.agent('agent', key, 'start', { expected: 'text@example.com', confirmed: false })).toMatchObject({
    error: { code: 'needs-confirmation' },
  });
  expect(await site.agent('agent', key, 'start', { expected: 'text@example.com', confirmed: true })).toMatchObject({
    ok: true,
  });
  await site.settled(key);
});

describe('a protected person', () => {
  const begin = async (address: string) => {
    const key = await site.issue({ [EMAIL_FIELD]: address });
    const answer = await site.agent<{ erasureId: string; status: string }>('agent', key, 'start', {
      expected: address,
      confirmed: true,
    });
    if (!answer.ok) throw new Error(answer.error.message);
    expect(answer.value.status).toBe('awaiting-approval');
    return { key, erasureId: answer.value.erasureId };
  };

  it('is erased once a second person approved, and never by the word of the first', async () => {
    const { key, erasureId } = await begin('leaver@ourcompany.example');
    expect(await site.agent('agent', key, 'decide', { erasureId, decision: 'approve' })).toMatchObject({
      ok: false,
      error: { code: 'same-person' },
    });
    expect(providers.received).toEqual([]);
    expect(await site.agent('second-agent', key, 'decide', { erasureId, decision: 'approve' })).toMatchObject({
      ok: true,
    });
    await site.settled(key);
  });

  it('is not erased where the issue names somebody else by the time it is approved', async () => {
    const { key, erasureId } = await begin('jack@ourcompany.example');
    await site.rest('PUT', `/issue/${key}`, { fields: { [EMAIL_FIELD]: 'john@ourcompany.example' } });
    expect(await site.agent('second-agent', key, 'decide', { erasureId, decision: 'approve' })).toMatchObject({
      ok: false,
      error: { code: 'mismatch' },
    });
    expect(providers.received).toEqual([]);
  });

  it('is left alone when the second person rejects', async () => {
    const { key, erasureId } = await begin('stayer@ourcompany.example');
    expect(
      await site.agent('second-agent', key, 'decide', { erasureId, decision: 'reject', reason: 'Not them.' }),
    ).toMatchObject({
      ok: true,
    });
    await site.settled(key, 'rejected');
    expect(providers.received).toEqual([]);
    expect(await site.agent('second-agent', key, 'decide', { erasureId, decision: 'approve' })).toMatchObject({
      error: { code: 'not-open' },
    });
  });
});

it.each(['user', 'other-agent', 'customer'])(
  'lets nobody without the right to edit the issue begin: %s',
  async (user) => {
    const key = await site.issueFor('guarded@example.com');
    const answer = await site.agent(user, key, 'start', { expected: 'guarded@example.com', confirmed: true });
    expect((answer as { ok?: boolean } | undefined)?.ok ?? false).toBe(false);
    expect(await site.property(key)).toBeNull();
    expect(providers.received).toEqual([]);
  },
);

it('takes no erasure of another issue from the payload', async () => {
  const [mine, other] = [await site.issueFor('mine@ourcompany.example'), await site.issueFor('other@example.com')];
  const answer = await site.agent<{ erasureId: string }>('agent', mine, 'start', {
    expected: 'mine@ourcompany.example',
    confirmed: true,
  });
  const erasureId = answer.ok ? answer.value.erasureId : '';
  expect(await site.agent('second-agent', other, 'decide', { erasureId, decision: 'approve' })).toMatchObject({
    error: { code: 'not-open' },
  });
  const [standing] = await site.until('the list to know it', async () => {
    const listed = await statusOf(mine);
    return listed.length > 0 && listed;
  });
  expect(standing).toMatchObject({ status: 'awaiting-approval' });
});

it.each(['agent', 'user', 'other-agent'])('shows the admin page’s settings to admins only: not to %s', async (user) => {
  for (const [name, payload] of [
    ['overview', {}],
    ['exportSettings', {}],
    ['rotateSecret', {}],
    ['pause', { paused: true }],
  ] as const)
    expect(await site.admin(name, payload, user)).toMatchObject({ ok: false, error: { code: 'not-permitted' } });
});

it('never shows an admin a secret again', async () => {
  const overview = await site.admin('overview');
  expect(overview.ok).toBe(true);
  expect(JSON.stringify(overview)).not.toContain('canary');
  expect(overview).toMatchObject({
    value: { connections: [{ id: 'centercode', secrets: { apiKey: { set: true, lastFour: 'ey-1' } } }, {}, {}, {}] },
  });
  expect(JSON.stringify(await site.admin('exportSettings'))).not.toContain('canary');
});

it('adds, tests, switches off and removes a connection', async () => {
  const connection = {
    id: 'second',
    provider: 'copernica',
    label: 'Second',
    settings: { apiToken: 'another-token-for-tests' },
  };
  expect(await site.admin('saveConnection', { connection })).toMatchObject({ ok: true });
  expect(await site.admin('testConnection', { id: 'second' })).toMatchObject({ value: { kind: 'failed' } });
  providers.reset(({ host }) =>
    host === 'authenticate.copernica.com' ? { status: 200, body: 'a.b.c' } : { status: 200, body: { id: 1 } },
  );
  expect(await site.admin('testConnection', { id: 'second' })).toMatchObject({ value: { kind: 'ok' } });
  expect(await site.admin('testConnection', { id: 'quickhelp' })).toMatchObject({
    value: { kind: 'no-harmless-call' },
  });
  expect(await site.admin('switchConnection', { id: 'second', enabled: false })).toMatchObject({ ok: true });
  providers.reset();
  const key = await site.issueFor('switched@example.com');
  await site.trigger({ issueKey: key });
  const property = await site.settled(key);
  expect(property.steps.find(({ connection: id }) => id === 'second')).toMatchObject({
    status: 'skipped',
    outcome: null,
  });
  expect(await site.admin('removeConnection', { id: 'second' })).toMatchObject({ ok: true });
  expect(await site.admin('testConnection', { id: 'second' })).toMatchObject({ error: { code: 'unknown-connection' } });
});

it('calls nobody at a connection that was set up anew for another provider in the meantime', async () => {
  providers.reset(({ host }) =>
    host.endsWith('copernica.com') ? { status: 503, headers: { 'retry-after': '3' } } : { status: 200, body: {} },
  );
  const key = await site.issueFor('planned@example.com');
  await site.trigger({ issueKey: key });
  await site.until('the first try', async () => (await site.property(key))?.waiting === 1);
  await site.admin('removeConnection', { id: 'copernica' });
  const other = {
    id: 'copernica',
    provider: 'quickhelp',
    label: 'Other',
    settings: { apiKey: 'another-key-123', subscriptionKey: 'another-key-456' },
  };
  await site.admin('saveConnection', { connection: other });
  providers.reset();
  const property = await site.settled(key, 'partial');
  expect(property.steps.find(({ connection }) => connection === 'copernica')).toMatchObject({
    status: 'blocked',
    outcome: 'refused',
  });
  expect(providers.received).toEqual([]);
  // The same id for its first provider again: what is kept for the other one is not mixed in.
  // The index may still count what was blocked a moment ago: then it is asked again, with the number of then.
  await site.until('the import', async () => (await site.admin('importSettings', { file: settings() })).ok);
});

it('keeps a pause through whatever else is saved', async () => {
  await site.admin('pause', { paused: true });
  await site.admin('importSettings', { file: settings() });
  expect(await site.admin('overview')).toMatchObject({ value: { paused: true } });
  await site.admin('pause', { paused: false });
});

it('keeps a secret that an edit does not give, and refuses settings that do not fit, naming where', async () => {
  const quickhelp = { id: 'quickhelp', provider: 'quickhelp', label: 'QuickHelp', settings: { customerId: 5 } };
  expect(await site.admin('saveConnection', { connection: quickhelp })).toMatchObject({ ok: true });
  const wrong = {
    id: 'wrong',
    provider: 'centercode-listener',
    label: 'Wrong',
    settings: { site: 'evil.example', listenerKey: 'k', apiKey: 'x' },
  };
  const answer = await site.admin('saveConnection', { connection: wrong });
  expect(answer).toMatchObject({ ok: false, error: { code: 'bad-settings' } });
  if (!answer.ok) expect(answer.error.message).toContain('site');
});

it('sends only people in the project’s connections', async () => {
  const connection = {
    id: 'ops-only',
    provider: 'quickhelp',
    label: 'Ops only',
    projects: ['OPS'],
    settings: { apiKey: 'k-for-ops-only-1', subscriptionKey: 's-for-ops-only-1' },
  };
  await site.admin('saveConnection', { connection });
  const key = await site.issueFor('project@example.com');
  await site.trigger({ issueKey: key });
  expect((await site.settled(key)).steps.find(({ connection: id }) => id === 'ops-only')).toMatchObject({
    status: 'skipped',
  });
  expect(providers.to('qhapi.quickhelp.com')).toHaveLength(1);
  await site.admin('removeConnection', { id: 'ops-only' });
});

it('lists on the erasures page only what the reader may see', async () => {
  const all = await site.call<{ erasures: unknown[] }>('erasures-page', 'admin', null, 'list', {
    filter: {},
    cursor: null,
  });
  const none = await site.call<{ erasures: unknown[] }>('erasures-page', 'other-agent', null, 'list', {
    filter: {},
    cursor: null,
  });
  expect(all.ok && all.value.erasures.length).toBeGreaterThan(0);
  expect(none).toMatchObject({ ok: true, value: { erasures: [] } });
});
