/**
 * What replies mean: a table of what the vendor documents. Whatever is not in it is no success.
 */
import * as z from 'zod/mini';
import { failure, type FailureReason, type Outcome, type RetryReason } from '../../core/status/outcome';
import type { Doubt } from '../../core/reply/doubts';
import { type Answer, type Documented, type Reply, UNDOCUMENTED } from '../../core/reply/reply';

/** What a documented reply says of the person. `within`: the vendor does it later, within so many milliseconds. */
export const Meaning = z.union([
  z.enum(['deleted', 'absent', 'registered', 'accepted']),
  z.readonly(z.object({ within: z.number() })),
]);
export type Meaning = z.infer<typeof Meaning>;

/** A reply by which a vendor declines: a person has to look at it, or it is tried again later. */
export type Declined = { readonly refused: FailureReason } | { readonly retry: RetryReason };

/**
 * What the body of a reply has to be. `example`: such a body, as the vendor documents it; missing: an empty one.
 * `despite`: what in it reads like a no, and is documented to stand in a success.
 */
export interface Condition {
  readonly holds: (answer: Answer) => boolean;
  readonly example?: unknown;
  readonly despite?: (doubt: Doubt) => boolean;
}

interface Case {
  readonly when: Condition;
  readonly then: Meaning | Declined;
}
type Cell = Meaning | Declined | Case | readonly Case[];

/** Status to meaning; of several cases the first that holds. A status by itself goes before `2xx`. */
export type Replies = Readonly<Partial<Record<number | '2xx', Cell>>>;

/** A reply that a declaration documents. */
export interface DocumentedReply {
  readonly status: number;
  readonly body: unknown;
  readonly means: Meaning | Declined;
  /** Whether any body does. */
  readonly isAnyBody: boolean;
}

/** How a reply is read, where a table cannot say it. `examples`: replies that it documents. */
export interface Reading {
  readonly meaning: (answer: Answer) => Meaning | Declined | null;
  readonly documented?: Documented;
  readonly examples?: readonly DocumentedReply[];
}

/** An empty body. */
export const noBody: Condition = { holds: ({ text }) => text.trim() === '' };

/**
 * A body of JSON that has this shape. @param example one that the vendor documents
 * @param records the names under which the account's own records stand, or flags that only sound like a no: nothing in them
 * says that the call failed
 */
export const json = (schema: z.ZodMiniType, example: unknown, ...records: readonly string[]): Condition => ({
  example,
  holds: (answer) => z.safeParse(schema, answer.json).success,
  despite: ({ at: [name = ''] }: Doubt) => records.includes(name),
});

const ErrorReply = z.object({ error: z.object({ message: z.string() }) });
/** A body such as {"error":{"message":"…"}} whose message is like this. @param example such a message */
export const errorSays = (message: RegExp, example: string): Condition => ({
  example: { error: { message: example } },
  holds: (answer) => message.test(z.safeParse(ErrorReply, answer.json).data?.error.message ?? ''),
});

type One = Meaning | Declined | Case;
const isCase = (cell: One): cell is Case => typeof cell === 'object' && 'when' in cell;
const casesOf = (cell: Cell | undefined): readonly One[] =>
  cell === undefined ? [] : Array.isArray(cell) ? (cell as readonly Case[]) : [cell as One];

/** Whether a documented reply is the vendor's no. */
export const isDeclined = (means: Meaning | Declined): means is Declined =>
  typeof means === 'object' && ('refused' in means || 'retry' in means);

const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300;

function caseOf(replies: Replies, answer: Answer): One | undefined {
  const own = casesOf(replies[answer.status]);
  const cells = own.length === 0 && isSuccess(answer) ? casesOf(replies['2xx']) : own;
  return cells.find((cell) => !isCase(cell) || cell.when.holds(answer));
}

/** Whether what reads like a no in a body is how the vendor documents the case that it is. */
function isDocumentedIn(found: One, doubt: Doubt, answer: Answer): boolean {
  // Where any body is taken, none is documented: it proves nothing, and `registered` says no more.
  if (found === 'registered') return UNDOCUMENTED.allows(doubt, answer);
  const [means, when] = isCase(found) ? [found.then, found.when] : [found, null];
  if (when?.despite?.(doubt) === true) return true;
  // What is only taken is still to be done.
  if (means === 'accepted' || (typeof means === 'object' && 'within' in means)) return doubt.kind === 'later';
  return when?.example !== undefined && (means === 'absent' || isDeclined(means));
}

/** A table as a reading. A body that says no is documented only where a case describes it. */
export const readingOf = (replies: Replies | Reading): Reading =>
  'meaning' in replies
    ? replies
    : {
        meaning: (answer) => {
          const found = caseOf(replies, answer);
          return found === undefined ? null : isCase(found) ? found.then : found;
        },
        documented: {
          source: 'the declared replies',
          allows: (doubt, answer) => {
            const found = caseOf(replies, answer);
            return found !== undefined && isDocumentedIn(found, doubt, answer);
          },
        },
      };

function outcomeOf(declined: Declined, { status, limit: { afterSeconds } }: Answer): Outcome {
  if ('refused' in declined) return { kind: 'refused', reason: declined.refused, httpStatus: status };
  const after = afterSeconds === undefined ? {} : { afterSeconds };
  return { kind: 'retry', reason: declined.retry, httpStatus: status, ...after };
}

/** What a reply means; the outcome of a failure where it is not documented, or is documented as a no. */
export function read({ meaning }: Reading, reply: Reply): { readonly means: Meaning } | { readonly failed: Outcome } {
  const means = reply.kind === 'reply' ? meaning(reply) : null;
  if (means === null || reply.kind !== 'reply') return { failed: failure(reply) };
  if (!isDeclined(means)) return { means };
  return { failed: reply.limit.isReached ? failure(reply) : outcomeOf(means, reply) };
}

/** The outcome that a table gives a reply by which a vendor declines; null for any other reply. */
export function declinedBy({ meaning }: Reading, reply: Reply): Outcome | null {
  if (reply.kind !== 'reply' || reply.limit.isReached) return null;
  const means = meaning(reply);
  return means !== null && isDeclined(means) ? outcomeOf(means, reply) : null;
}

/** The outcome that a meaning is. */
export const toOutcome = (means: Meaning, now: number): Outcome =>
  typeof means === 'string' ? { kind: means } : { kind: 'accepted', expectedBy: now + means.within };

/** Every reply of a table, with a body as the vendor documents it. */
export const documentedIn = (replies: Replies | Reading): readonly DocumentedReply[] =>
  'meaning' in replies
    ? (replies.examples ?? [])
    : Object.entries(replies).flatMap(([status, cell]) =>
        casesOf(cell).map((one) => ({
          status: status === '2xx' ? 200 : Number(status),
          body: isCase(one) ? one.when.example : undefined,
          means: isCase(one) ? one.then : one,
          isAnyBody: !isCase(one),
        })),
      );
