/**
 * What replies mean: a table of what the vendor documents. Whatever is not in it is no success.
 */
import * as z from 'zod/mini';
import { failure, type Outcome } from '../../core/status/outcome';
import { type Answer, type Documented, type Reply, UNDOCUMENTED } from '../../core/reply/reply';

/** What a documented reply says of the person. `within`: the vendor does it later, within so many milliseconds. */
export type Meaning = 'deleted' | 'absent' | 'registered' | 'accepted' | { readonly within: number };

/** What the body of a reply has to be. `example`: such a body, as the vendor documents it; missing: an empty one. */
export interface Condition {
  readonly holds: (answer: Answer) => boolean;
  readonly example?: unknown;
}

interface Case {
  readonly when: Condition;
  readonly then: Meaning;
}
type Cell = Meaning | Case | readonly Case[];

/** Status to meaning; of several cases the first that holds. A status by itself goes before `2xx`. */
export type Replies = Readonly<Partial<Record<number | '2xx', Cell>>>;

/** A reply that a declaration documents. */
export interface DocumentedReply {
  readonly status: number;
  readonly body: unknown;
  readonly means: Meaning;
  /** Whether any body does. */
  readonly isAnyBody: boolean;
}

/** How a reply is read, where a table cannot say it. `examples`: replies that it documents. */
export interface Reading {
  readonly meaning: (answer: Answer) => Meaning | null;
  readonly documented?: Documented;
  readonly examples?: readonly DocumentedReply[];
}

/** An empty body. */
export const noBody: Condition = { holds: ({ text }) => text.trim() === '' };

/** A body of JSON that has this shape. @param example one that the vendor documents */
export const json = (schema: z.ZodMiniType, example: unknown): Condition => ({
  example,
  holds: (answer) => z.safeParse(schema, answer.json).success,
});

const ErrorReply = z.object({ error: z.object({ message: z.string() }) });
/** A body such as {"error":{"message":"…"}} whose message is like this. @param example such a message */
export const errorSays = (message: RegExp, example: string): Condition => ({
  example: { error: { message: example } },
  holds: (answer) => message.test(z.safeParse(ErrorReply, answer.json).data?.error.message ?? ''),
});

const isCase = (cell: Meaning | Case): cell is Case => typeof cell === 'object' && 'when' in cell;
const casesOf = (cell: Cell | undefined): readonly (Meaning | Case)[] =>
  cell === undefined ? [] : Array.isArray(cell) ? (cell as readonly Case[]) : [cell as Meaning | Case];

const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300;

function caseOf(replies: Replies, answer: Answer): Meaning | Case | undefined {
  const own = casesOf(replies[answer.status]);
  const cells = own.length === 0 && isSuccess(answer) ? casesOf(replies['2xx']) : own;
  return cells.find((cell) => !isCase(cell) || cell.when.holds(answer));
}

/** A table as a reading. A body that says no is documented only where a case describes it as nobody. */
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
            // Where any body is taken, none is documented: it proves nothing, and `registered` says no more.
            if (found === 'registered') return UNDOCUMENTED.allows(doubt, answer);
            return found !== undefined && isCase(found) && found.then === 'absent' && found.when.example !== undefined;
          },
        },
      };

/** What a reply means; the outcome of a failure where it is not documented. */
export function read({ meaning }: Reading, reply: Reply): { readonly means: Meaning } | { readonly failed: Outcome } {
  const means = reply.kind === 'reply' ? meaning(reply) : null;
  return means === null ? { failed: failure(reply) } : { means };
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
