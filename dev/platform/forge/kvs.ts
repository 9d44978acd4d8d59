/**
 * Forge's storage: the Key-Value Store, custom entities and secrets, with the limits that Forge enforces.
 *
 * Reads by key are strict. Queries answer from an index that lags behind the writes, as on Forge, where they are
 * eventually consistent. How much, and what is refused for its rate or by chance, says the {@link Strictness}.
 */
import { createHash } from 'node:crypto';
import type { StorageStrictness, Strictness } from '../strictness';
import { HotRecords, KvsRates } from './kvs-rates';
import { type IndexEntry, type IndexQuery, RANGES, type Rows, type StoredRow } from './kvs-rows';
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
/** Bytes of the indexed values of one record. @see limits-kvs-ce */
const LONGEST_INDEXED = { range: 900, partition: 1700 };
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
  float: (value) =>
    typeof value === 'number' && (value === 0 || (Math.abs(value) >= 1e-130 && Math.abs(value) < 1e126)),
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
const recordOf = (entity: string, key: string): string => `${entity} ${key}`;

/** What a query's cursor is good for: this query, and for a while. */
interface Place {
  readonly offset: number;
  readonly at: number;
  readonly of: string;
}

const toCursor = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64');

function toPlace(cursor: string): Place | null {
  try {
    const { offset, at, of } = JSON.parse(Buffer.from(cursor, 'base64').toString()) as Partial<Place>;
    const isPlace =
      Number.isSafeInteger(offset) && (offset ?? -1) >= 0 && typeof at === 'number' && typeof of === 'string';
    return isPlace ? ({ offset, at, of } as Place) : null;
  } catch {
    return null;
  }
}

export class Kvs {
  /** Requests by path, for the benchmarks. */
  readonly requests = new Map<string, number>();
  private readonly limits: StorageStrictness;
  private readonly rates: KvsRates;
  private readonly hot: HotRecords;

  constructor(
    private readonly rows: Rows,
    private readonly manifest: Manifest,
    strictness: Strictness,
    private readonly now: () => number,
  ) {
    this.limits = strictness.storage;
    this.rates = new KvsRates(strictness.storage);
    this.hot = new HotRecords(strictness);
  }

  /** Answers one request of @forge/kvs. */
  answer(path: string, body: string): KvsAnswer {
    this.requests.set(path, (this.requests.get(path) ?? 0) + 1);
    const now = this.now();
    const isRead = /(?:get|query)$/.test(path);
    if (this.rates.areUsedUp(isRead, now)) {
      const code = path.endsWith('transaction') ? 'TOO_MANY_REQUESTS' : 'RATE_LIMIT_EXCEEDED';
      return { status: 429, body: { code, message: 'The rate of this installation is used up' } };
    }
    const answer = this.answerWithin(path, body);
    this.rates.use(isRead, () => (isRead ? JSON.stringify(answer.body ?? null) : body).length, now);
    return answer;
  }

