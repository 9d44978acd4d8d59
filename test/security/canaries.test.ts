/**
 * Marked addresses and keys go through everything that can happen, also through providers that throw them back at us; then
 * everything that left the app is searched for them, in every spelling.
 */
import { asDocumented } from '../support/provider-answers';
import { tell } from '../support/security-figures';
import { SECRETS, settings } from '../support/settings';
import { spellingsOf } from '../support/spellings';
import { EMAIL_FIELD, type Outside, Tenant } from '../support/tenant';
import { triggerRequest } from '../support/tenant-world';

const ADMIN = { who: 'admin' } as const;
const KEYS = [...Object.values(SECRETS), 'canary-lookup-key-5'];

/** Throws whatever it is sent back at the app: in the body, in headers, in the error's own words. */
const echo =
  (status: number): Outside =>
  (url, init) => {
    if (url.includes('authenticate.copernica.com')) return asDocumented(url, init);
    const said = `${url} ${JSON.stringify(init)}`;
    return new Response(JSON.stringify({ error: said, message: said, id: said }), {
      status,
      headers: { 'content-type': 'application/json', 'x-said': encodeURIComponent(said), 'retry-after': '7' },
    });
  };
const broken: Outside = (url, init) => {
  throw Object.assign(new TypeError(`fetch failed: ${url} ${JSON.stringify(init)}`), { cause: new Error(url) });
};
const redirecting: Outside = (url) =>
  new Response(null, {
    status: 307,
    headers: { location: `https://elsewhere.example/?from=${encodeURIComponent(url)}` },
  });
const asHtml: Outside = (url) =>
  new Response(`<html>${url}</html>`, { status: 200, headers: { 'content-type': 'text/html' } });

const MOODS: Readonly<Record<string, Outside>> = {
  'as documented': asDocumented,
  'refusing the key': echo(401),
  'refusing the person': echo(400),
  'not found': echo(404),
  'slowing down': echo(429),
  'at fault': echo(500),
  'answering nonsense': echo(200),
  'with a log-in page': asHtml,
  redirecting,
  unreachable: broken,
};

const moreConnections = () => {
  const all = settings().connections as { id: string; settings: object }[];
  return all.map((one) =>
    one.id === 'centercode'
      ? {
          ...one,
          settings: {
            ...one.settings,
            lookupUrl: `https://example.centercode.com/api/v1/recordLookups/x?find=VALUE&apiKey=${KEYS[4] ?? ''}`,
            lookupUnknown: '404',
          },
        }
      : one,
  );
};

/** Everything that people and rules do, and what each is answered, with one person. What an agent sees is not kept. */
async function liveThrough(tenant: Tenant, address: string): Promise<void> {
  const { id, key } = tenant.issue({
    [EMAIL_FIELD]: address,
    description: {
      type: 'doc',
      version: 1,
      content: [{ type: 'paragraph', content: [{ type: 'text', text: address }] }],
    },
  });
  const at = { who: 'agent', issueId: id };
  const { secret } = await tenant.must<{ secret: string }>('adminResolver', 'rotateSecret', {}, ADMIN);
  tenant.left.answer.pop();
  for (const body of [
    { issueKey: key, dryRun: true },
    { issueKey: key, email: `not.${address}` },
    { issueKey: key },
    'no json',
  ])
    await tenant.invoke('eraseTrigger', triggerRequest(body, secret));
  await tenant.must('agentResolver', 'look', { expected: address, confirmed: true }, at);
  await tenant.deliver();
  await tenant.invoke('sweepSchedule', {});
  await tenant.deliver();
  const { erasures } = await tenant.must<{ erasures: { id: string }[] }>('agentResolver', 'status', {}, at);
  for (const erasure of erasures) {
    await tenant.call('agentResolver', 'decide', { erasureId: erasure.id, decision: 'retry' }, at);
    await tenant.deliver();
    await tenant.call(
      'agentResolver',
      'changeDueDate',
      { erasureId: erasure.id, dueAt: Date.now() + 1e9, reason: `for ${address}` },
      at,
    );
    await tenant.call('agentResolver', 'decide', { erasureId: erasure.id, decision: 'cancel' }, at);
    await tenant.deliver();
    await tenant.invoke('sweepSchedule', {});
    await tenant.call('agentResolver', 'receipt', { erasureId: erasure.id }, at);
    await tenant.call('erasuresResolver', 'story', { erasureId: erasure.id }, at);
    await tenant.call(
      'erasuresResolver',
      'decide',
      { erasureId: erasure.id, decision: 'reject', reason: address },
      { who: 'second-agent' },
    );
  }
  await tenant.call('erasuresResolver', 'findPerson', { address }, at);
  await tenant.call('erasuresResolver', 'list', { filter: {}, cursor: null }, at);
  await tenant.call('erasuresResolver', 'previewBulk', { jql: `key = ${key}`, goingOn: null }, at);
  await tenant.call('erasuresResolver', 'figures', {}, at);
  await tenant.invoke('deleteUserAction', { issueKey: key, connections: 'copernica' }, 'agent');
  await tenant.invoke('erasureStatusAction', { issueKey: key }, 'agent');
  await tenant.invoke('issueEvents', { eventType: 'avi:jira:updated:issue', issue: { id, key }, atlassianId: 'x' });
  await tenant.invoke('workflowValidator', { issue: { key } });
  await tenant.call(
    'agentResolver',
    'invite',
    { connectionId: 'external-users', expected: address, reason: address },
    at,
  );
  for (const connectionId of ['centercode', 'copernica', 'quickhelp', 'external-users']) {
    await tenant.call('adminResolver', 'testConnection', { id: connectionId }, ADMIN);
    await tenant.call('agentResolver', 'tryConnection', { connectionId }, at);
  }
  for (const call of ['overview', 'exportSettings', 'health', 'evidenceKeys'])
    await tenant.must('adminResolver', call, {}, ADMIN);
  const connection = {
    id: 'copernica',
    provider: 'copernica',
    label: 'x',
    settings: { apiToken: SECRETS.copernica, mode: '?' },
  };
  await tenant.call('adminResolver', 'saveConnection', { connection, revision: null }, ADMIN);
  const file = { connections: [connection], nonsense: SECRETS.quickhelp };
  await tenant.call('adminResolver', 'previewImport', { file, replaceAll: true }, ADMIN);
  await tenant.call('adminResolver', 'importSettings', { file, replaceAll: true, revision: '', confirmed: 0 }, ADMIN);
  await tenant.must('adminResolver', 'adminLog', { cursor: null }, ADMIN);
}

