import * as z from 'zod/mini';

export const ErasureStatus = z.enum([
  'awaiting-approval',
  'scheduled',
  'running',
  'completed',
  'partial',
  'blocked',
  'cancelled',
  'rejected',
]);
export type ErasureStatus = z.infer<typeof ErasureStatus>;

/** Which way in an erasure came, and as whom. A web trigger has no account. */
export const Origin = z.object({
  via: z.enum(['issue-action', 'web-trigger']),
  accountId: z.nullable(z.string()),
});
export type Origin = z.infer<typeof Origin>;
