/**
 * A look-up that says later whether a person is still there. Its silence is believed only once it has shown somebody.
 */
import { DEEPEST } from '../../core/reply/doubts';
import { tellsOfMore } from '../../core/reply/more';
import type { Answer, Documented } from '../../core/reply/reply';
import type { Checked } from '../../core/erasure/questions';
import { type Email, normalForm, parseEmail } from '../../core/person/email';
import type { Person } from '../../core/person/person';
import type { Send } from './calls';
import { isAsDescribed, isDescribed } from './described';
import { filledIn } from './encode';
import type { ProviderContext } from './provider';
import type { Request } from './request';

export interface LookUp {
  readonly request: (person: Person) => Request;
  /** Whether this is how it answers about somebody it does not know; null: nobody has said how. */
  readonly isNobody: ((answer: Answer) => boolean) | null;
  readonly documented?: Documented;
  /** What it is told by: one that was set up differently has to show somebody anew. */
  readonly key: string;
}

/** Whether an answer lists a part only of what there is. */
const isPart = ({ status, json }: Answer): boolean => status < 300 && tellsOfMore(json, 0);

/**
 * A look-up whose URL an admin pasted, with a mark where the address goes, and of which they said how it answers about
 * somebody it does not know; null where there is none.
 */
export const pastedLookUp = (url: string | undefined, mark: string, unknown = ''): LookUp | null =>
  url === undefined
    ? null
    : {
        request: ({ email }) => ({ method: 'GET', url: filledIn(url, mark, email) }),
        isNobody: unknown === '' ? null : (answer) => isAsDescribed(answer, unknown) && !isPart(answer),
        documented: {
          source: 'the admin’s settings',
          allows: (doubt, answer) => isAsDescribed(answer, unknown) && isDescribed(unknown, doubt),
        },
        key: `${url}\n${unknown}`,
      };

/** Whether a reply holds an address, wherever it stands in it. */
function holds(json: unknown, email: Email): boolean {
  const wanted = normalForm(email);
  const left: { readonly value: unknown; readonly depth: number }[] = [{ value: json, depth: 0 }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') {
      const found = parseEmail(value);
      if (found !== null && normalForm(found) === wanted) return true;
    } else if (typeof value === 'object' && value !== null && depth < DEEPEST)
      for (const inner of Object.values(value)) left.push({ value: inner, depth: depth + 1 });
  }
  return false;
}

type Known = ProviderContext['lookUps'];

/** Asks for a person, and remembers of the look-up that it shows people. */
export async function lookFor(lookUp: LookUp, send: Send, known: Known, person: Person): Promise<Checked> {
  const { request, isNobody, documented, key } = lookUp;
  const reply = await send('look-up', request(person), documented);
  if (reply.kind !== 'reply') return 'unknown';
  const isSuccess = reply.status >= 200 && reply.status < 300;
  if (isSuccess && holds(reply.json ?? reply.text, person.email)) {
    if (!(await known.hasShown(key))) await known.noteShown(key);
    return 'still-there';
  }
  return isNobody?.(reply) === true && (await known.hasShown(key)) ? 'gone' : 'unknown';
}

/** Before the first call, while the person is there: a look-up that works can show it. */
export async function showOnce(lookUp: LookUp, send: Send, known: Known, person: Person): Promise<void> {
  if (lookUp.isNobody !== null && !(await known.hasShown(lookUp.key))) await lookFor(lookUp, send, known, person);
}
