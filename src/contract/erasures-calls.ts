/**
 * The calls of the erasures page. Everybody sees the erasures of issues that they may see, and no others.
 */
import * as z from 'zod/mini';
import { Bulk } from '../core/bulk';
import { type Contract, Nothing } from './call';
import { Decide, ErasureView } from './erasure-view';

/** One issue of a bulk, in words. */
export const BulkRowView = z.object({
  issueKey: z.string(),
  verdict: z.enum(['run', 'approve', 'refused', 'begun']),
  /** What the preview said. */
  words: z.string(),
  mask: z.nullable(z.string()),
  source: z.nullable(z.string()),
  calls: z.int(),
  /** What came of it; null while it was not run. */
  became: z.nullable(z.string()),
});
export type BulkRowView = z.infer<typeof BulkRowView>;

const { id, status, at, issues, runnable, isCut, begun, refused } = Bulk.shape;
/** How far a bulk is. `pages`: so many of what its preview showed. */
export const BulkView = z.object({ id, status, at, pages: z.int(), issues, runnable, isCut, begun, refused });
export type BulkView = z.infer<typeof BulkView>;

export const ERASURES_CALLS = {
  list: {
    input: z.strictObject({ cursor: z.nullable(z.string().check(z.maxLength(5000))) }),
    output: z.object({
      erasures: z.array(
        z.object({
          ...ErasureView.shape,
          /** Whether the asker may decide about it. */
          mayAct: z.boolean(),
        }),
      ),
      cursor: z.nullable(z.string()),
      accountId: z.string(),
    }),
  },
  decide: { input: Decide, output: Nothing },
  /** The asker's last bulk with one page of what its preview showed; null where there is none. */
  bulk: {
    input: z.strictObject({ page: z.int().check(z.minimum(0), z.maximum(1000)) }),
    output: z.object({ bulk: z.nullable(BulkView), rows: z.array(BulkRowView) }),
  },
  /** `goingOn`: which preview goes on, and where its last page ended; null begins a new one. */
  previewBulk: {
    input: z.strictObject({
      jql: z.string().check(z.trim(), z.minLength(1), z.maxLength(5000)),
      goingOn: z.nullable(
        z.strictObject({ id: z.string().check(z.maxLength(100)), next: z.string().check(z.maxLength(10_000)) }),
      ),
    }),
    output: z.object({ bulk: BulkView, rows: z.array(BulkRowView), next: z.nullable(z.string()) }),
  },
  runBulk: { input: z.strictObject({ id: z.string().check(z.maxLength(100)) }), output: Nothing },
  stopBulk: { input: Nothing, output: Nothing },
} satisfies Contract;
