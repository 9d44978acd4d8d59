import * as z from 'zod/mini';
import type { Answer } from '../../core/reply/reply';

/** Reads something from an answer by its schema; null where that is no success, or does not fit. */
export const reads =
  <S extends z.ZodMiniType, T>(schema: S, pick: (answer: z.infer<S>) => T) =>
  ({ status, json }: Answer): T | null => {
    const parsed = z.safeParse(schema, json);
    return status >= 200 && status < 300 && parsed.success ? pick(parsed.data) : null;
  };
