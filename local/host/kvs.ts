/**
 * Forge's storage: the Key-Value Store, custom entities and secrets, with the limits that Forge enforces.
 *
 * Reads by key are strict. Queries answer from an index that lags behind the writes, as on Forge, where they are
 * eventually consistent: what is written is indexed only `lag` milliseconds later.
 */
import type { Row, Store } from '../store';
import type { Entity, EntityIndex, Manifest } from './manifest';

type Json = Record<string, unknown>;
interface Condition {
  property: string;
  condition: string;
  values: unknown[];
}
interface Conditions {
  and?: Condition[];
  or?: Condition[];
}
interface SetOptions {
  ttl?: { unit: 'SECONDS' | 'MINUTES' | 'HOURS' | 'DAYS'; value: number };
  keyPolicy?: 'FAIL_IF_EXISTS' | 'OVERRIDE';
  returnValue?: 'PREVIOUS' | 'LATEST';
}
interface Item {
  key: string;
  value?: unknown;
  entityName?: string;
  options?: SetOptions;
  conditions?: Conditions;
}

/** What the store answers: a status, and a body that is sent as JSON (none: an empty body). */
export interface KvsAnswer {
  readonly status: number;
  readonly body?: unknown;
}

class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const KEY = /^(?!\s+$)[a-zA-Z0-9:._\s\-#]+$/;
const LONGEST = { plain: 240 * 1024, secret: 128 * 1024, request: 4 * 1024 * 1024 };
const UNITS = { SECONDS: 1, MINUTES: 60, HOURS: 3600, DAYS: 86_400 };
const YEAR_SECONDS = 366 * 86_400;
/** Forge deletes what expired up to two days late; until then it is still read. */
const EXPIRED_FOR = 48 * 3_600_000;

function checkKey(key: unknown): void {
  if (typeof key !== 'string' || key.length === 0 || key.length > 500 || !KEY.test(key))
    throw new Refused(
      400,
      'INVALID_KEY',
      'Key must match /^(?!\\s+$)[a-zA-Z0-9:._\\s-#]+$/ and have 1 to 500 characters',
    );
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

const FITS: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string' && value.trim() !== '',
  integer: (value) => Number.isInteger(value) && Math.abs(value as number) <= 2_147_483_647,
  float: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  any: (value) => value !== null && value !== undefined,
};

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

const HOLDS: Record<string, (value: unknown, values: unknown[]) => boolean> = {
  EQUAL_TO: (value, [a]) => value === a,
  NOT_EQUAL_TO: (value, [a]) => value !== a,
  GREATER_THAN: (value, [a]) => value !== undefined && compare(value, a) > 0,
  GREATER_THAN_EQUAL_TO: (value, [a]) => value !== undefined && compare(value, a) >= 0,
  LESS_THAN: (value, [a]) => value !== undefined && compare(value, a) < 0,
  LESS_THAN_EQUAL_TO: (value, [a]) => value !== undefined && compare(value, a) <= 0,
  BETWEEN: (value, [a, b]) => value !== undefined && compare(value, a) >= 0 && compare(value, b) <= 0,
  BEGINS_WITH: (value, [a]) => typeof value === 'string' && value.startsWith(String(a)),
  EXISTS: (value) => value !== undefined,
  NOT_EXISTS: (value) => value === undefined,
  CONTAINS: (value, [a]) => typeof value === 'string' && value.includes(String(a)),
  NOT_CONTAINS: (value, [a]) => typeof value !== 'string' || !value.includes(String(a)),
};

const PLAIN = '';

export class Kvs {
  /** Requests by path, for the benchmarks. */
  readonly requests = new Map<string, number>();

  constructor(
    private readonly store: Store,
    private readonly manifest: Manifest,
    private readonly lag: number,
    private readonly now: () => number,
  ) {
    store.exec(`
      CREATE TABLE IF NOT EXISTS kvs (kind TEXT, entity TEXT, key TEXT, value TEXT, created INTEGER, updated INTEGER, expires INTEGER,
        PRIMARY KEY (kind, entity, key)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS kvs_pending (seq INTEGER PRIMARY KEY, at INTEGER, entity TEXT, key TEXT, value TEXT);
      CREATE TABLE IF NOT EXISTS kvs_index (entity TEXT, name TEXT, part TEXT, range, key TEXT,
        PRIMARY KEY (entity, name, part, range, key)) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS kvs_index_key ON kvs_index (entity, key);
      CREATE TABLE IF NOT EXISTS kvs_indexed (entity TEXT, key TEXT, value TEXT, PRIMARY KEY (entity, key)) WITHOUT ROWID;
    `);
  }

  /** Answers one request of @forge/kvs. */
  answer(path: string, body: string): KvsAnswer {
    this.requests.set(path, (this.requests.get(path) ?? 0) + 1);
    try {
      if (!this.manifest.scopes.includes('storage:app'))
        throw new Refused(403, 'FORBIDDEN', 'The scope storage:app is missing');
      if (body.length > LONGEST.request) throw new Refused(413, 'PAYLOAD_TOO_LARGE', 'The request has more than 4 MB');
      return this.store.atomically(() => this.route(path.replace('/api/v1', ''), JSON.parse(body) as unknown));
    } catch (error) {
      if (error instanceof Refused) return { status: error.status, body: { code: error.code, message: error.message } };
      throw error;
    }
  }

  private route(path: string, body: unknown): KvsAnswer {
    const item = body as Item;
    switch (path) {
      case '/get':
        return this.get('plain', item);
      case '/entity/get':
        return this.get('entity', item);
      case '/secret/get':
        return this.get('secret', item);
      case '/set':
        return this.set('plain', item);
      case '/entity/set':
        return this.set('entity', item);
      case '/secret/set':
        return this.set('secret', item);
      case '/delete':
        return this.remove('plain', item);
      case '/entity/delete':
        return this.remove('entity', item);
      case '/secret/delete':
        return this.remove('secret', item);
      case '/query':
        return this.query(body as never);
      case '/entity/query':
        return this.queryEntity(body as never);
      case '/transaction':
        return this.transact(body as never);
      case '/batch/get':
      case '/batch/set':
      case '/batch/delete':
        return this.batch(path.slice('/batch/'.length), body as Item[]);
      default:
        throw new Refused(404, 'NOT_FOUND', `There is no ${path}`);
    }
  }

  private entityOf(name: string): Entity {
    const entity = this.manifest.entities.get(name);
    if (entity === undefined) throw new Refused(400, 'INVALID_ENTITY', `The manifest has no entity "${name}"`);
    return entity;
  }

  private row(kind: string, entity: string, key: string): Row | null {
    const row = this.store.get('SELECT * FROM kvs WHERE kind = ? AND entity = ? AND key = ?', kind, entity, key);
    if (row === null) return null;
    return row['expires'] !== null && Number(row['expires']) + EXPIRED_FOR < this.now() ? null : row;
  }

  private get(kind: string, { key, entityName = PLAIN }: Item): KvsAnswer {
    checkKey(key);
    if (kind === 'entity') this.entityOf(entityName);
    const row = this.row(kind, entityName, key);
    if (row === null) throw new Refused(404, 'KEY_NOT_FOUND', 'Key not found');
    return { status: 200, body: this.shown(key, row) };
  }

  private shown(key: string, row: Row): Json {
    return {
      key,
      value: JSON.parse(String(row['value'])) as unknown,
      createdAt: row['created'],
      updatedAt: row['updated'],
      ...(row['expires'] === null ? {} : { expireTime: new Date(Number(row['expires'])).toISOString() }),
    };
  }

  private checkValue(kind: string, entityName: string, value: unknown): string {
    if (value === undefined || value === null) throw new Refused(400, 'INVALID_VALUE', 'A value is needed');
    const text = JSON.stringify(value);
    const longest = kind === 'secret' ? LONGEST.secret : LONGEST.plain;
    if (Buffer.byteLength(text) > longest)
      throw new Refused(400, 'MAX_SIZE', `A value may have ${String(longest)} bytes`);
    if (depthOf(value) > 31) throw new Refused(400, 'MAX_DEPTH', 'A value may be 31 levels deep');
    if (kind !== 'entity') return text;
    const { attributes } = this.entityOf(entityName);
    for (const [name, given] of Object.entries(value as Json)) {
      const type = attributes[name];
      if (type === undefined)
        throw new Refused(400, 'SCHEMA_VALIDATION_FAILED', `The entity ${entityName} has no attribute "${name}"`);
      if (FITS[type]?.(given) !== true)
        throw new Refused(400, 'SCHEMA_VALIDATION_FAILED', `The attribute "${name}" must be of type ${type}`);
    }
    return text;
  }

  private write(kind: string, entity: string, key: string, text: string, ttl: SetOptions['ttl']): void {
    const now = this.now();
    const seconds = ttl === undefined ? null : ttl.value * UNITS[ttl.unit];
    if (seconds !== null && (seconds <= 0 || seconds > YEAR_SECONDS))
      throw new Refused(400, 'INVALID_TTL', 'A time to live is at most one year');
    const created = this.row(kind, entity, key)?.['created'] ?? now;
    const expires = seconds === null ? null : now + seconds * 1000;
    this.store.run(
      'INSERT OR REPLACE INTO kvs VALUES (?, ?, ?, ?, ?, ?, ?)',
      kind,
      entity,
      key,
      text,
      created,
      now,
      expires,
    );
    if (kind !== 'secret') this.indexLater(entity, key, text);
  }

  private set(kind: string, { key, value, entityName = PLAIN, options = {} }: Item): KvsAnswer {
    checkKey(key);
    const text = this.checkValue(kind, entityName, value);
    const before = this.row(kind, entityName, key);
    if (options.keyPolicy === 'FAIL_IF_EXISTS' && before !== null)
      throw new Refused(409, 'KEY_ALREADY_EXISTS', 'The key exists already');
    this.write(kind, entityName, key, text, options.ttl);
    if (options.returnValue === undefined) return { status: 204 };
    const shown = options.returnValue === 'PREVIOUS' ? before : this.row(kind, entityName, key);
    return shown === null ? { status: 204 } : { status: 200, body: this.shown(key, shown) };
  }

  private remove(kind: string, { key, entityName = PLAIN }: Item): KvsAnswer {
    checkKey(key);
    if (this.row(kind, entityName, key) === null) throw new Refused(404, 'KEY_NOT_FOUND', 'Key not found');
    this.store.run('DELETE FROM kvs WHERE kind = ? AND entity = ? AND key = ?', kind, entityName, key);
    if (kind !== 'secret') this.indexLater(entityName, key, null);
    return { status: 204 };
  }

  private batch(kind: string, items: Item[]): KvsAnswer {
    if (!Array.isArray(items) || items.length === 0 || items.length > 25)
      throw new Refused(400, 'INVALID_BATCH', 'A batch has 1 to 25 keys');
    const successfulKeys: unknown[] = [];
    const failedKeys: unknown[] = [];
    for (const item of items) {
      const where = item.entityName === undefined ? 'plain' : 'entity';
      const named = { key: item.key, ...(item.entityName === undefined ? {} : { entityName: item.entityName }) };
      try {
        const done =
          kind === 'get' ? this.get(where, item) : kind === 'set' ? this.set(where, item) : this.remove(where, item);
        successfulKeys.push(kind === 'get' ? { ...named, ...(done.body as Json) } : named);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        failedKeys.push({ ...named, error: { code: error.code, message: error.message } });
      }
    }
    return { status: 200, body: { successfulKeys, failedKeys } };
  }

  private holds(kind: string, entityName: string, key: string, conditions: Conditions | undefined): boolean {
    if (conditions === undefined) return true;
    const row = this.row(kind, entityName, key);
    const value = row === null ? {} : (JSON.parse(String(row['value'])) as Json);
    const { attributes } = this.entityOf(entityName);
    const one = ({ property, condition, values }: Condition): boolean => {
      if (attributes[property] === undefined || attributes[property] === 'any')
        throw new Refused(422, 'UNPROCESSABLE_ENTITY', `"${property}" cannot be used in a condition`);
      return HOLDS[condition]?.(value[property], values) === true;
    };
    const all = (conditions.and ?? []).every(one);
    return conditions.or === undefined ? all : all && conditions.or.some(one);
  }

  private transact({
    set = [],
    delete: remove = [],
    check = [],
  }: {
    set?: Item[];
    delete?: Item[];
    check?: Item[];
  }): KvsAnswer {
    const every = [...set, ...remove, ...check];
    if (every.length === 0 || every.length > 25)
      throw new Refused(400, 'INVALID_TRANSACTION', 'A transaction has 1 to 25 operations');
    if (new Set(every.map(({ key }) => key)).size < every.length)
      throw new Refused(400, 'INVALID_TRANSACTION', 'Each key can only be used once in a transaction');
    const kindOf = ({ entityName }: Item) => (entityName === undefined ? 'plain' : 'entity');
    for (const item of every) {
      checkKey(item.key);
      if (!this.holds(kindOf(item), item.entityName ?? PLAIN, item.key, item.conditions))
        throw new Refused(409, 'CONDITION_FAILED', 'A condition of the transaction is not met');
    }
    for (const item of set) {
      const { key, value, entityName = PLAIN, options = {} } = item;
      this.write(kindOf(item), entityName, key, this.checkValue(kindOf(item), entityName, value), options.ttl);
    }
    for (const item of remove) {
      const { key, entityName = PLAIN } = item;
      this.store.run('DELETE FROM kvs WHERE kind = ? AND entity = ? AND key = ?', kindOf(item), entityName, key);
      this.indexLater(entityName, key, null);
    }
    return { status: 204 };
  }

  // --- the index, which lags behind

  private indexLater(entity: string, key: string, value: string | null): void {
    this.store.run(
      'INSERT INTO kvs_pending (at, entity, key, value) VALUES (?, ?, ?, ?)',
      this.now(),
      entity,
      key,
      value,
    );
  }

  private catchUp(): void {
    const due = this.store.all('SELECT * FROM kvs_pending WHERE at <= ? ORDER BY seq', this.now() - this.lag);
    for (const { seq, entity, key, value } of due) {
      this.reindex(String(entity), String(key), value === null ? null : String(value));
      this.store.run('DELETE FROM kvs_pending WHERE seq = ?', seq ?? 0);
    }
  }

  private reindex(entity: string, key: string, text: string | null): void {
    this.store.run('DELETE FROM kvs_index WHERE entity = ? AND key = ?', entity, key);
    if (text === null) {
      this.store.run('DELETE FROM kvs_indexed WHERE entity = ? AND key = ?', entity, key);
      return;
    }
    this.store.run('INSERT OR REPLACE INTO kvs_indexed VALUES (?, ?, ?)', entity, key, text);
    const value = JSON.parse(text) as Json;
    const byKey: EntityIndex = { name: 'by-key', partition: [], range: [] };
    for (const { name, partition, range } of [byKey, ...(this.manifest.entities.get(entity)?.indexes ?? [])]) {
      const ranged = range[0] === undefined ? key : value[range[0]];
      if (ranged === undefined || partition.some((attribute) => value[attribute] === undefined)) continue;
      const part = JSON.stringify(partition.map((attribute) => value[attribute]));
      this.store.run(
        'INSERT OR REPLACE INTO kvs_index VALUES (?, ?, ?, ?, ?)',
        entity,
        name,
        part,
        ranged as string | number,
        key,
      );
    }
  }

  private page(
    entity: string,
    name: string,
    part: string,
    where: string,
    values: (string | number)[],
    order: string,
    limit: number,
    cursor: string | undefined,
  ) {
    this.catchUp();
    const offset = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString());
    const rows = this.store.all(
      `SELECT i.key, d.value FROM kvs_index i JOIN kvs_indexed d ON d.entity = i.entity AND d.key = i.key
       WHERE i.entity = ? AND i.name = ? AND i.part = ? ${where} ORDER BY i.range ${order}, i.key ${order} LIMIT ? OFFSET ?`,
      entity,
      name,
      part,
      ...values,
      limit + 1,
      offset,
    );
    const data = rows.slice(0, limit).map(({ key, value }) => ({ key, value: JSON.parse(String(value)) as unknown }));
    const next = rows.length > limit ? { cursor: Buffer.from(String(offset + limit)).toString('base64') } : {};
    return { status: 200, body: { data, ...next } };
  }

  private query({ limit = 10, after, where = [] }: { limit?: number; after?: string; where?: Condition[] }): KvsAnswer {
    if (limit < 1 || limit > 20) throw new Refused(400, 'INVALID_LIMIT', 'A query returns 1 to 20 values');
    const prefix = (where[0]?.values[0] ?? '') as string;
    return this.page(
      PLAIN,
      'by-key',
      '[]',
      'AND i.range >= ? AND i.range < ?',
      [prefix, `${prefix}\uffff`],
      'ASC',
      limit,
      after,
    );
  }

  private queryEntity(body: {
    entityName: string;
    indexName: string;
    partition?: unknown[];
    range?: { condition: string; values: (string | number)[] };
    filters?: Conditions;
    sort?: 'ASC' | 'DESC';
    cursor?: string;
    limit?: number;
  }): KvsAnswer {
    const { entityName, indexName, partition = [], range, filters, sort = 'ASC', cursor, limit = 10 } = body;
    if (limit < 1 || limit > 100) throw new Refused(400, 'INVALID_LIMIT', 'A query returns 1 to 100 values');
    const index = this.entityOf(entityName).indexes.find(({ name }) => name === indexName);
    if (index === undefined && indexName !== 'by-key')
      throw new Refused(400, 'INVALID_INDEX', `${entityName} has no index "${indexName}"`);
    if ((index?.partition.length ?? 0) !== partition.length)
      throw new Refused(
        400,
        'INVALID_PARTITION',
        `The index ${indexName} needs a value for each of its partition's attributes`,
      );
    if (filters !== undefined) throw new Refused(501, 'NOT_IMPLEMENTED', 'Filters are not part of this host');
    const ranges: Record<string, string> = {
      EQUAL_TO: 'AND i.range = ?',
      GREATER_THAN: 'AND i.range > ?',
      GREATER_THAN_EQUAL_TO: 'AND i.range >= ?',
      LESS_THAN: 'AND i.range < ?',
      LESS_THAN_EQUAL_TO: 'AND i.range <= ?',
      BETWEEN: 'AND i.range BETWEEN ? AND ?',
    };
    const where = range === undefined ? '' : ranges[range.condition];
    if (where === undefined)
      throw new Refused(400, 'INVALID_CONDITION', `"${range?.condition ?? ''}" is no condition of a range`);
    return this.page(entityName, indexName, JSON.stringify(partition), where, range?.values ?? [], sort, limit, cursor);
  }
}
