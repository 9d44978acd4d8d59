/**
 * Forge's custom entities, read strictly and written conditionally.
 * @see https://developer.atlassian.com/platform/forge/storage-reference/entities-api/
 *
 * Error codes of a lost condition are not documented. So an error is never taken for a lost condition by its code: the
 * key is read again (reads by key are strictly consistent), and what stands there decides.
 */
import { Filter, FilterConditions, kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { portionsOf } from '../../lib/portions';

/** Most keys of one batch, and operations of one transaction. @see limits of batch operations and transactions */
export const BATCH_LIMIT = 25;

/** A key that is not there, as the client's types call it, and as the documentation of batches does. */
const NOT_FOUND: readonly string[] = ['KEY_NOT_FOUND', 'NOT_FOUND'];

/** One kind of stored record: the entity's name in the manifest, and what a value must look like. */
export interface Kind<Schema extends z.ZodMiniType> {
  readonly entityName: string;
  readonly schema: Schema;
}

/** The condition that an attribute is what was read. */
export const unchanged = <T>(attribute: keyof T & string, value: string | number) =>
  new Filter<T>().and(attribute, FilterConditions.equalTo(value));

/** The condition that two attributes are what was read. */
export const bothUnchanged = <T>(
  [a, valueA]: [keyof T & string, string | number],
  [b, valueB]: [keyof T & string, string | number],
) => unchanged<T>(a, valueA).and(b, FilterConditions.equalTo(valueB));

/** One record by its key, parsed; null where there is none. */
export async function readOne<S extends z.ZodMiniType>(
  { entityName, schema }: Kind<S>,
  key: string,
): Promise<z.infer<S> | null> {
  const value: unknown = await kvs.entity(entityName).get(key);
  return value === undefined ? null : z.parse(schema, value);
}

/** A record's key; without an entity it stands in the Key-Value Store. */
interface Wanted {
  readonly key: string;
  readonly entityName?: string;
}

/** Up to {@link BATCH_LIMIT} records at once, in order, unparsed; null where there is none. What is not answered for sure is read singly. */
export async function readBatch(wanted: readonly Wanted[]): Promise<unknown[]> {
  const { successfulKeys, failedKeys } = await kvs.batchGet<unknown>([...wanted]);
  return Promise.all(
    wanted.map(async ({ key, entityName }) => {
      const isThis = (one: Wanted) => one.key === key && one.entityName === entityName;
      const found = successfulKeys.find(isThis);
      if (found !== undefined) return found.value ?? null;
      if (NOT_FOUND.includes(failedKeys.find(isThis)?.error.code ?? '')) return null;
      const value: unknown = await (entityName === undefined ? kvs.get(key) : kvs.entity(entityName).get(key));
      return value ?? null;
    }),
  );
}

/** As {@link readBatch}, as many as there are. */
export async function readAll(wanted: readonly Wanted[]): Promise<unknown[]> {
  const values: unknown[] = [];
  for (const some of portionsOf(wanted, BATCH_LIMIT)) values.push(...(await readBatch(some)));
  return values;
}

/** Every record there is under these keys, parsed, by key. */
export async function readMany<S extends z.ZodMiniType>(
  { entityName, schema }: Kind<S>,
  keys: readonly string[],
): Promise<Map<string, z.infer<S>>> {
  const values = await readAll(keys.map((key) => ({ entityName, key })));
  return new Map(
    keys.flatMap((key, index) => (values[index] === null ? [] : [[key, z.parse(schema, values[index])] as const])),
  );
}

/** Writes a record unless the key is taken. @returns what stands under the key afterwards */
export async function getOrCreate<S extends z.ZodMiniType>(
  kind: Kind<S>,
  key: string,
  value: z.infer<S> & object,
): Promise<z.infer<S>> {
  try {
    await kvs.entity<object>(kind.entityName).set(key, value, { keyPolicy: 'FAIL_IF_EXISTS' });
    return value;
  } catch (error) {
    const stored = await readOne(kind, key);
    if (stored === null) throw error;
    return stored;
  }
}

/**
 * Carries out a transaction, and tells whether it was.
 * @param look what stands there after an error: this write after all, somebody else's, or what was there before.
 * @throws the error, where nothing changed
 */
export async function writeConditionally(
  transaction: () => Promise<void>,
  look: () => Promise<'applied' | 'conflict' | 'unchanged'>,
): Promise<boolean> {
  try {
    await transaction();
    return true;
  } catch (error) {
    const stored = await look();
    if (stored === 'unchanged') throw error;
    return stored === 'applied';
  }
}
