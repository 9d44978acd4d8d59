/**
 * The issue property: what JQL and other apps read of the erasures of an issue.
 */
import { count, type Erasure } from './erasure';
import { type ErasuresOfIssue, type PeopleCount, statusOfIssue } from './issue-people';
import { isSeenStill, type Step } from './step';
/** The key of the issue property, as the manifest indexes it. */
export const PROPERTY_KEY = 'user-erasure';
const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());
/** What the issue's property says besides its newest erasure. */
export interface AroundErasure {
  readonly people: PeopleCount;
  readonly together: ErasuresOfIssue;
  /** Whether the issue may be closed, as the settings are. */
  readonly mayClose: boolean;
}
/** Until when the address is kept although the erasure has ended. */
const keptOf = ({ finishedAt, addressKeptUntil: until }: Erasure) =>
  finishedAt === null || until === undefined ? {} : { addressKeptUntil: iso(until) };
/**
 * The issue property: a mirror for JQL and other apps. Holds no address; the truth is in the ledger.
 * @param erasure the newest of the issue, with its steps
 */
export function toProperty(erasure: Erasure, steps: readonly Step[], { people, together, mayClose }: AroundErasure) {
  const { total, done, handedOver, blocked, waiting } = count(erasure, steps);
  const called = steps.map((step) => ({
    connection: step.connectionId,
    provider: step.provider,
    status: step.status,
    outcome: step.outcome?.kind ?? null,
    ...(step.verifiedAt === undefined ? {} : { verifiedAt: iso(step.verifiedAt) }),
    ...(step.secondLook?.found === 'back' ? { reappearedAt: iso(step.secondLook.at) } : {}),
    ...(isSeenStill(step) ? { stillThere: true as const } : {}),
    at: iso(step.at),
  }));
  const skipped = erasure.skipped.map(({ connectionId, provider }) => ({
    connection: connectionId,
    provider,
    status: 'skipped' as const,
    outcome: null,
    at: null,
  }));
  return {
    v: 1 as const,
    erasureId: erasure.id,
    status: statusOfIssue(erasure.status, people, together),
    person: erasure.mask,
    total,
    done,
    handedOver,
    blocked,
    waiting,
    people: { total: people.total, finished: people.finished, waived: people.waived },
    mayClose,
    requestedAt: iso(erasure.requestedAt),
    dueAt: iso(erasure.dueAt),
    finishedAt: iso(erasure.finishedAt),
    ...keptOf(erasure),
    steps: [...called, ...skipped],
  };
}
export type ErasureProperty = ReturnType<typeof toProperty>;
