/**
 * An admin sets up an API that no provider is written for, and somebody is erased there: once with each thing that such an
 * API may want.
 */
import { adminOver, byTrigger, connection, JANE, MINUTE, portsInMemory, TAKEN } from '../../support/ports-in-memory';
import { request } from '../../../src/app/request/request';
import { timeline } from '../../../src/app/query/timeline';
import { viewConnections } from '../../../src/app/connections/view';
import { settings } from '../../support/settings';
import type { Asked, Scripted } from '../../support/vendor';

const POST = { method: 'POST', url: 'https://alpha.example/erase' };

/** Saves the connection as the admin page does, and erases somebody. @param says what the API answers, in turn */
async function erased(given: object, says: readonly Scripted[], address = JANE) {
  const world = await portsInMemory({ connections: [] });
  await adminOver(world.ports).save(connection('alpha', { settings: given }));
  const asked: Asked[] = [];
  for (const reply of says)
    world.answers('alpha', (seen) => {
      asked.push(seen);
      return reply;
    });
  const { erasureId } = await request(world.ports, byTrigger(world.asks(address)));
  for (let times = 0; times < 5; times += 1) {
    await world.passes(MINUTE);
    await world.sweeps();
  }
  const shown = await timeline(world.as('admin'), erasureId);
  return { became: await world.became(erasureId), asked, world, story: JSON.stringify(shown) };
}

const calls = (asked: readonly Asked[]) =>
  asked.map(({ method, url, body }) => `${method} ${decodeURIComponent(url.pathname + url.search)} ${body}`.trim());

const done = (body: unknown = {}): Scripted => ({ status: 200, body });
const DELETED = { status: TAKEN, alpha: 'done deleted' };

it.each<[string, object, string, readonly Scripted[], readonly string[]]>([
  [
    'a count as its answer',
    {
      ...POST,
      body: 'json',
      bodyTemplate: '{"mails":["{{email}}"]}',
      deletedBody: '/deleted >= 1',
      absent: '200',
      absentBody: '/deleted = 0',
    },
    JANE,
    [done({ deleted: 2, message: 'success' })],
    ['POST /erase {"mails":["jane@example.com"]}'],
  ],
  [
    'a filter of OData',
    { url: "https://alpha.example/Users?$filter=mail eq '{{email}}'", quotes: 'doubled' },
    "o'neil@example.com",
    [done()],
    ["DELETE /Users?$filter=mail eq 'o''neil@example.com'"],
  ],
  [
    'a form with repeated fields',
    { ...POST, body: 'form', bodyTemplate: 'id=1\nid={{email}}\nid=3' },
    JANE,
    [done()],
    ['POST /erase id=1&id=jane%40example.com&id=3'],
  ],
  [
    'hashes of the lower-cased address, its domain in ASCII',
    { url: 'https://alpha.example/{{email.sha1}}?b={{email.base64}}', asciiDomain: true },
    'Jürgen@Exämple.example',
    [done()],
    ['DELETE /bdb936d73a5e829179814e980763b4a3a363a52d?b=asO8cmdlbkB4bi0tZXhtcGxlLWN1YS5leGFtcGxl'],
  ],
  [
    'a look-up of the id',
    {
      url: 'https://alpha.example/persons/{{id}}',
      findUrl: 'https://alpha.example/persons?email={{email}}',
      findRecords: '/results',
    },
    JANE,
    [done({ results: [{ id: 7, email: JANE }] }), { status: 200 }],
    ['GET /persons?email=jane@example.com', 'DELETE /persons/7'],
  ],
  [
    'several calls',
    {
      ...POST,
      body: 'form',
      bodyTemplate: 'email={{email}}\npage={{page}}',
      deletedBody: '/done = true',
      againBody: '/done = false',
    },
    JANE,
    [done({ done: false }), done({ done: true })],
    ['POST /erase email=jane%40example.com&page=1', 'POST /erase email=jane%40example.com&page=2'],
  ],
  [
    'both spellings',
    { bothSpellings: true },
    'Hello@example.com',
    [{ status: 404 }, { status: 200 }],
    ['DELETE /people/Hello@example.com', 'DELETE /people/hello@example.com'],
  ],
])('with %s', async (_, given, address, says, expected) => {
  const { became, asked } = await erased(given, says, address);
  expect(became).toEqual(DELETED);
  expect(calls(asked)).toEqual(expected);
});

