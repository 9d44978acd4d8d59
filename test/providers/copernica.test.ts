import { copernica } from '../../src/providers/copernica';
import { email, person } from '../support/people';
import { around, NOW, type Scripted, vendor } from '../support/vendor';
import { conformance } from './conformance';

const TOKEN = 'canary-token-7f3e9a11';
const loosely = {
  'copernica.sign-in': ['a token without claims'],
  'copernica.test': ['an empty object', 'wrong types', 'a huge list of people', 'a prototype', 'a byte order mark'],
};
conformance(copernica, { apiToken: TOKEN }, { name: 'events', loosely });
conformance(copernica, { apiToken: TOKEN, mode: 'profiles', databases: [7] }, { name: 'profiles', loosely });

const event = { apiToken: 'dashboard-token', mode: 'event' };
const profiles = { apiToken: 'dashboard-token', mode: 'profiles', databases: [{ id: 7, field: 'email' }, 9] };
const jwtUntil = (seconds: number) => `aaa.${Buffer.from(JSON.stringify({ exp: seconds })).toString('base64url')}.sig`;
const LASTING = jwtUntil(NOW / 1000 + 24 * 3600);
const signIn: Scripted = { status: 200, body: LASTING };
const found = (...ids: number[]): Scripted => ({
  status: 200,
  body: { data: ids.map((ID) => ({ ID: String(ID), fields: { Email: 'Jane@example.com' } })) },
});
const nobody: Scripted = { status: 200, body: { start: 0, data: [] } };
const gone: Scripted = { status: 400, body: { error: { message: 'This profile has already been removed' } } };

