/**
 * Looking: what a provider holds of a person, asked without changing anything there.
 */
import { failure } from '../../core/status/outcome';
import type { Answer } from '../../core/reply/reply';
import type { Calls, Send } from './calls';
import { Ending, UNEXPECTED } from './ending';
import type { Erase } from './erase/kinds';
import { isForMany } from './erase/many';
import { type Find, search } from './erase/search';
import type { Looked, Subject } from './provider';
import { read, readingOf, type Replies } from './replies';
import type { Request } from './request';

/** A question whose answer is a count, about this person alone. */
export interface Count {
  readonly request: (person: Subject) => Request;
  /** How many records the answer tells of; null where it does not read as documented. */
  readonly counts: (answer: Answer, person: Subject) => number | null;
  /** The names under which the account's own records stand: nothing in them is an error of the question. */
  readonly records?: string | readonly string[];
  /** Other replies that say that nobody is there, such as a 404. */
  readonly nobody?: Replies;
  readonly asksByPost?: Find['asksByPost'];
  /** An answer that counts a person of this address, as the vendor documents it. */
  readonly example: (email: string) => unknown;
  /** An answer that counts nobody; missing: `nobody` says so. */
  readonly exampleOfNobody?: unknown;
}

/** How a provider is asked what it holds. Never a call that has a side effect there, such as a block list. */
export type Look = Find | Count;

/** Every search by which a way of erasing finds people; null where it does not search, or only a part of it does. */
function searchesOf(erase: Erase): readonly Find[] | null {
  if ('each' in erase) {
    const parts = erase.each.map((one) => searchesOf(one.erase));
    return parts.length > 0 && parts.every((part) => part !== null) ? parts.flat() : null;
  }
  return 'find' in erase && !isForMany(erase) ? [erase.find] : null;
}

/** How people are looked for: as it is declared, else by the searches of the deletion. Null: it cannot be asked. */
export const looksOf = (declared: Look | null | undefined, erase: Erase | undefined): readonly Look[] | null =>
  declared !== undefined ? declared && [declared] : erase === undefined ? null : searchesOf(erase);

/** Sends what only asks. @throws TypeError for everything else, before it is sent */
const asking =
  (send: Send, { asksByPost }: Look): Send =>
  (what, request, documented) => {
    const isQuestion = request.method === 'GET' || (request.method === 'POST' && asksByPost === true);
    if (!isQuestion) throw new TypeError('a look changes nothing');
    return send(what, request, documented);
  };

async function countOf(calls: Calls, look: Look, person: Subject): Promise<number> {
  if (!('counts' in look)) {
    const { length } = await search(calls, look, person);
    if (length === 0 && !look.seesEverybody) throw new Ending(UNEXPECTED);
    return length;
  }
  const { request, counts, records = [], nobody = {} } = look;
  const none = readingOf(nobody);
  const reply = await calls.send('look', request(person), {
    source: 'the declared look-up',
    allows: (doubt, answer) =>
      doubt.kind === 'nobody' ||
      [records].flat().includes(doubt.at[0] ?? '') ||
      none.documented?.allows(doubt, answer) === true,
  });
  const said = read(none, reply);
  if ('means' in said && said.means === 'absent') return 0;
  if (reply.kind !== 'reply' || reply.status < 200 || reply.status >= 300) throw new Ending(failure(reply));
  const counted = counts(reply, person);
  if (counted === null) throw new Ending(UNEXPECTED);
  return counted;
}

/** What a provider holds of a person. @throws Ending where it does not say */
export async function lookAt(calls: Calls, looks: readonly Look[], person: Subject): Promise<Looked> {
  let records = 0;
  for (const look of looks) records += await countOf({ ...calls, send: asking(calls.send, look) }, look, person);
  return records === 0 ? { kind: 'nobody' } : { kind: 'found', records };
}
