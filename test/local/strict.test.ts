/**
 * What the local platform refuses, delays and repeats where it is as strict as Atlassian's.
 */
import { EventQueue } from '../../dev/platform/forge/queue';
import { SiteClock } from '../../dev/platform/forge/clock';
import { Kvs } from '../../dev/platform/forge/kvs';
import { MemoryRows } from '../../dev/platform/forge/kvs-rows-memory';
import { readManifest } from '../../dev/platform/forge/manifest';
import { mayRunFor } from '../../dev/platform/forge/runtime';
import { Issues } from '../../dev/platform/jira/issues';
import { APP_USER, userByName } from '../../dev/platform/jira/people';
import { JiraRest } from '../../dev/platform/jira/rest';
import { Store } from '../../dev/platform/store';
import { STRICT, stricter, type Strictness } from '../../dev/platform/strictness';
import { ROOT, until } from '../support/site';

const manifest = readManifest(ROOT);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The beginning of an hour. */
const NOON = Date.UTC(2026, 10, 27, 12);
let now = NOON;
beforeEach(() => {
  now = NOON;
});

describe('the storage', () => {
  const storageOf = (given: Partial<Strictness['storage']>) => {
    const kvs = new Kvs(new MemoryRows(), manifest, stricter(STRICT, { storage: given }), () => now);
    return (path: string, body: unknown) => kvs.answer(`/api/v1${path}`, JSON.stringify(body));
  };
  const set = (key: string, value: unknown = 1) => ['/set', { key, value }] as const;

  it('takes so many writes a minute and no more, by their size; reads are counted apart', () => {
    const ask = storageOf({ writesPerMinute: 5 });
    expect(ask(...set('large', 'x'.repeat(35_000))).status).toBe(204);
    expect(ask(...set('small')).status).toBe(204);
    expect(ask(...set('third'))).toMatchObject({ status: 429, body: { code: 'RATE_LIMIT_EXCEEDED' } });
    expect(ask('/transaction', { set: [{ key: 'a', value: 1 }] })).toMatchObject({
      status: 429,
      body: { code: 'TOO_MANY_REQUESTS' },
    });
    expect(ask('/get', { key: 'small' }).status).toBe(200);
    now += MINUTE;
    expect(ask(...set('third')).status).toBe(204);
  });

  it('takes so many reads a minute, and so many requests a second', () => {
    const [reads, requests] = [storageOf({ readsPerMinute: 2 }), storageOf({ requestsPerSecond: 2 })];
    const statuses = (ask: typeof reads) => [1, 2, 3].map(() => ask('/get', { key: 'a' }).status);
    expect(statuses(reads)).toEqual([404, 404, 429]);
    expect(statuses(requests)).toEqual([404, 404, 429]);
    now += 1000;
    expect(statuses(requests)).toEqual([404, 404, 429]);
  });

  it('calls a transaction off that meets another write, and does nothing of it', () => {
    const ask = storageOf({ conflicts: 1 });
    const twice = () => ask('/transaction', { set: [{ key: 'a', value: now }] });
    expect(twice().status).toBe(204);
    expect(twice()).toMatchObject({ status: 409, body: { code: 'TRANSACTION_CONFLICT' } });
    expect(ask('/transaction', { set: [{ key: 'b', value: 1 }] }).status).toBe(204);
    expect(ask('/get', { key: 'a' })).toMatchObject({ body: { value: NOON } });
    now += 2000;
    expect(twice().status).toBe(204);
  });

  it('forgets cursors, and takes none of another query', () => {
    const ask = storageOf({ cursorLasts: MINUTE, conflicts: 0 });
    for (const key of ['a', 'b', 'c'])
      ask('/entity/set', { entityName: 'outbox', key, value: { version: 's', dirtySince: 1 } });
    now += 5000;
    const query = (more: object) =>
      ask('/entity/query', { entityName: 'outbox', indexName: 'by-dirty-since', limit: 1, ...more });
    const { cursor } = query({}).body as { cursor: string };
    expect(query({ cursor }).status).toBe(200);
    expect(query({ cursor, sort: 'DESC' })).toMatchObject({ status: 400, body: { code: 'INVALID_CURSOR' } });
    now += MINUTE + 1;
    expect(query({ cursor })).toMatchObject({ status: 400, body: { code: 'INVALID_CURSOR' } });
  });

  it('takes a key once in a batch, and calls a missing one as its documentation does', () => {
    const ask = storageOf({});
    expect(ask('/batch/get', [{ key: 'a' }, { key: 'a' }])).toMatchObject({
      status: 400,
      body: { code: 'INVALID_BATCH' },
    });
    expect(ask('/batch/get', [{ key: 'a' }, { key: 'a', entityName: 'lease' }])).toMatchObject({
      body: { failedKeys: [{ error: { code: 'NOT_FOUND' } }, { error: { code: 'NOT_FOUND' } }] },
    });
  });

  it('takes indexed values of so many bytes only', () => {
    const ask = storageOf({});
    const claim = (state: string) =>
      ask('/entity/set', { entityName: 'claim', key: 'c', value: { state, since: 1, erasure: 'e' } }).status;
    expect(claim('é'.repeat(850))).toBe(204);
    expect(claim('é'.repeat(851))).toBe(400);
  });
});

describe('the queue', () => {
  it('delivers twice now and then, the second time under the same name', async () => {
    const [store, clock, delivered]: [Store, SiteClock, string[]] = [new Store(null), new SiteClock(), []];
    const queue = new EventQueue(
      store,
      ({ eventId }) => {
        delivered.push(eventId);
        return Promise.resolve({ kind: 'done' });
      },
      clock,
      stricter(STRICT, { queue: { twice: 0.5 } }),
    );
    queue.push({ queueName: 'q', jobId: 'j', payload: Array.from({ length: 40 }, (_, n) => ({ body: { n } })) }, 0);
    await until('the queue to be empty', () => {
      clock.skip(1000);
      return Promise.resolve(queue.size() === 0);
    });
    queue.close();
    clock.stop();
    store.close();
    expect(new Set(delivered).size).toBe(40);
    expect(delivered.length).toBeGreaterThan(50);
    expect(delivered.length).toBeLessThan(70);
  });
});

