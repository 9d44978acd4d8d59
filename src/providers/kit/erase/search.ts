/**
 * A search for a person's records. Only those of which an address equals the person's are theirs; whoever else a search
 * answers with is left alone.
 */
import * as z from 'zod/mini';
import { failure } from '../../../core/status/outcome';
import { normalForm, parseEmail } from '../../../core/person/email';
import type { Answer, Documented } from '../../../core/reply/reply';
import type { Calls } from '../calls';
import { Ending, UNEXPECTED } from '../ending';
import type { Subject } from '../provider';
import { read, readingOf, type Replies } from '../replies';
import type { Request } from '../request';

/** Whom no erasure touches unless an admin chose so: who works there, and whose key it is. */
export type Guarded = 'agent' | 'admin' | 'employee' | 'owner';

/** A record that a search found, with every address that it carries. */
export interface Hit {
  readonly id: string | number;
  readonly emails: readonly unknown[];
  /** What the account is, where it is one that is guarded. */
  readonly guarded?: Guarded | null;
}

/**
 * What a search found. `total`: how many there are, where the vendor tells; more than are listed, on all pages together,
 * is no answer. `next`: asks for the next page.
 */
export interface Found {
  readonly hits: readonly Hit[];
  readonly total?: number | undefined;
  readonly next?: Request | undefined;
}

/** A call of which the answer is a list of ids or addresses; null where it does not read as documented. */
export interface Listing {
  readonly request: Request;
  readonly reads: (answer: Answer) => readonly (string | number)[] | null;
  /** Such an answer, as the vendor documents it. */
  readonly example: unknown;
}

export interface Find {
  /** One request; or several, of which each answers with a part: spellings, states, kinds of record. */
  readonly request: (person: Subject) => Request | readonly Request[];
  /** What the answer lists; null where it does not read as documented. See {@link found}. */
  readonly reads: (answer: Answer, request: Request) => Found | null;
  /** The names under which the account's own records stand: nothing in them is an error of the search. Null: it is a list of them. */
  readonly records: string | readonly string[] | null;
  /** Nobody found means that nobody is there. */
  readonly seesEverybody: boolean;
  /** The search is for exactly this address: anybody else in its answer says that it was not understood. */
  readonly isExact?: boolean;
  /** Other replies that say that nobody is there, such as a 404. */
  readonly nobody?: Replies;
  /** Every address of a record, where the search lists only one of them. Asked for records that carry another address. */
  readonly addresses?: (hit: Hit) => Listing;
  /** It is asked by a POST that its vendor documents as a search. Looking sends no other. */
  readonly asksByPost?: true;
  /** Whom of those who are guarded the admin chose to have erased. */
  readonly mayErase?: readonly Guarded[];
  /** The ids of whoever the key belongs to. */
  readonly owner?: Listing;
  /** An answer that lists a person of this address, as the vendor documents it. */
  readonly example: (email: string) => unknown;
}

/** More records of one address than this is a mistake in the settings, not a person. */
const MOST_HITS = 20;
/** More pages than this are no answer to a search for one person. */
const MOST_PAGES = 10;

/** Reads an answer by its schema. */
export const found =
  <S extends z.ZodMiniType>(schema: S, list: (answer: z.infer<S>, request: Request) => Found) =>
  ({ json }: Answer, request: Request): Found | null => {
    const parsed = z.safeParse(schema, json);
    return parsed.success ? list(parsed.data, request) : null;
  };

/** Reads ids or addresses from an answer by its schema. */
export const listed =
  <S extends z.ZodMiniType, T extends string | number>(schema: S, list: (answer: z.infer<S>) => readonly T[]) =>
  ({ json }: Answer): readonly T[] | null => {
    const parsed = z.safeParse(schema, json);
    return parsed.success ? list(parsed.data) : null;
  };

/** The value of a field whose name an account may write in letters of either size. */
export const inAnyCase = (fields: Readonly<Record<string, unknown>>, field: string): unknown =>
  Object.entries(fields).find(([name]) => name.toLowerCase() === field.toLowerCase())?.[1];

const isOf = (emails: readonly unknown[], { email }: Pick<Subject, 'email'>): boolean =>
  emails.some((one) => {
    const parsed = typeof one === 'string' ? parseEmail(one) : null;
    return parsed !== null && normalForm(parsed) === normalForm(email);
  });