it('with an OAuth client, and a second key: neither is shown to anybody', async () => {
  const secrets = { authSecret: 'canary-client-secret', authSecret2: 'canary-second-key' };
  const { became, asked, world, story } = await erased(
    {
      ...{ auth: 'oauth', authName: 'client', tokenUrl: 'https://alpha.example/token', tokenFields: 'scope=erase' },
      ...{ ...secrets, headers: 'X-App-Key: {{secret2}}' },
    },
    [done({ access_token: 'canary-token', expires_in: 3600 }), done()],
  );
  expect(became).toEqual(DELETED);
  expect(asked[1]?.headers.get('authorization')).toBe('Bearer canary-token');
  expect(asked[1]?.headers.get('x-app-key')).toBe(secrets.authSecret2);
  const shown = await viewConnections(world.ports, await world.ports.settings.read());
  const open = world.rows.asText().filter((row) => !row.startsWith('secret '));
  expect(JSON.stringify(shown) + open.join('\n') + story + world.logged.join('\n')).not.toContain('canary');
  expect(shown[0]?.promise).toBe(
    'An admin set up what its answers mean: 200 as deleted; 202 as accepted; 404 as nobody there.',
  );
});

it('sends the same time and id again, where the answer was lost', async () => {
  const { became, asked } = await erased(
    { ...POST, body: 'json', bodyTemplate: '{"id":"{{uuid}}","at":"{{now}}","mail":"{{email}}"}' },
    [{ status: 503 }, done()],
  );
  expect(became).toEqual(DELETED);
  expect(asked).toHaveLength(2);
  expect(asked[1]?.body).toBe(asked[0]?.body);
  expect(asked[0]?.body).toContain('"at":"2026-11-22T10:00:00Z"');
});

it('with a request that is there already: accepted, and never an absence', async () => {
  const there = { status: 409, body: { status: 'error', error: 'A deletion task for this id already exists' } };
  expect((await erased({ accepted: '202, 409' }, [there])).became).toEqual({
    status: 'handed-over',
    alpha: 'handed-over accepted',
  });
  expect((await erased({ absent: '404, 409' }, [there])).became).toEqual({
    status: 'blocked',
    alpha: 'blocked rejected',
  });
});

it('waits where a 403 is a rate limit', async () => {
  const limit = {
    status: 403,
    headers: { 'retry-after': '2' },
    body: { message: 'You have exceeded a secondary rate limit.' },
  };
  expect((await erased({}, [limit, done()])).became).toEqual(DELETED);
});

it('calls nobody whose address would end the quotes of a filter, and says what to do', async () => {
  const { became, asked, story } = await erased(
    { url: "https://alpha.example/Users?$filter=mail eq '{{email}}'" },
    [],
    "o'neil@example.com",
  );
  expect([became, asked]).toEqual([{ status: 'blocked', alpha: 'blocked ends-quotes' }, []]);
  expect(story).toContain('Quotation marks in filters');
});

it('says in words what cannot be saved', async () => {
  const world = await portsInMemory({ connections: [] });
  const saving = (given: object) => adminOver(world.ports).save(connection('alpha', { settings: given }));
  await expect(saving({ deletedBody: '/deleted => 1' })).rejects.toMatchObject({
    code: 'bad-settings',
    detail: expect.stringContaining(
      'deletedBody: a place in the JSON goes with =, !=, >, >=, < or <= and a value',
    ) as string,
  });
  await expect(saving({ headers: 'Host: x' })).rejects.toMatchObject({
    detail: expect.stringContaining('cannot be set') as string,
  });
});

/** As a settings file held them before there was anything but a key, a template and statuses. */
it('goes on with a settings file of before', async () => {
  const world = await portsInMemory({ connections: [] });
  const before = connection('alpha', {
    settings: {
      ...{ method: 'POST', body: 'form', bodyTemplate: 'mail={{email}}', headers: 'X-Tenant: 42', timeoutSeconds: 10 },
      ...{ deletedBody: '/status = deleted', acceptedBody: '', absentBody: 'unknown user' },
    },
  });
  await adminOver(world.ports).imports(settings({ connections: [before] }));
  world.answers('alpha', done({ status: 'deleted' }));
  const { erasureId } = await request(world.ports, byTrigger(world.asks(JANE)));
  await world.deliver();
  expect(await world.became(erasureId)).toEqual(DELETED);
});
