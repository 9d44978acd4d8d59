import * as z from 'zod/mini';

/** How a connection was tried, without touching anybody, in words. */
export const Tried = z.object({ kind: z.enum(['ok', 'no-harmless-call', 'failed']), sentence: z.string() });
export type Tried = z.infer<typeof Tried>;
