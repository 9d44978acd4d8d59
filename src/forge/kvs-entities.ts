/**
 * Forge's custom entities, read strictly and written conditionally.
 * @see https://developer.atlassian.com/platform/forge/storage-reference/entities-api/
 *
 * Error codes of a lost condition are not documented. So an error is never taken for a lost condition by its code: the
 * key is read again (reads by key are strictly consistent), and what stands there decides.
 */
import { kvs, Filter, FilterConditions } from '@forge/kvs';
import * as z from 'zod/mini';

/** Most keys of one batch, and operations of one transaction. @see limits of batch operations and transactions */
export const AT_ONCE = 25;

const NOT_FOUND = 'KEY_NOT_FOUND';

/** One kind of stored record: the entity's name in the manifest, and what a value must look like. */
export interface Kind<Schema extends z.ZodMiniType> {
  readonly entityName: string;
  readonly schema: Schema;
}

/** The condition that an attribute is what was read. */
export const unchanged = <T>(attribute: keyof T & string, value: string) =>
  new Filter<T>().and(attribute, FilterConditions.equalTo(value));

/** One record by its key, parsed; null where there is none. */
export async function readOne<S extends z.ZodMiniType>(
  { entityName, schema }: Kind<S>,
  key: string,
): Promise<z.infer<S> | null> {
  const value: unknown = await kvs.entity(entityName).get(key);
  return value === undefined ? null : z.parse(schema, value);
}

/** Every record there is under these keys, parsed, by key. What a batch does not answer for sure is read singly. */
export async function readMany<S extends z.ZodMiniType>(
  kind: Kind<S>,
  keys: readonly string[],
): Promise<Map<string, z.infer<S>>> {
  const { entityName, schema } = kind;
  const found = new Map<string, z.infer<S>>();
  for (let first = 0; first < keys.length; first += AT_ONCE) {
    const some = keys.slice(first, first + AT_ONCE);
    const { successfulKeys, failedKeys } = await kvs.batchGet<unknown>(some.map((key) => ({ entityName, key })));
    const missing = new Set(failedKeys.filter(({ error }) => error.code === NOT_FOUND).map(({ key }) => key));
    for (const { key, value } of successfulKeys) {
      if (value === undefined || value === null) missing.add(key);
      else found.set(key, z.parse(schema, value));
    }
    for (const key of some.filter((one) => !found.has(one) && !missing.has(one))) {
      const value = await readOne(kind, key);
      if (value !== null) found.set(key, value);
    }
  }
  return found;
}

/** Writes a record unless the key is taken. @returns what stands under the key afterwards */
export async function createOrRead<S extends z.ZodMiniType>(
  kind: Kind<S>,
  key: string,
  value: z.infer<S> & object,
): Promise<z.infer<S>> {
  try {
    await kvs.entity<object>(kind.entityName).set(key, value, { keyPolicy: 'FAIL_IF_EXISTS' });
    return value;
  } catch (error) {
    const standing = await readOne(kind, key);
    if (standing === null) throw error;
    return standing;
  }
}

/**
 * Carries out a transaction, and tells whether it was.
 * @param look what stands there after an error: this write after all, somebody else's, or what was there before.
 * @throws the error, where nothing changed
 */
export async function settled(
  transaction: () => Promise<void>,
  look: () => Promise<'mine' | 'overtaken' | 'as-before'>,
): Promise<boolean> {
  try {
    await transaction();
    return true;
  } catch (error) {
    const standing = await look();
    if (standing === 'as-before') throw error;
    return standing === 'mine';
  }
}
