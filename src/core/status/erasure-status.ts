import * as z from 'zod/mini';

export const ErasureStatus = z.enum([
  'awaiting-approval',
  'scheduled',
  'running',
  'completed',
  'handed-over',
  'partial',
  'blocked',
  'cancelled',
  'rejected',
]);
export type ErasureStatus = z.infer<typeof ErasureStatus>;
