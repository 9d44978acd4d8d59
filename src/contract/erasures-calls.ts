/**
 * The calls of the erasures page. Everybody sees the erasures of issues that they may see, and no others.
 */
import * as z from 'zod/mini';
import { Bulk } from '../core/bulk';
import { ErasureStatus } from '../core/status/erasure-status';
import { BulkId, ErasureId } from '../core/ids';
import { type Contract, Nothing } from './call';
import { DECIDE_CALLS } from './decide-calls';
import { ErasureView, Notice } from './erasure-view';
import { PersonId } from '../core/person/person';

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

/** What the providers hold of one person of a bulk, in words; or why nobody was asked. */
export const LookedRowView = z.object({
  issueKey: z.string(),
  kind: z.enum(['found', 'nobody', 'not-said']),
  words: z.string(),
});
export type LookedRowView = z.infer<typeof LookedRowView>;

const { id, status, at, issues, runnable, people, isCut, begun, awaiting, refused } = Bulk.shape;
const { refusedBefore, begunBefore } = Bulk.shape;
/** How far a bulk is. `pages`: so many of what its preview showed. `left`: so many erasures it would still begin. */
export const BulkView = z.object({
  ...{ id, status, at, issues, runnable, people, isCut, refusedBefore, begunBefore, begun, awaiting, refused },
  pages: z.int(),
  left: z.int(),
});
export type BulkView = z.infer<typeof BulkView>;

/** Which erasures the page shows; what is missing filters nothing. */
export const Filter = z.strictObject({
  status: z.optional(ErasureStatus),
  due: z.optional(z.enum(['overdue', 'week'])),
  /** The keyed hash of an address. */
  person: z.optional(PersonId),
});
export type Filter = z.infer<typeof Filter>;

/** One event of an erasure's story, in words. */
export const StoryEvent = z.object({
  n: z.int(),
  at: z.number(),
  kind: z.string(),
  words: z.string(),
  /** Who did it; null: nobody. */
  account: z.nullable(z.string()),
});
export type StoryEvent = z.infer<typeof StoryEvent>;

/** What charts are drawn from. */
export const FiguresView = z.object({
  days: z.int(),
  /** The latest day first. */
  byDay: z.array(z.object({ day: z.string(), ended: z.record(z.string(), z.int()) })),
  due: z.object({ overdue: z.int(), days3: z.int(), days7: z.int(), later: z.int(), atMost: z.int() }),
  took: z.array(z.int()),
  late: z.int(),
  /** What became of people at all providers together. */
  became: z.record(z.string(), z.int()),
});
export type FiguresView = z.infer<typeof FiguresView>;

export const ERASURES_CALLS = {
  list: {
    needs: 'account',
    input: z.strictObject({ filter: Filter, cursor: z.nullable(z.string().check(z.maxLength(5000))) }),
    output: z.object({
      erasures: z.array(
        z.object({
          ...ErasureView.shape,
          /** Whether the asker may decide about it. */
          mayAct: z.boolean(),
          /** Whether the asker may approve it, where it waits for that. */
          mayApprove: z.boolean(),
        }),
      ),
      cursor: z.nullable(z.string()),
      accountId: z.string(),
      notice: z.nullable(Notice),
    }),
  },
  /** The keyed hash that an address is looked up by: nobody is named in the page's address. null: nothing to be seen. */
  findPerson: {
    needs: 'account',
    input: z.strictObject({ address: z.string().check(z.trim(), z.maxLength(320)) }),
    output: z.object({ person: z.nullable(PersonId) }),
  },
  /** One erasure with everything that happened to it, where the asker may see its issue. */
  story: {
    needs: 'account',
    input: z.strictObject({ erasureId: ErasureId }),
    output: z.object({
      erasure: ErasureView,
      events: z.array(StoryEvent),
      /** Whether the asker may decide about it, and confirm what somebody else said of it. */
      mayAct: z.boolean(),
      mayApprove: z.boolean(),
      accountId: z.string(),
    }),
  },
  figures: { needs: 'account', input: Nothing, output: FiguresView },
  ...DECIDE_CALLS,
  /** The asker's last bulk with one page of what its preview showed; null where there is none. */
  bulk: {
    needs: 'account',
    input: z.strictObject({ page: z.int().check(z.minimum(0), z.maximum(1000)) }),
    output: z.object({ bulk: z.nullable(BulkView), rows: z.array(BulkRowView) }),
  },
  /** `goingOn`: which preview goes on, and where its last page ended; null begins a new one. */
  previewBulk: {
    needs: 'account',
    input: z.strictObject({
      jql: z.string().check(z.trim(), z.minLength(1), z.maxLength(5000)),
      goingOn: z.nullable(z.strictObject({ id: BulkId, next: z.string().check(z.maxLength(10_000)) })),
    }),
    output: z.object({ bulk: BulkView, rows: z.array(BulkRowView), next: z.nullable(z.string()) }),
  },
  /**
   * Asks the providers what they hold of the people of one page of the preview, as many as the time allows. `from`, `next`:
   * from which row on. Nothing is changed there or kept.
   */
  lookBulk: {
    needs: 'account',
    input: z.strictObject({
      id: BulkId,
      page: z.int().check(z.minimum(0), z.maximum(1000)),
      from: z.int().check(z.minimum(0), z.maximum(1000)),
    }),
    output: z.object({ rows: z.array(LookedRowView), next: z.nullable(z.int()) }),
  },
  /** `erasures`: how many the person typed that begin. */
  runBulk: {
    needs: 'account',
    input: z.strictObject({ id: BulkId, erasures: z.int().check(z.minimum(0)) }),
    output: Nothing,
  },
  stopBulk: { needs: 'account', input: Nothing, output: Nothing },
} satisfies Contract;
