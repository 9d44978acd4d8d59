/**
 * Find, then delete each. Only records of which an address equals the person's are touched; whoever else a search answers
 * with is left alone.
 */
import * as z from 'zod/mini';
import { failure } from '../../../core/status/outcome';
import { normalForm, parseEmail } from '../../../core/person/email';
import type { Answer } from '../../../core/reply/reply';
import type { Calls } from '../calls';
import { Ending, POSTPONED, UNEXPECTED } from '../ending';
import type { Subject } from '../provider';
import type { Meaning } from '../replies';
import type { Request } from '../request';
import { DONE } from '../remember';
import type { Deletion, FindThenDelete } from './kinds';

/** A record that a search found, with every address that it carries. */
export interface Hit {
  readonly id: string | number;
  readonly emails: readonly unknown[];
}

/** What a search found. `total`: how many there are, where the vendor tells; more than are listed is no answer. */
export interface Found {
  readonly hits: readonly Hit[];
  readonly total?: number | undefined;
}

export interface Find {
  readonly request: (person: Subject) => Request;
  /** What the answer lists; null where it does not read as documented. See {@link found}. */
  readonly reads: (answer: Answer) => Found | null;
  /** The name under which the account's own records stand: nothing in them is an error of the search. */
  readonly records: string;
  /** Nobody found means that nobody is there. */
  readonly seesEverybody: boolean;
  /** The search is for exactly this address: anybody else in its answer says that it was not understood. */
  readonly isExact?: boolean;
  /** An answer that lists a person of this address, as the vendor documents it. */
  readonly example: (email: string) => unknown;
}

const Ids = z.array(z.union([z.string(), z.number()]));

/** More records of one address than this is a mistake in the settings, not a person. */
const MOST_HITS = 20;

/** Reads an answer by its schema. */
export const found =
  <S extends z.ZodMiniType>(schema: S, list: (answer: z.infer<S>) => Found) =>
  ({ json }: Answer): Found | null => {
    const parsed = z.safeParse(schema, json);
    return parsed.success ? list(parsed.data) : null;
  };

/** The value of a field whose name an account may write in letters of either size. */
export const inAnyCase = (fields: Readonly<Record<string, unknown>>, field: string): unknown =>
  Object.entries(fields).find(([name]) => name.toLowerCase() === field.toLowerCase())?.[1];

const isOf =
  ({ email }: Pick<Subject, 'email'>) =>
  ({ emails }: Hit): boolean =>
    emails.some((one) => {
      const parsed = typeof one === 'string' ? parseEmail(one) : null;
      return parsed !== null && normalForm(parsed) === normalForm(email);
    });

/** Those of the records that carry the person's address. @throws Ending where there are more than any person has */
export function hitsOf<H extends Hit>(hits: readonly H[], person: Pick<Subject, 'email'>): H[] {
  const own = hits.filter(isOf(person));
  if (own.length > MOST_HITS) throw new Ending(UNEXPECTED);
  return own;
}

/** Searches. @returns the ids of the person's records @throws Ending where the answer is not documented, or a part */
async function search(calls: Calls, find: Find, person: Subject): Promise<Hit['id'][]> {
  const reply = await calls.send('find', find.request(person), {
    source: 'the declared search',
    // A search may count nobody.
    allows: ({ kind, at: [name] }) => kind === 'nobody' || name === find.records,
  });
  if (reply.kind !== 'reply' || reply.status < 200 || reply.status >= 300) throw new Ending(failure(reply));
  const answer = find.reads(reply);
  if (answer === null) throw new Ending(UNEXPECTED);
  const { hits, total = 0 } = answer;
  const own = hitsOf(hits, person);
  const isMisunderstood = find.isExact === true && own.length < hits.length;
  // Whoever is not listed would stay.
  if (isMisunderstood || total > hits.length) throw new Ending(UNEXPECTED);
  return own.map(({ id }) => id);
}

/** How the deletions of a record are told apart in logs. */
export const deletionOp = (index: number): string => (index === 0 ? 'delete' : `delete-${String(index + 1)}`);

/** Waits between deletions, beyond the end of this attempt. @throws Ending while it is too early */
async function waitFor({ memory, now }: Calls, name: string, afterSeconds: number | undefined): Promise<void> {
  if (afterSeconds === undefined) return;
  const until = await memory.remember(`wait ${name}`, z.number(), () => now() + afterSeconds * 1000);
  if (now() < until) throw new Ending({ ...POSTPONED, afterSeconds: Math.ceil((until - now()) / 1000) });
}

/**
 * The deletions of one record, in their order; only the last says that it is gone. One that a deletion before it has found,
 * in this attempt or an earlier one, and that the last finds no more, is not known to be gone.
 */
async function deleteRecord(calls: Calls, id: Hit['id'], deletions: readonly Deletion[]): Promise<Meaning> {
  const { memory, ask } = calls;
  const known = `there ${String(id)}`;
  let wasThere = await memory.isEarlier(known);
  let means: Meaning = 'absent';
  for (const [index, { replies, afterSeconds, ...request }] of deletions.entries()) {
    await waitFor(calls, `${String(id)} ${String(index)}`, afterSeconds);
    means = await ask(deletionOp(index), request, replies);
    const isLast = index === deletions.length - 1;
    if (!isLast && means === 'deleted') wasThere = await memory.remember(known, DONE, () => true);
  }
  if (wasThere && means !== 'deleted') throw new Ending(UNEXPECTED);
  return means;
}

/**
 * Finds a person's records and deletes each. What an earlier attempt found is gone on with, and that the vendor said
 * "deleted" of one of them is remembered before the next call.
 */
export async function findThenDelete(calls: Calls, erase: FindThenDelete, person: Subject): Promise<Meaning> {
  const { memory } = calls;
  const ids = await memory.remember('hits', Ids, () => search(calls, erase.find, person));
  if (ids.length === 0 && !erase.find.seesEverybody) throw new Ending(UNEXPECTED);
  let isDeleted = ids.length > 0 && (await memory.isEarlier('deleted'));
  for (const [nth, id] of ids.entries()) {
    const deletions = [erase.delete({ id, emails: [person.email] })].flat();
    if ((await deleteRecord(calls, id, deletions)) !== 'deleted') continue;
    isDeleted = true;
    if (nth < ids.length - 1) await memory.remember('deleted', DONE, () => true);
  }
  return isDeleted ? 'deleted' : 'absent';
}
