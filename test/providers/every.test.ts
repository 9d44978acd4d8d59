/**
 * What holds for every provider, whatever its vendor answers.
 */
import type { Outcome } from '../../src/core/status/outcome';
import { PROVIDERS } from '../../src/providers';
import type { Provider } from '../../src/providers/kit';
import { crowd, person } from '../support/people';
import { around, type Scripted, vendor } from '../support/vendor';

const SECRET = 'canary-secret-7f3e9a11';
const JANE = 'jane.canary+tag@example.com';

interface Setting {
  readonly settings: Record<string, unknown>;
  /** Replies before the one that is tried: signing in, or finding. */
  readonly before: readonly Scripted[];
  readonly success: Scripted;
  readonly outcome: Outcome['kind'];
  /** What fetch gives again where the provider signs in once more. */
  readonly retriesSignIn: boolean;
  /** Whether an empty body is the documented success. */
  readonly emptyIsSuccess: boolean;
}

const JWT = 'aaaa.bbbb.cccc';
const signIn: Scripted = { status: 200, body: JWT };
const EVERY: Record<string, Setting> = {
  'centercode-listener': {
    settings: { site: 'example.centercode.com', listenerKey: 'deleteuser', apiKey: SECRET },
    before: [],
    success: { status: 200, body: {} },
    outcome: 'registered',
    retriesSignIn: false,
    emptyIsSuccess: true,
  },
  copernica: {
    settings: { apiToken: SECRET, mode: 'event' },
    before: [signIn],
    success: { status: 201 },
    outcome: 'registered',
    retriesSignIn: true,
    emptyIsSuccess: true,
  },
  'copernica (profiles)': {
    settings: { apiToken: SECRET, mode: 'profiles', databases: [7] },
    before: [signIn, { status: 200, body: { data: [{ ID: '12', fields: { email: JANE } }] } }],
    success: { status: 204 },
    outcome: 'deleted',
    retriesSignIn: true,
    emptyIsSuccess: true,
  },
  quickhelp: {
    settings: { apiKey: SECRET, subscriptionKey: `${SECRET}-sub` },
    before: [],
    success: { status: 200, body: {} },
    outcome: 'accepted',
    retriesSignIn: false,
    emptyIsSuccess: false,
  },
  // Whatever an admin set up; here as strictly as can be.
  http: {
    settings: {
      method: 'DELETE',
      url: 'https://api.example.com/v1/users/{{email}}',
      auth: 'bearer',
      authSecret: SECRET,
      deleted: '200',
      deletedBody: '/status = deleted',
    },
    before: [],
    success: { status: 200, body: { status: 'deleted' } },
    outcome: 'deleted',
    retriesSignIn: false,
    emptyIsSuccess: false,
  },
};

const providerOf = (name: string): Provider => {
  const found = PROVIDERS.find(({ id }) => id === name.split(' ')[0]);
  if (found === undefined) throw new Error(name);
  return found;
};

it('covers every provider that erases', () => {
  const covered = new Set(Object.keys(EVERY).map((name) => name.split(' ')[0]));
  expect([...covered]).toEqual(expect.arrayContaining(PROVIDERS.filter(({ erases }) => erases).map(({ id }) => id)));
});

const settingOf = (name: string): Setting => {
  const found = EVERY[name];
  if (found === undefined) throw new Error(name);
  return found;
};