interface Leak {
  readonly where: string;
  readonly what: string;
}

/** Where any of these texts stands, in any spelling. */
function leaksOf(texts: readonly string[], places: Readonly<Record<string, readonly string[]>>): Leak[] {
  const spellings = texts.flatMap((text) => spellingsOf(text));
  return Object.entries(places).flatMap(([where, lines]) =>
    lines.flatMap((line) => {
      const spelling = spellings.find((one) => line.includes(one));
      if (spelling === undefined) return [];
      const from = Math.max(0, line.indexOf(spelling) - 80);
      return [{ where, what: line.slice(from, from + 200) }];
    }),
  );
}

const placesOf = ({ left, rows }: Tenant) => ({
  log: left.log,
  jira: left.jira,
  queue: left.queue,
  answer: left.answer,
  stored: rows.asText().filter((row) => !row.startsWith('secret ')),
});

it.each(Object.keys(MOODS))('leave no trace where providers are %s', async (mood) => {
  const outside = MOODS[mood] ?? asDocumented;
  const tenant = new Tenant('site', outside);
  await tenant.admin('importSettings', { file: settings({ connections: moreConnections() }) });
  const address = `Marked.Canary+${mood.replaceAll(' ', '-')}@example.com`;
  await liveThrough(tenant, address);
  const places = placesOf(tenant);
  expect(tenant.left.outside.length).toBeGreaterThan(0);
  expect(leaksOf(KEYS, places)).toEqual([]);
  expect(leaksOf([address], places)).toEqual([]);
  const searched = Object.values(places).reduce((sum, lines) => sum + lines.length, 0);
  tell('texts searched for canaries', searched);
  tell('canaries, in all spellings', [...KEYS, address].flatMap((text) => spellingsOf(text)).length);
});

it('lets go of the address once the erasure has ended', async () => {
  const tenant = new Tenant('site', asDocumented);
  await tenant.admin('importSettings', { file: settings() });
  const address = 'let.go@example.com';
  const { id } = tenant.issue({ [EMAIL_FIELD]: address });
  await tenant.must('agentResolver', 'start', { expected: address, confirmed: true }, { who: 'agent', issueId: id });
  expect(leaksOf([address], { secrets: tenant.rows.asText() })).not.toEqual([]);
  await tenant.deliver();
  expect(leaksOf([address], { secrets: tenant.rows.asText() })).toEqual([]);
});

it.each(['log', 'jira', 'queue', 'answer'] as const)('would be noticed in the %s', (where) => {
  const tenant = new Tenant('site', asDocumented);
  for (const spelling of spellingsOf('seen@example.com')) {
    tenant.left[where] = [`before ${spelling} after`];
    expect(leaksOf(['seen@example.com'], placesOf(tenant))).toHaveLength(1);
  }
});
