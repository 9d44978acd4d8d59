/**
 * What a declaration documents: every call with every reply, for the conformance tests and the simulated vendors.
 */
import { type Declaration, withSettings } from './declare';
import { deletionOp } from './erase/find';
import type { Erase } from './erase/kinds';
import { type DocumentedReply, documentedIn } from './replies';
import type { Fields, SettingsOf } from './fields';

/** A call as the vendor documents it. `op` names it in logs. */
export interface DocumentedCall {
  readonly op: string;
  readonly kind: 'sign-in' | 'test' | 'find' | 'delete' | 'erase' | 'ask' | 'invite';
  /** Replies that have a meaning for the person. */
  readonly replies: readonly DocumentedReply[];
  /** The reply with which the calls behind it go on, where it has no meaning by itself. @param email the person's */
  readonly goesOn: ((email: string) => { readonly status: number; readonly body: unknown }) | null;
}

type Kind = DocumentedCall['kind'];
interface Described {
  readonly kind: Kind;
  readonly what?: string;
  readonly replies?: readonly DocumentedReply[];
  readonly goesOn?: DocumentedCall['goesOn'];
}

const A_RECORD = 7;

function callsOf(erase: Erase): Described[] {
  if ('each' in erase) return callsOf(erase.each[0]?.erase ?? { flow: () => Promise.resolve('absent') });
  if ('find' in erase) {
    const { find } = erase;
    const deletions = [erase.delete({ id: A_RECORD, emails: [] })].flat();
    return [
      { kind: 'find', goesOn: (email) => ({ status: 200, body: find.example(email) }) },
      ...deletions.map(({ replies }, index): Described => ({
        ...{ kind: 'delete', what: deletionOp(index), replies: documentedIn(replies) },
      })),
    ];
  }
  if ('start' in erase)
    return [
      { kind: 'erase', goesOn: () => ({ status: 200, body: erase.examples.started }) },
      { kind: 'ask', goesOn: () => ({ status: 200, body: erase.examples.done }) },
    ];
  return 'replies' in erase ? [{ kind: 'erase', replies: documentedIn(erase.replies) }] : [];
}

/** Every call of a declaration with these settings, in the order in which they are made. */
export function documentedCalls<F extends Fields>(declared: Declaration<F>, settings: SettingsOf<F>): DocumentedCall[] {
  const session = declared.session?.(settings);
  const test = withSettings(declared.test, settings);
  const erase = withSettings(declared.erase, settings);
  const invite = withSettings(declared.invite, settings);
  const described: Described[] = [
    ...(session === undefined
      ? []
      : [{ kind: 'sign-in', goesOn: () => ({ status: 200, body: session.example }) } as const]),
    ...(test === undefined
      ? []
      : [{ kind: 'test', goesOn: () => ({ status: 200, body: test.shows?.example ?? {} }) } as const]),
    ...(erase === undefined ? [] : callsOf(erase)),
    ...(invite === undefined ? [] : [{ kind: 'invite', replies: documentedIn(invite.replies) } as const]),
  ];
  return described.map(({ kind, what = kind, replies = [], goesOn = null }) => ({
    op: `${declared.id}.${what}`,
    kind,
    replies,
    goesOn,
  }));
}