it('gives each kind of function its own time', () => {
  expect([mayRunFor('resolver', null), mayRunFor('validator', null), mayRunFor('event', 300)]).toEqual([25, 25, 25]);
  expect([mayRunFor('webtrigger', null), mayRunFor('action', null), mayRunFor('schedule', null)]).toEqual([55, 55, 55]);
  expect([mayRunFor('consumer', 300), mayRunFor('schedule', 900)]).toEqual([300, 900]);
});

describe('Jira', () => {
  const store = new Store(null);
  afterAll(() => store.close());
  const jiraOf = (given: Partial<Strictness['jira']>) => {
    const { jira: strictness } = stricter(STRICT, { jira: given });
    const clock = { now: () => now };
    const rest = new JiraRest(new Issues(store, manifest, { ...clock, searchLag: strictness.searchLag }), {
      ...{ baseUrl: () => 'http://jira.invalid', ...clock, strictness },
    });
    const ask = (who: 'admin' | 'app', method: string, path: string, body: object | null = null) =>
      rest.answer({
        method,
        path: `/rest/api/3${path}`,
        body: body === null ? null : JSON.stringify(body),
        caller: { accountId: (who === 'app' ? APP_USER : userByName(who))?.accountId ?? '', isApp: who === 'app' },
        scopes: who === 'app' ? manifest.scopes : null,
      });
    const create = (summary = 'x') => {
      const fields = { summary, project: { key: 'GDPR' }, issuetype: { name: 'Task' } };
      return ask('admin', 'POST', '/issue', { fields }).body as { id: string; key: string };
    };
    const found = (who: 'admin' | 'app', jql: string, more: object = {}) => {
      const { issues } = ask(who, 'POST', '/search/jql', { jql, ...more }).body as { issues: { key: string }[] };
      return issues.map(({ key }) => key);
    };
    return { rest, ask, create, found };
  };

  it('counts the app’s points by the hour, says how long to wait, and counts nobody else’s', () => {
    const { ask, create } = jiraOf({ pointsPerHour: 5 });
    const { key } = create();
    now += 20 * MINUTE;
    expect([1, 2, 3].map(() => ask('app', 'GET', `/issue/${key}`).status)).toEqual([200, 200, 200]);
    expect(ask('app', 'GET', `/issue/${key}`)).toMatchObject({
      status: 429,
      headers: { 'Retry-After': '2400', 'RateLimit-Reason': 'jira-quota-global-based' },
    });
    expect(ask('admin', 'GET', `/issue/${key}`).status).toBe(200);
    now = NOON + HOUR;
    expect(ask('app', 'GET', `/issue/${key}`).status).toBe(200);
  });

  it('refuses a burst at one endpoint for a second', () => {
    const { ask, create } = jiraOf({ burst: { GET: 2, POST: 2, PUT: 2, DELETE: 2 } });
    const { key } = create();
    const get = () => ask('app', 'GET', `/issue/${key}`);
    expect([get().status, get().status]).toEqual([200, 200]);
    expect(get()).toMatchObject({
      status: 429,
      headers: { 'Retry-After': '1', 'RateLimit-Reason': 'jira-burst-based' },
    });
    expect(ask('app', 'GET', `/issue/${key}/comment`).status).toBe(200);
    now += 1000;
    expect(get().status).toBe(200);
  });

  it('finds an issue later, or at once where it is reconciled; and still finds what is gone', () => {
    const { ask, create, found } = jiraOf({ searchLag: 1000 });
    const { id, key } = create('new here');
    const jql = 'summary ~ "new here"';
    expect(found('app', jql)).toEqual([]);
    expect(found('app', jql, { reconcileIssues: [Number(id)] })).toEqual([key]);
    now += 1000;
    expect(found('app', jql)).toEqual([key]);
    ask('admin', 'PUT', `/issue/${key}`, { fields: { summary: 'changed' } });
    expect(found('app', jql)).toEqual([key]);
    expect(found('app', jql, { reconcileIssues: [Number(id)] })).toEqual([]);
    ask('admin', 'DELETE', `/issue/${key}`);
    now += 1000;
    expect(found('app', 'summary ~ "changed"')).toEqual([]);
  });

  it('hides what the app’s user may not see, refuses what it may not do, and heeds a rule that keeps the app out', () => {
    const { rest, ask, create, found } = jiraOf({ searchLag: 0 });
    const { key } = create('access');
    const statuses = () => [
      ask('app', 'GET', `/issue/${key}`).status,
      ask('app', 'PUT', `/issue/${key}/properties/x`, {}).status,
      found('app', `key = ${key}`).length,
    ];
    const seen = (['everything', 'read', 'nothing', 'kept-out'] as const).map((may) => {
      rest.appAccess.set('GDPR', may);
      return statuses();
    });
    expect(seen).toEqual([
      [200, 201, 1],
      [200, 403, 1],
      [404, 404, 0],
      [403, 403, 0],
    ]);
    expect(ask('admin', 'GET', `/issue/${key}`).status).toBe(200);
  });

  it('does not tell the address of a customer who has the portal only', () => {
    const { ask } = jiraOf({});
    const email = (name: string) =>
      ask('app', 'GET', `/user/email?accountId=${userByName(name)?.accountId ?? ''}`).status;
    expect([email('customer'), email('user')]).toEqual([404, 200]);
  });
});
