/**
 * What a provider of several calls learned of a person, written before its next call: an attempt that was interrupted goes
 * on where it stopped. It is kept beside the address, and goes with it.
 */
import * as z from 'zod/mini';
import type { Memory } from './provider';

/** That something was done. */
export const DONE = z.literal(true);

export interface Remembered {
  /**
   * What was remembered by this name; else makes it and remembers it. Only what JSON can hold, and nothing where it is an
   * empty list: nothing goes on from there.
   * @param schema of what is remembered; @throws where something else stands there
   */
  remember<T>(name: string, schema: z.ZodMiniType<T>, make: () => Promise<T> | T): Promise<T>;
  /** Remembers this by its name, whatever stood there. */
  note(name: string, value: unknown): Promise<void>;
  /** Whether an earlier attempt remembered something by this name; without one, anything at all. */
  isEarlier(name?: string): Promise<boolean>;
  /** The same memory, with names of its own for a part of the calls. */
  of(part: string): Remembered;
}

/** What is remembered of one person. Read once, at the first name that is asked for. */
export function rememberedIn(memory: Memory): Remembered {
  let reading: Promise<Record<string, unknown>> | null = null;
  const made = new Set<string>();
  const all = () => (reading ??= memory.get().then((found) => ({ ...found })));
  const keep = async (key: string, value: unknown): Promise<void> => {
    const known = await all();
    known[key] = value;
    made.add(key);
    await memory.set(known);
  };
  const within = (prefix: string): Remembered => ({
    note: (name, value) => keep(prefix + name, value),
    async remember<T>(name: string, schema: z.ZodMiniType<T>, make: () => Promise<T> | T): Promise<T> {
      const known = await all();
      const key = prefix + name;
      if (Object.hasOwn(known, key)) return z.parse(schema, known[key]);
      const value = await make();
      if (Array.isArray(value) && value.length === 0) return value;
      await keep(key, value);
      return value;
    },
    isEarlier: async (name) =>
      Object.keys(await all()).some((key) => (name === undefined || key === prefix + name) && !made.has(key)),
    of: (part) => within(`${prefix}${part}/`),
  });
  return within('');
}
