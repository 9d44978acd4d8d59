/**
 * How a provider's reply is read before its own file sees it, the same for all of them: a page, an error in a body, a body
 * that cannot be read and a count of nobody are no success, whatever the status says.
 */
import { type Doubt, doubtsIn, isTooDeep } from './doubts';
import { hasDuplicates } from './duplicates';
import { isPage } from './page';
import { type Header, readLimit } from './retry-after';

/** A call without a reply. */
interface Failed {
  readonly kind: 'failed';
  readonly reason: 'timeout' | 'unreachable' | 'insecure' | 'not-allowed' | 'too-large' | 'paused';
}

/** How a call over HTTP ended, as it came. */
export type Received =
  { readonly kind: 'reply'; readonly status: number; readonly header: Header; readonly text: string } | Failed;

/** A reply that its provider may take for what it documents. */
export interface Answer {
  readonly kind: 'reply';
  readonly status: number;
  readonly text: string;
  /** The body parsed as JSON; `undefined` where it is none. */
  readonly json: unknown;
  readonly limit: ReturnType<typeof readLimit>;
}

/** How a call ended, as it was read. */
export type Reply =
  | Answer
  /** No success, and no absence either, whatever its provider would make of it. */
  | (Pick<Answer, 'status' | 'limit'> & { readonly kind: 'unexpected' })
  | Failed;

/**
 * A shape of reply that a vendor documents, or an admin describes, although it reads like an error or like nobody.
 * `source`: where it is written.
 */
export interface Documented {
  readonly source: string;
  readonly allows: (doubt: Doubt, answer: Answer) => boolean;
}

/**
 * A vendor who documents no reply at all: an answer that proves nothing is taken for what it is, a call that was taken.
 * Never for a call whose success would mean that somebody is deleted.
 */
export const UNDOCUMENTED: Documented = {
  source: 'none: the vendor documents no replies',
  allows: ({ kind, at }) => kind === 'later' || (kind === 'nobody' && at.length === 0),
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Bytes that are no text: compressed, or of another encoding. */
// eslint-disable-next-line no-control-regex -- exactly these are meant
const BINARY = /[\u0000-\u0008\u000e-\u001f]/;
const BEGINS_AS_JSON = /^\s*(?:\{\s*(?:["}]|$)|\[\s*(?:[[{"\]\d-]|$))/;

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** Whether a body cannot be what any vendor documents: a page, one that is nested too deep or says two things, or no text. */
const isUnreadable = (contentType: string, text: string, json: unknown): boolean =>
  isPage(contentType, text) ||
  (typeof json === 'string' && isPage('', json)) ||
  isTooDeep(json) ||
  hasDuplicates(text, json) ||
  BINARY.test(text);

/** Reads a reply. @param documented what is no error in a reply to this call */
export function readReply(received: Received, now: number, documented?: Documented): Reply {
  if (received.kind === 'failed') return received;
  const { status, header } = received;
  const text = received.text.replace(/^\uFEFF+/, '');
  const limit = readLimit(status, header, now);
  const unexpected: Reply = { kind: 'unexpected', status, limit };
  const json = parsed(text);
  // What has no content has no type either, whatever is said of it: some servers name the one of their pages.
  const type = status === 204 && text === '' ? '' : (header('content-type') ?? '');
  if (isUnreadable(type, text, json)) return unexpected;
  const answer: Answer = { kind: 'reply', status, text, json, limit };
  if (!isSuccess(status)) return answer;
  // Begun and not ended: a part of what was asked.
  if (json === undefined && BEGINS_AS_JSON.test(text)) return unexpected;
  const doubts = doubtsIn(text, json).filter((doubt) => documented?.allows(doubt, answer) !== true);
  return doubts.length === 0 ? answer : unexpected;
}
