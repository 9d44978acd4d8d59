/**
 * The local storage refuses what Forge's storage refuses; otherwise the tests on it would prove nothing.
 */
import { Kvs } from '../../dev/platform/forge/kvs';
import { SqlRows } from '../../dev/platform/forge/kvs-rows-sql';
import { readManifest } from '../../dev/platform/forge/manifest';
import { Store } from '../../dev/platform/store';
import { LENIENT, stricter } from '../../dev/platform/strictness';
import { ROOT } from '../support/site';

const LAG = 300;
let now = 1_000_000;
let store: Store;
let kvs: Kvs;

beforeEach(() => {
  now = 1_000_000;
  store = new Store(null);
  kvs = new Kvs(new SqlRows(store), readManifest(ROOT), stricter(LENIENT, { storage: { indexLag: LAG } }), () => now);
});
afterEach(() => store.close());

const ask = (path: string, body: unknown) => kvs.answer(`/api/v1${path}`, JSON.stringify(body));
const lease = (owner: string) => ({ owner, until: 5 });
const owned = (owner: string) => ({ and: [{ property: 'owner', condition: 'EQUAL_TO', values: [owner] }] });

it('reads by key what was just written', () => {
  expect(ask('/set', { key: 'a', value: { x: 1 } }).status).toBe(204);
  expect(ask('/get', { key: 'a' })).toMatchObject({ status: 200, body: { value: { x: 1 } } });
  expect(ask('/get', { key: 'b' })).toMatchObject({ status: 404, body: { code: 'KEY_NOT_FOUND' } });
});

it.each(['jane@example.com', '', ' ', 'x'.repeat(501), 'a/b', 'ü'])('refuses the key %j', (key) => {
  expect(ask('/set', { key, value: 1 })).toMatchObject({ status: 400, body: { code: 'INVALID_KEY' } });
});

it('refuses values that are too large or too deep', () => {
  expect(ask('/set', { key: 'a', value: 'x'.repeat(240 * 1024) })).toMatchObject({ body: { code: 'MAX_SIZE' } });
  expect(ask('/secret/set', { key: 'a', value: 'x'.repeat(128 * 1024) })).toMatchObject({ body: { code: 'MAX_SIZE' } });
  let deep: unknown = 1;
  for (let level = 0; level < 32; level += 1) deep = { deep };
  expect(ask('/set', { key: 'a', value: deep })).toMatchObject({ body: { code: 'MAX_DEPTH' } });
});

it.each<[string, unknown]>([
  ['an attribute that the manifest does not declare', { owner: 'a', until: 1, more: 1 }],
  ['an attribute of another type', { owner: 7, until: 1 }],
  ['an empty string', { owner: ' ', until: 1 }],
])('refuses an entity with %s', (_, value) => {
  expect(ask('/entity/set', { entityName: 'lease', key: 'a', value })).toMatchObject({ status: 400 });
});

it('refuses to write over a key where that was asked for', () => {
  const set = (owner: string) =>
    ask('/entity/set', {
      entityName: 'lease',
      key: 'a',
      value: lease(owner),
      options: { keyPolicy: 'FAIL_IF_EXISTS' },
    });
  expect(set('one').status).toBe(204);
  expect(set('two').status).toBe(409);
  expect(ask('/entity/get', { entityName: 'lease', key: 'a' })).toMatchObject({ body: { value: { owner: 'one' } } });
});

