/**
 * What has to be reached before an issue may be closed.
 */
import * as z from 'zod/mini';
/** `taken`: every provider took it. `confirmed`: every planned step is done. */
export const Closing = z.enum(['taken', 'confirmed']);
export type Closing = z.infer<typeof Closing>;
