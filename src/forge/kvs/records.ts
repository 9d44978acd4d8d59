/**
 * What the ledger keeps in Forge's custom entities, under which keys. Records stand whole in `record`; beside it are only
 * the attributes that an index or a condition needs, because the platform enforces declared attributes (integers have
 * 32 bits: times are floats).
 */
import { kvs, Sort, WhereConditions } from '@forge/kvs';
import * as z from 'zod/mini';
import { Erasure } from '../../core/erasure/erasure';
import { Step, stepKey } from '../../core/erasure/step';
import { SyncError } from '../../core/status/sync-result';
import { Event } from '../../core/evidence/chain';
import { consoleLog } from '../log';
import { bothUnchanged, type Kind } from './conditional';
import { DAY } from '../../lib/time';

export const ERASURE = {
  entityName: 'erasure',
  schema: z.object({
    version: z.string(),
    status: z.string(),
    issue: z.string(),
    person: z.string(),
    requested: z.number(),
    starts: z.number(),
    record: Erasure,
  }),
};
export const STEP = {
  entityName: 'step',
  schema: z.object({ phase: z.string(), connection: z.string(), dueRank: z.number(), record: Step }),
};
/**
 * (issue, person): `claimed` until its erasure is `stored`, or until it is `released` because nobody stored it; `ended`
 * with its erasure, and `clean` once its address was let go of a second time; `kept` until `since` where the address outlives
 * the end, to ask the providers again.
 */
export const CLAIM = {
  entityName: 'claim',
  schema: z.object({
    state: z.enum(['claimed', 'released', 'stored', 'kept', 'second-look', 'ended', 'clean']),
    since: z.number(),
    erasure: z.string(),
  }),
};
/** The outbox: erasures whose issue is out of date since `since`, and the last sync error. */
export const OUTBOX = {
  entityName: 'outbox',
  schema: z.object({ version: z.string(), dirtySince: z.number(), syncError: z.optional(SyncError) }),
};
/** Events of an erasure, written once: a page for every time that something was added. */
export const EVENT_PAGE = { entityName: 'event-page', schema: z.object({ events: z.array(Event) }) };
/** The latest erasure of a person: found by key at once, where the index still lags. */
export const PERSON_LATEST = {
  entityName: 'person-latest',
  schema: z.object({ erasure: z.string(), issue: z.string() }),
};
/** The latest erasure of an issue: found by key at once, where the index still lags. */
export const ISSUE_LATEST = { entityName: 'issue-latest', schema: z.object({ erasure: z.string() }) };
export const HOURLY_COUNTER = {
  entityName: 'hourly-counter',
  schema: z.object({ version: z.string(), record: z.object({ minutes: z.record(z.string(), z.number()) }) }),
};
export const HOURLY_COUNTER_KEY = 'unattended';
/** Entries of an index that are asked for at once. */
export const PAGE = 100;

// Within a transaction every key may stand once only, whatever its entity.
export const outboxKey = (erasureId: string): string => `outbox.${erasureId}`;
export const eventPageKey = (erasureId: string, page: number): string => `page.${erasureId}.${String(page)}`;
export const issueLatestKey = (issueId: string): string => `latest.${issueId}`;
export const claimKey = (issueId: string, personId: string): string => `${issueId}.${personId}`;

export const erasureValue = (erasure: Erasure, version: string) => ({
  version,
  status: erasure.status,
  issue: erasure.issueId,
  person: erasure.personId,
  requested: erasure.requestedAt,
  starts: erasure.startsAt,
  record: erasure,
});

const A_YEAR = 365 * DAY;

/** What the index of due steps is ordered by: the first call that a person waits for comes before everything else. */
export const rank = ({ priority, attempts, notBefore }: Step): number =>
  priority === 'interactive' && attempts === 0 ? notBefore - A_YEAR : notBefore;

export const stepValue = (step: Step) => ({
  phase: step.phase,
  connection: step.connectionId,
  dueRank: rank(step),
  record: step,
});

type Transaction = ReturnType<typeof kvs.transact>;

/** @param read the step as it was read: it must still be so */
export function setStep(transaction: Transaction, step: Step, read?: Step): void {
  const asRead =
    read === undefined
      ? {}
      : { conditions: bothUnchanged<z.infer<typeof STEP.schema>>(['phase', read.phase], ['dueRank', rank(read)]) };
  transaction.set(stepKey(step.erasureId, step.connectionId), stepValue(step), {
    entityName: STEP.entityName,
    ...asRead,
  });
}

/** Every key of a partition, also of records that cannot be read: whoever needs all of them reads each strictly. */
export async function everyKeyOf({ entityName }: Kind<z.ZodMiniType>, index: string, partition: string[]) {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const query = kvs.entity<unknown>(entityName).query().index(index, { partition }).limit(PAGE);
    const { results, nextCursor } = await (cursor === undefined ? query : query.cursor(cursor)).getMany();
    found.push(...results.map(({ key }) => key));
    cursor = results.length > 0 ? nextCursor : undefined;
  } while (cursor !== undefined);
  return found;
}

/** Which entries of an index are asked for. */
export interface Listing<Value> {
  readonly index: string;
  /** null: the index has no partitions. */
  readonly partition: string[] | null;
  /** Up to a number, that included; or beyond one; missing: all. */
  readonly range?: number | { readonly beyond: number };
  /** At most so many are answered. */
  readonly limit: number;
  /** Whether an entry counts; missing: each does. */
  readonly passes?: (key: string, value: Value) => boolean;
}

/** The query for one page of a listing. */
function queryOf(entityName: string, { index, partition, range }: Listing<never>, cursor: string | undefined) {
  const query = kvs
    .entity<unknown>(entityName)
    .query()
    .index(index, partition === null ? undefined : { partition });
  const within =
    typeof range === 'number'
      ? query.where(WhereConditions.lessThanEqualTo(range))
      : range === undefined
        ? query
        : query.where(WhereConditions.greaterThan(range.beyond));
  const page = within.sort(Sort.ASC).limit(PAGE);
  return cursor === undefined ? page : page.cursor(cursor);
}

/**
 * Reads an index page by page until enough entries pass. Entries are keys: what they hold is read strictly afterwards. One
 * record that cannot be read holds up no other.
 */
export async function keysOf<S extends z.ZodMiniType>(
  { entityName, schema }: Kind<S>,
  listing: Listing<z.infer<S>>,
): Promise<{ key: string; value: z.infer<S> }[]> {
  const { limit, passes = () => true } = listing;
  const found: { key: string; value: z.infer<S> }[] = [];
  let cursor: string | undefined;
  do {
    const { results, nextCursor } = await queryOf(entityName, listing, cursor).getMany();
    for (const { key, value } of results) {
      const parsed = z.safeParse(schema, value);
      if (!parsed.success) consoleLog('record not understood', { entity: entityName, key });
      else if (found.length < limit && passes(key, parsed.data)) found.push({ key, value: parsed.data });
    }
    cursor = results.length > 0 ? nextCursor : undefined;
  } while (cursor !== undefined && found.length < limit);
  return found;
}