  private answerWithin(path: string, body: string): KvsAnswer {
    try {
      if (!this.manifest.scopes.includes('storage:app'))
        throw new Refused(403, 'FORBIDDEN', 'The scope storage:app is missing');
      if (body.length > LONGEST.request) throw new Refused(413, 'PAYLOAD_TOO_LARGE', 'The request has more than 4 MB');
      return this.rows.atomically(() => this.route(path.replace('/api/v1', ''), JSON.parse(body) as unknown));
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

  private row(kind: string, entity: string, key: string): StoredRow | null {
    const row = this.rows.get(kind, entity, key);
    return row === null || (row.expires !== null && row.expires + EXPIRED_FOR < this.now()) ? null : row;
  }

  private get(kind: string, { key, entityName = PLAIN }: Item): KvsAnswer {
    checkKey(key);
    if (kind === 'entity') this.entityOf(entityName);
    const row = this.row(kind, entityName, key);
    if (row === null) throw new Refused(404, 'KEY_NOT_FOUND', 'Key not found');
    return { status: 200, body: this.shown(key, row) };
  }

  private shown(key: string, { value, created, updated, expires }: StoredRow): Json {
    return {
      key,
      value: JSON.parse(value) as unknown,
      createdAt: created,
      updatedAt: updated,
      ...(expires === null ? {} : { expireTime: new Date(expires).toISOString() }),
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
    this.checkIndexed(entityName, value as Json);
    return text;
  }

  private checkIndexed(entityName: string, value: Json): void {
    const bytes = (attributes: readonly string[]): number =>
      attributes.reduce(
        (sum, attribute) => sum + Buffer.byteLength(String((value[attribute] ?? '') as string | number | boolean)),
        0,
      );
    for (const { name, partition, range } of this.entityOf(entityName).indexes)
      if (bytes(range) > LONGEST_INDEXED.range || bytes(partition) > LONGEST_INDEXED.partition)
        throw new Refused(400, 'SCHEMA_VALIDATION_FAILED', `The values of the index ${name} are too long`);
  }

  private write(kind: string, entity: string, key: string, text: string, ttl: SetOptions['ttl']): void {
    const now = this.now();
    const seconds = ttl === undefined ? null : ttl.value * UNITS[ttl.unit];
    if (seconds !== null && (seconds <= 0 || seconds > YEAR_SECONDS))
      throw new Refused(400, 'INVALID_TTL', 'A time to live is at most one year');
    const created = this.row(kind, entity, key)?.created ?? now;
    const expires = seconds === null ? null : now + seconds * 1000;
    this.rows.put(kind, entity, key, { value: text, created, updated: now, expires });
    this.hot.note(recordOf(entity, key), now);
    if (kind !== 'secret') this.rows.indexLater(now, entity, key, text);
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
    this.rows.remove(kind, entityName, key);
    if (kind !== 'secret') this.rows.indexLater(this.now(), entityName, key, null);
    return { status: 204 };
  }

  private batch(kind: string, items: Item[]): KvsAnswer {
    if (!Array.isArray(items) || items.length === 0 || items.length > 25)
      throw new Refused(400, 'INVALID_BATCH', 'A batch has 1 to 25 keys');
    if (new Set(items.map(({ key, entityName = PLAIN }) => recordOf(entityName, key))).size < items.length)
      throw new Refused(400, 'INVALID_BATCH', 'Each key can only be used once in a batch');
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
        const code = error.code === 'KEY_NOT_FOUND' ? this.limits.missingInBatch : error.code;
        failedKeys.push({ ...named, error: { code, message: error.message } });
      }
    }
    return { status: 200, body: { successfulKeys, failedKeys } };
  }

  private holds(kind: string, entityName: string, key: string, conditions: Conditions | undefined): boolean {
    if (conditions === undefined) return true;
    const row = this.row(kind, entityName, key);
    const value = row === null ? {} : (JSON.parse(row.value) as Json);
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
    if (
      this.hot.meets(
        every.map(({ key, entityName = PLAIN }) => recordOf(entityName, key)),
        this.now(),
      )
    )
      throw new Refused(409, 'TRANSACTION_CONFLICT', 'Another write is at one of the records');
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
      this.rows.remove(kindOf(item), entityName, key);
      this.rows.indexLater(this.now(), entityName, key, null);
    }
    return { status: 204 };
  }

  // --- the index, which lags behind

  /** Where a value stands in the indexes of its entity. */
  private readonly entriesOf = (entity: string, key: string, text: string): IndexEntry[] => {
    const value = JSON.parse(text) as Json;
    const byKey: EntityIndex = { name: 'by-key', partition: [], range: [] };
    return [byKey, ...(this.manifest.entities.get(entity)?.indexes ?? [])].flatMap(({ name, partition, range }) => {
      const ranged = range[0] === undefined ? key : value[range[0]];
      if (ranged === undefined || partition.some((attribute) => value[attribute] === undefined)) return [];
      const part = JSON.stringify(partition.map((attribute) => value[attribute]));
      return [{ name, part, range: ranged as string | number }];
    });
  };

  private page(query: Omit<IndexQuery, 'limit' | 'offset'>, limit: number, cursor: string | undefined): KvsAnswer {
    const now = this.now();
    this.rows.catchUp(now - this.limits.indexLag, this.entriesOf);
    const of = createHash('sha256').update(JSON.stringify(query)).digest('base64url').slice(0, 12);
    const place = cursor === undefined ? { offset: 0, at: now, of } : toPlace(cursor);
    if (place === null || place.of !== of || place.at < now - this.limits.cursorLasts)
      throw new Refused(400, 'INVALID_CURSOR', 'The cursor is none of this query, or too old');
    const { offset } = place;
    const rows = this.rows.page({ ...query, limit: limit + 1, offset });
    const data = rows.slice(0, limit).map(({ key, value }) => ({ key, value: JSON.parse(value) as unknown }));
    const next = rows.length > limit ? { cursor: toCursor({ offset: offset + limit, at: now, of }) } : {};
    return { status: 200, body: { data, ...next } };
  }

  private query({ limit = 10, after, where = [] }: { limit?: number; after?: string; where?: Condition[] }): KvsAnswer {
    if (limit < 1 || limit > 20) throw new Refused(400, 'INVALID_LIMIT', 'A query returns 1 to 20 values');
    const prefix = (where[0]?.values[0] ?? '') as string;
    const range = { condition: 'BETWEEN', values: [prefix, `${prefix}\uffff`] };
    return this.page({ entity: PLAIN, index: 'by-key', part: '[]', range, sort: 'ASC' }, limit, after);
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
    if (range !== undefined && RANGES[range.condition] === undefined)
      throw new Refused(400, 'INVALID_CONDITION', `"${range.condition}" is no condition of a range`);
    const part = JSON.stringify(partition);
    return this.page({ entity: entityName, index: indexName, part, range: range ?? null, sort }, limit, cursor);
  }
}
