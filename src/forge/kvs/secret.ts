import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';

/** A secret by its key, parsed; null where there is none. @see https://developer.atlassian.com/platform/forge/storage-reference/kvs-api-secret/ */
export async function readSecret<S extends z.ZodMiniType>(key: string, schema: S): Promise<z.infer<S> | null> {
  const value: unknown = await kvs.getSecret(key);
  return value === undefined ? null : z.parse(schema, value);
}