describe.each(Object.keys(EVERY))('%s', (name) => {
  const setting = settingOf(name);
  const provider = providerOf(name);

  async function eraseJane(...replies: Scripted[]) {
    const api = vendor(...setting.before, ...replies);
    const opened = provider.open(setting.settings, around(api));
    const outcomes = await opened.erase?.([person(JANE)]);
    const seen = JSON.stringify(outcomes) + api.logged.join();
    for (const spelling of [SECRET, JANE, encodeURIComponent(JANE), 'jane.canary'])
      expect(seen.toLowerCase()).not.toContain(spelling.toLowerCase());
    expect(api.left()).toBe(0);
    expect(outcomes).toHaveLength(1);
    return (outcomes ?? [])[0];
  }
  const twice = (reply: Scripted): Scripted[] =>
    setting.retriesSignIn ? [reply, signIn, ...setting.before.slice(1), reply] : [reply];

  it('says of its documented success what the vendor promises, and no more', async () => {
    expect((await eraseJane(setting.success))?.kind).toBe(setting.outcome);
  });

  it('asks a person about 401: the key is refused', async () => {
    const replies =
      name === 'copernica (profiles)' ? [{ status: 401 }, signIn, { status: 401 }] : twice({ status: 401 });
    expect(await eraseJane(...replies)).toMatchObject({ kind: 'refused', reason: 'credentials' });
  });

  it('asks a person about 403: the key is refused', async () => {
    expect(await eraseJane({ status: 403 })).toEqual({ kind: 'refused', reason: 'credentials', httpStatus: 403 });
  });

  it.each([{ 'retry-after': '2' }, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2' }])(
    'waits where a 403 is a rate limit: %j',
    async (headers) => {
      const body = { message: 'You have exceeded a secondary rate limit.' };
      expect(await eraseJane({ status: 403, headers, body })).toEqual({
        ...{ kind: 'retry', reason: 'rate-limited' },
        ...{ httpStatus: 403, afterSeconds: 2 },
      });
    },
  );

  it('asks a person about 404: never takes it for a deletion', async () => {
    expect(await eraseJane({ status: 404 })).toEqual({ kind: 'refused', reason: 'not-found', httpStatus: 404 });
  });

  it.each([408, 425, 500, 502, 503, 504])('tries %i again', async (status) => {
    expect(await eraseJane({ status, body: 'x' })).toMatchObject({ kind: 'retry', httpStatus: status });
  });

  it('waits as many seconds as a 429 asks for', async () => {
    expect(await eraseJane({ status: 429, headers: { 'retry-after': '120' } })).toEqual({
      kind: 'retry',
      reason: 'rate-limited',
      httpStatus: 429,
      afterSeconds: 120,
    });
  });

  it('waits until the date a 429 asks for', async () => {
    const reply = { status: 429, headers: { 'retry-after': 'Sun, 22 Nov 2026 10:05:00 GMT' } };
    expect(await eraseJane(reply)).toMatchObject({ kind: 'retry', afterSeconds: 300 });
  });

  it('takes no HTML page for a success', async () => {
    const page = { status: 200, headers: { 'content-type': 'text/html' }, body: `<!doctype html><p>${JANE}` };
    expect(await eraseJane(page)).toMatchObject({ kind: 'refused', reason: 'unexpected-reply' });
  });

  it('takes an empty body for a success only where that is documented or nothing is', async () => {
    const outcome = await eraseJane({ status: 200 });
    expect(outcome).toMatchObject(
      setting.emptyIsSuccess ? { kind: setting.outcome } : { kind: 'refused', reason: 'unexpected-reply' },
    );
  });

  it('takes no truncated JSON for a deletion', async () => {
    const outcome = await eraseJane({ status: 200, headers: { 'content-type': 'application/json' }, body: '{"a":' });
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'unexpected-reply' });
  });

  it('follows no redirect', async () => {
    const outcome = await eraseJane({ status: 302, headers: { location: 'https://elsewhere.example/' } });
    expect(outcome).toEqual({ kind: 'refused', reason: 'redirected', httpStatus: 302 });
  });

  it('tries again after a time-out', async () => {
    const timeout = Object.assign(new Error(`timed out: https://x/?find=${JANE}`), { name: 'TimeoutError' });
    expect(await eraseJane({ throws: timeout })).toEqual({ kind: 'retry', reason: 'timeout' });
  });

  it('tries again after a connection that broke', async () => {
    expect(await eraseJane({ throws: new TypeError(`fetch failed ${JANE} ${SECRET}`) })).toEqual({
      kind: 'retry',
      reason: 'unreachable',
    });
  });

  it('asks a person where the platform does not allow the host', async () => {
    const refused = Object.assign(new Error('REQUEST_EGRESS_ALLOWLIST_ERR'), {
      name: 'ExternalEndpointNotAllowedError',
    });
    expect(await eraseJane({ throws: refused })).toEqual({ kind: 'refused', reason: 'not-allowed' });
  });

  it('gives up a reply longer than any documented one', async () => {
    expect(await eraseJane({ status: 200, body: 'x'.repeat(1_000_001) })).toMatchObject({
      kind: 'refused',
      reason: 'unexpected-reply',
    });
  });

  it('gives one outcome for every person of a full batch', async () => {
    const people = name === 'copernica (profiles)' ? [person(JANE)] : crowd(provider.batchSize);
    const api = vendor(...setting.before, setting.success);
    const outcomes = await provider.open(setting.settings, around(api)).erase?.(people);
    expect(outcomes).toHaveLength(people.length);
    expect(new Set(outcomes?.map(({ kind }) => kind))).toEqual(new Set([setting.outcome]));
  });

  it('calls only hosts that it declares', async () => {
    const api = vendor(...setting.before, setting.success);
    await provider.open(setting.settings, around(api)).erase?.([person(JANE)]);
    // The manifest's hosts, and those that an admin is asked to allow.
    const declared = [...provider.egress, ...provider.hosts(setting.settings)].map(
      (host) => new RegExp(`^${host.replaceAll('.', '\\.').replace('*', '[^/]+')}$`),
    );
    for (const { url } of api.asked) {
      expect(url.protocol).toBe('https:');
      expect(declared.some((host) => host.test(url.hostname))).toBe(true);
    }
  });

  it('keeps its secrets out of the schema’s readable part', () => {
    const properties = (provider.schema() as { properties: Record<string, { writeOnly?: boolean }> }).properties;
    for (const field of provider.secretFields) expect(properties[field]?.writeOnly).toBe(true);
  });

  it('says what is wrong with settings that lack a secret, without naming any value', () => {
    const [secret = ''] = provider.secretFields;
    const problems = provider.problems({ ...setting.settings, [secret]: undefined });
    expect(problems?.issues.map(({ path }) => path[0])).toContain(secret);
  });
});