describe('signing in', () => {
  const register = async (...replies: Scripted[]) => {
    const api = vendor(...replies);
    const opened = copernica.open(event, around(api));
    return { opened, api, outcomes: await opened.erase?.([person('jane@example.com')]) };
  };

  it('exchanges the dashboard token by a form, and carries the JWT as a bearer', async () => {
    const { api } = await register(signIn, { status: 201 });
    expect(api.asked[0]?.url.href).toBe('https://authenticate.copernica.com/');
    expect(api.asked[0]?.body).toBe('access_token=dashboard-token');
    expect(api.asked[0]?.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
    expect(api.asked[1]?.headers.get('authorization')).toBe(`Bearer ${LASTING}`);
  });

  it.each<[string, unknown]>([
    ['plain text', LASTING],
    ['a JSON string', JSON.stringify(LASTING)],
    ['the only JWT in an object', { token: LASTING, type: 'bearer' }],
  ])('finds the JWT in %s', async (_, body) => {
    expect((await register({ status: 200, body }, { status: 201 })).outcomes).toEqual([{ kind: 'registered' }]);
  });

  it.each<[string, unknown]>([
    ['two JWTs', { a: LASTING, b: LASTING }],
    ['no JWT', { token: 'nothing' }],
    ['a page', '<html></html>'],
    ['a JWT longer than any', `a.${'b'.repeat(600_000)}.c`],
    ['a JWT beside an error', { token: LASTING, error: 'expired' }],
  ])('calls %s unexpected', async (_, body) => {
    const { outcomes } = await register({ status: 200, body });
    expect(outcomes).toMatchObject([{ kind: 'refused', reason: 'unexpected-reply' }]);
  });

  it('keeps the JWT for the next call until shortly before it expires', async () => {
    const api = vendor(signIn, { status: 201 }, { status: 201 });
    const opened = copernica.open(event, around(api));
    await opened.erase?.([person('a@example.com')]);
    await opened.erase?.([person('b@example.com')]);
    expect(api.left()).toBe(0);
  });

  it('gets a new JWT where the kept one is about to expire', async () => {
    const api = vendor({ status: 200, body: jwtUntil(NOW / 1000 + 60) }, { status: 201 }, signIn, { status: 201 });
    const opened = copernica.open(event, around(api));
    await opened.erase?.([person('a@example.com')]);
    await opened.erase?.([person('b@example.com')]);
    expect(api.left()).toBe(0);
  });

  it('gets a new JWT once where the API rejects the one it has, and then gives up', async () => {
    const rejected: Scripted = { status: 400, body: { error: { message: 'Invalid access token' } } };
    expect((await register(signIn, rejected, signIn, { status: 201 })).outcomes).toEqual([{ kind: 'registered' }]);
    expect((await register(signIn, rejected, signIn, rejected)).outcomes).toEqual([
      { kind: 'refused', reason: 'credentials' },
    ]);
  });

  it('says that the key is refused where the exchange is', async () => {
    const outcomes = (await register({ status: 400, body: { error: { message: 'Invalid access token' } } })).outcomes;
    expect(outcomes).toEqual([{ kind: 'refused', reason: 'credentials', httpStatus: 400 }]);
  });
});

describe('event mode', () => {
  it('sends the address, the names that are there and the extra attributes, and no attribute over the address', async () => {
    const api = vendor(signIn, { status: 201 });
    const opened = copernica.open({ ...event, attributes: { reason: 'gdpr' } }, around(api));
    await opened.erase?.([{ erasureId: 'e1', email: email('Jane@example.com'), firstname: 'Jane', lastname: 'Doe' }]);
    expect(JSON.parse(api.asked[1]?.body ?? '')).toEqual({
      reason: 'gdpr',
      firstname: 'Jane',
      lastname: 'Doe',
      email: 'Jane@example.com',
    });
    expect(copernica.problems({ ...event, attributes: { email: 'other@example.com' } })).not.toBeNull();
  });

  it.each([{ ok: false }, { id: 1 }, [], 'done'])('calls a success with a body unexpected: %j', async (body) => {
    const api = vendor(signIn, { status: 200, body });
    expect(await copernica.open(event, around(api)).erase?.([person('a@example.com')])).toMatchObject([
      { reason: 'unexpected-reply' },
    ]);
  });
});

describe('profiles mode', () => {
  const erase = async (...replies: Scripted[]) => {
    const api = vendor(signIn, ...replies);
    const outcomes = await copernica.open(profiles, around(api)).erase?.([person('jane@example.com')]);
    expect(api.left()).toBe(0);
    return { outcomes, asked: api.asked.slice(1) };
  };

  it('deletes every profile completely, in every database', async () => {
    const { outcomes, asked } = await erase(found(1, 2), { status: 204 }, { status: 204 }, found(3), { status: 204 });
    expect(outcomes).toEqual([{ kind: 'deleted' }]);
    expect(asked.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
      'GET /v4/database/7/profiles?fields%5B%5D=email%3D%3Djane%40example.com&limit=1000',
      'DELETE /v4/profile/1?completely=Yes',
      'DELETE /v4/profile/2?completely=Yes',
      'GET /v4/database/9/profiles?fields%5B%5D=email%3D%3Djane%40example.com&limit=1000',
      'DELETE /v4/profile/3?completely=Yes',
    ]);
  });

  it('says absent where no database holds the person, or somebody was faster', async () => {
    expect((await erase(nobody, nobody)).outcomes).toEqual([{ kind: 'absent' }]);
    expect((await erase(found(1), gone, nobody)).outcomes).toEqual([{ kind: 'absent' }]);
  });

  it('deletes nobody where a filter was ignored and others are in the reply', async () => {
    const everybody: Scripted = {
      status: 200,
      body: {
        data: [
          { ID: '1', fields: { email: 'jane@example.com' } },
          { ID: '2', fields: { email: 'somebody@example.com' } },
        ],
      },
    };
    expect((await erase(everybody)).outcomes).toEqual([{ kind: 'refused', reason: 'unexpected-reply' }]);
  });

  it('does not say deleted where the reply leaves some profiles out', async () => {
    const part: Scripted = {
      status: 200,
      body: { total: 5, data: [{ ID: '1', fields: { email: 'jane@example.com' } }] },
    };
    expect((await erase(part)).outcomes).toEqual([{ kind: 'refused', reason: 'unexpected-reply' }]);
  });

  it.each([{ ok: false }, { id: 1 }, [], 'done'])('calls a deletion with a body unexpected: %j', async (body) => {
    expect((await erase(found(1), { status: 200, body })).outcomes).toMatchObject([{ reason: 'unexpected-reply' }]);
  });

  it('does not say deleted where one database could not be asked', async () => {
    const { outcomes } = await erase(found(1), { status: 204 }, { status: 503 });
    expect(outcomes).toMatchObject([{ kind: 'retry', reason: 'server-error' }]);
  });

  it('needs a database', () => {
    expect(copernica.problems({ ...profiles, databases: [] })).not.toBeNull();
    expect(copernica.problems({ apiToken: 't', mode: 'profiles' })).not.toBeNull();
  });
});

it('keeps no JWT for longer than any lasts, whatever it says of itself', async () => {
  const api = vendor({ status: 200, body: jwtUntil(1e300) }, { status: 201 });
  const reach = around(api);
  await copernica.open(event, reach).erase?.([person('a@example.com')]);
  expect((await reach.token.get())?.expiresAt).toBeLessThanOrEqual(NOW + 31 * 86_400_000);
});

it('is no success of a test where the account says nothing', async () => {
  for (const body of ['null', [], 'x', { error: 'x' }]) {
    const api = vendor(signIn, { status: 200, body });
    expect(await copernica.open(event, around(api)).test()).toMatchObject({ kind: 'failed' });
  }
});

it('is tested by asking who we are', async () => {
  const api = vendor(signIn, { status: 200, body: { id: 1 } });
  expect(await copernica.open(event, around(api)).test()).toEqual({ kind: 'ok' });
  expect(api.asked[1]?.url.href).toBe('https://api.copernica.com/v4/identity');
});