/** Those of the records that carry the person's address. @throws Ending where there are more than any person has */
export function hitsOf<H extends Hit>(hits: readonly H[], person: Pick<Subject, 'email'>): H[] {
  const own = hits.filter(({ emails }) => isOf(emails, person));
  if (own.length > MOST_HITS) throw new Ending(UNEXPECTED);
  return own;
}

/** What the answer of a search is read by. */
type Reads = Pick<Find, 'reads' | 'records' | 'nobody'>;

/** What is no error in the answer of a search: a count of nobody, and whatever stands in an account's own records. */
const documentedBy = ({ records, nobody = {} }: Reads): Documented => ({
  source: 'the declared search',
  allows: (doubt, answer) =>
    doubt.kind === 'nobody' ||
    (records === null ? /^\d+$/.test(doubt.at[0] ?? '') : [records].flat().includes(doubt.at[0] ?? '')) ||
    readingOf(nobody).documented?.allows(doubt, answer) === true,
});

/** One page of a search. @throws Ending where the answer is not documented */
export async function pageOf({ send }: Calls, find: Reads, request: Request): Promise<Found> {
  const reply = await send('find', request, documentedBy(find));
  const none = read(readingOf(find.nobody ?? {}), reply);
  if ('means' in none && none.means === 'absent') return { hits: [] };
  if (reply.kind !== 'reply' || reply.status < 200 || reply.status >= 300) throw new Ending(failure(reply));
  const answer = find.reads(reply, request);
  if (answer === null) throw new Ending(UNEXPECTED);
  return answer;
}

/** All pages of a search. @throws Ending where they are no end, or list a part of what there is */
async function pagesOf(calls: Calls, find: Find, first: Request): Promise<Hit[]> {
  const hits: Hit[] = [];
  let most = 0;
  let next: Request | undefined = first;
  for (let pages = 0; next !== undefined; pages += 1) {
    if (pages === MOST_PAGES) throw new Ending(UNEXPECTED);
    const page: Found = await pageOf(calls, find, next);
    hits.push(...page.hits);
    most = Math.max(most, page.total ?? 0);
    next = page.next;
  }
  // Whoever is not listed would stay.
  if (most > hits.length) throw new Ending(UNEXPECTED);
  return hits;
}

/** What a listing lists. @throws Ending where the answer is not documented */
export async function listOf({ send }: Calls, what: string, { request, reads }: Listing): Promise<readonly unknown[]> {
  const reply = await send(what, request);
  const listed = reply.kind === 'reply' && reply.status === 200 ? reads(reply) : null;
  if (listed === null) throw new Ending(failure(reply));
  return listed;
}

/** The hit with every address of it, where the search lists only one and that is another's. */
async function withAddresses(calls: Calls, find: Find, person: Subject, hit: Hit): Promise<Hit> {
  if (find.addresses === undefined || isOf(hit.emails, person)) return hit;
  return { ...hit, emails: await listOf(calls, 'addresses', find.addresses(hit)) };
}

/** Every record of a person. @throws Ending where the answer is not documented, or a part */
export async function search(calls: Calls, find: Find, person: Subject): Promise<Hit[]> {
  const hits = new Map<string, Hit>();
  for (const request of [find.request(person)].flat())
    for (const hit of await pagesOf(calls, find, request)) hits.set(String(hit.id), hit);
  if (find.addresses !== undefined && hits.size > MOST_HITS) throw new Ending(UNEXPECTED);
  const whole: Hit[] = [];
  for (const hit of hits.values()) whole.push(await withAddresses(calls, find, person, hit));
  const own = hitsOf(whole, person);
  if (find.isExact === true && own.length < whole.length) throw new Ending(UNEXPECTED);
  return own;
}

/** @throws Ending where one of a person's records is guarded, and no admin chose to have such people erased */
export async function assertErasable(
  calls: Calls,
  { mayErase = [], owner }: Find,
  hits: readonly Hit[],
): Promise<void> {
  const staff = { kind: 'refused', reason: 'staff-account' } as const;
  if (hits.some(({ guarded }) => guarded != null && !mayErase.includes(guarded))) throw new Ending(staff);
  if (owner === undefined || hits.length === 0) return;
  const owners = (await listOf(calls, 'owner', owner)).map(String);
  if (hits.some(({ id }) => owners.includes(String(id)))) throw new Ending(staff);
}
