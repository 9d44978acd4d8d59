/**
 * What a key may do, as its vendor says it: compared with what the deletion needs.
 */
import * as z from 'zod/mini';
import type { Answer } from '../../core/reply/reply';

/** Where a reply tells what the key may do, and what the deletion needs of it; in the vendor's own words. */
export interface Grants {
  readonly needs: readonly string[];
  /** What the key may do; null where the reply does not tell. */
  readonly reads: (answer: Answer) => readonly string[] | null;
  /** A reply as the vendor documents it, of a key that may do what is needed. */
  readonly example: unknown;
}

/** What the key lacks; null where the reply does not tell. */
export function missingIn({ needs, reads }: Grants, answer: Answer): readonly string[] | null {
  const granted = reads(answer);
  return granted === null ? null : needs.filter((one) => !granted.includes(one));
}

/** Grants in a reply of this shape. */
export const grants = <S extends z.ZodMiniType>(
  needs: readonly string[],
  schema: S,
  list: (answer: z.infer<S>) => readonly string[],
  example: z.input<S>,
): Grants => ({
  needs,
  example,
  reads: ({ json }) => {
    const parsed = z.safeParse(schema, json);
    return parsed.success ? list(parsed.data) : null;
  },
});