describe('a transaction', () => {
  const item = (key: string, owner: string, conditions?: unknown) => ({
    key,
    entityName: 'lease',
    value: lease(owner),
    ...(conditions === undefined ? {} : { conditions }),
  });

  it('does everything or nothing', () => {
    ask('/entity/set', { entityName: 'lease', key: 'a', value: lease('one') });
    const refused = ask('/transaction', { set: [item('b', 'x'), item('a', 'two', owned('somebody'))] });
    expect(refused.status).toBe(409);
    expect(ask('/entity/get', { entityName: 'lease', key: 'b' }).status).toBe(404);
    expect(ask('/transaction', { set: [item('b', 'x'), item('a', 'two', owned('one'))] }).status).toBe(204);
    expect(ask('/entity/get', { entityName: 'lease', key: 'a' })).toMatchObject({ body: { value: { owner: 'two' } } });
  });

  it('meets no condition on a key that is not there', () => {
    expect(
      ask('/transaction', {
        check: [{ key: 'gone', entityName: 'lease', conditions: owned('one') }],
        set: [item('b', 'x')],
      }).status,
    ).toBe(409);
  });

  it('takes each key once and 25 operations', () => {
    expect(ask('/transaction', { set: [item('a', 'x')], delete: [{ key: 'a', entityName: 'outbox' }] }).status).toBe(
      400,
    );
    expect(
      ask('/transaction', { set: Array.from({ length: 26 }, (_, index) => item(`k${String(index)}`, 'x')) }).status,
    ).toBe(400);
    expect(
      ask('/transaction', { set: Array.from({ length: 25 }, (_, index) => item(`k${String(index)}`, 'x')) }).status,
    ).toBe(204);
  });
});

describe('a query', () => {
  const outdated = (key: string, dirtySince: number) =>
    ask('/entity/set', { entityName: 'outbox', key, value: { version: 's', dirtySince } });
  const query = (more: object = {}) =>
    ask('/entity/query', { entityName: 'outbox', indexName: 'by-dirty-since', limit: 100, ...more }).body as {
      data: { key: string; value: unknown }[];
      cursor?: string;
    };

  it('knows what was written only later', () => {
    outdated('a', 1);
    expect(query().data).toEqual([]);
    now += LAG;
    expect(query().data.map(({ key }) => key)).toEqual(['a']);
  });

  it('still names what was deleted a moment ago, with its old value', () => {
    outdated('a', 1);
    now += LAG;
    query();
    ask('/entity/delete', { entityName: 'outbox', key: 'a' });
    expect(query().data).toEqual([{ key: 'a', value: { version: 's', dirtySince: 1 } }]);
    now += LAG;
    expect(query().data).toEqual([]);
  });

  it('answers by range, in order, page by page', () => {
    for (const since of [30, 10, 20, 40]) outdated(`k${String(since)}`, since);
    now += LAG;
    const range = { range: { condition: 'LESS_THAN_EQUAL_TO', values: [30] } };
    const first = query({ ...range, limit: 2 });
    expect(first.data.map(({ key }) => key)).toEqual(['k10', 'k20']);
    expect(query({ ...range, limit: 2, cursor: first.cursor }).data.map(({ key }) => key)).toEqual(['k30']);
  });

  it.each(['x', '-1', '1.5', ' ', 'MQ=='.repeat(9), '${7*7}'])('goes on from no place such as %j', (place) => {
    const cursor = Buffer.from(place).toString('base64');
    const asked = { entityName: 'outbox', indexName: 'by-dirty-since', cursor };
    expect(ask('/entity/query', asked)).toMatchObject({ status: 400, body: { code: 'INVALID_CURSOR' } });
  });

  it('is refused for more than a hundred, for an unknown index, and without its partition', () => {
    expect(ask('/entity/query', { entityName: 'outbox', indexName: 'by-dirty-since', limit: 101 }).status).toBe(400);
    expect(ask('/entity/query', { entityName: 'outbox', indexName: 'nothing' }).status).toBe(400);
    expect(ask('/entity/query', { entityName: 'step', indexName: 'by-due-time' }).status).toBe(400);
  });

  it('never shows a secret', () => {
    ask('/secret/set', { key: 'address.1', value: 'x' });
    now += LAG;
    expect(ask('/query', { limit: 20 })).toMatchObject({ body: { data: [] } });
    expect(ask('/get', { key: 'address.1' }).status).toBe(404);
  });
});

it('still reads what has expired, as Forge may for two days', () => {
  ask('/set', { key: 'a', value: 1, options: { ttl: { unit: 'HOURS', value: 1 } } });
  now += 2 * 3_600_000;
  expect(ask('/get', { key: 'a' }).status).toBe(200);
  now += 49 * 3_600_000;
  expect(ask('/get', { key: 'a' }).status).toBe(404);
  expect(ask('/set', { key: 'b', value: 1, options: { ttl: { unit: 'DAYS', value: 400 } } }).status).toBe(400);
});
