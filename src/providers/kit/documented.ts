/**
 * What a declaration documents: every call with every reply, for the conformance tests and the simulated vendors.
 */
import type { Email } from '../../core/person/email';
import { type Declaration, withSettings } from './declare';
import { deletionOp, untilOp } from './erase/find';
import type { Deletion, Erase, FindThenDelete } from './erase/kinds';
import type { Find, Listing } from './erase/search';
import type { Test } from './declare';
import { type Look, looksOf } from './look';
import { type DocumentedReply, documentedIn } from './replies';
import type { Fields, SettingsOf } from './fields';

/** A call as the vendor documents it. `op` names it in logs. */
export interface DocumentedCall {
  readonly op: string;
  readonly kind:
    'sign-in' | 'test' | 'list' | 'find' | 'addresses' | 'wait' | 'delete' | 'erase' | 'look' | 'ask' | 'invite';
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
const SOMEBODY = { email: 'somebody@example.com' as Email, erasureId: '' };
const ok = (body: unknown) => () => ({ status: 200, body });

const listing = (what: string, { example }: Listing, kind: Kind = 'list'): Described => ({
  kind,
  what,
  goesOn: ok(example),
});

function callsOfFind(find: Find): Described[] {
  return [
    {
      kind: 'find',
      replies: documentedIn(find.nobody ?? {}),
      goesOn: (email) => ({ status: 200, body: find.example(email) }),
    },
    ...(find.addresses === undefined
      ? []
      : [listing('addresses', find.addresses({ id: A_RECORD, emails: [] }), 'addresses')]),
    ...(find.owner === undefined ? [] : [listing('owner', find.owner)]),
  ];
}

const deletionsOf = (erase: FindThenDelete): readonly Deletion[] =>
  'deleteTogether' in erase
    ? [erase.deleteTogether([A_RECORD], SOMEBODY)].flat()
    : [erase.delete({ id: A_RECORD, emails: [] })].flat();

const callsOfDeletion = ({ replies, until }: Deletion, index: number): Described[] => [
  ...(until === undefined
    ? []
    : [{ kind: 'wait', what: untilOp(index), goesOn: ok(until.ready.example) } satisfies Described]),
  { kind: 'delete', what: deletionOp(index), replies: documentedIn(replies) },
];

function callsOf(erase: Erase): Described[] {
  if ('each' in erase) {
    const calls = erase.each.flatMap((one) => callsOf(one.erase));
    // Each of them is made once for every item.
    return calls.filter(
      ({ kind, what }, index) => index === calls.findIndex((c) => c.kind === kind && c.what === what),
    );
  }
  if ('eachOf' in erase) return [listing('list', erase.eachOf), ...callsOf(erase.erase(A_RECORD))];
  if ('start' in erase)
    return [
      ...(erase.find === undefined ? [] : callsOfFind(erase.find)),
      { kind: 'erase', goesOn: ok(erase.examples.started) },
      { kind: 'ask', goesOn: ok(erase.examples.done) },
    ];
  if ('find' in erase) return [...callsOfFind(erase.find), ...deletionsOf(erase).flatMap(callsOfDeletion)];
  return 'replies' in erase ? [{ kind: 'erase', replies: documentedIn(erase.replies) }] : [];
}

const callsOfLook = (look: Look): Described[] =>
  'counts' in look
    ? [
        {
          kind: 'look',
          replies: documentedIn(look.nobody ?? {}),
          goesOn: (email) => ({ status: 200, body: look.example(email) }),
        },
      ]
    : [];

const callsOfTest = ({ shows, grants, orElse }: Test, what = 'test'): Described[] => [
  { kind: 'test', what, goesOn: ok(shows?.example ?? grants?.example ?? {}) },
  ...(orElse === undefined ? [] : callsOfTest(orElse, 'test-2')),
];

/** Every call of a declaration with these settings, in the order in which they are made. */
export function documentedCalls<F extends Fields>(declared: Declaration<F>, settings: SettingsOf<F>): DocumentedCall[] {
  const session = declared.session?.(settings);
  const test = withSettings(declared.test, settings);
  const erase = withSettings(declared.erase, settings);
  const invite = withSettings(declared.invite, settings);
  const look = typeof declared.look === 'function' ? declared.look(settings) : declared.look;
  const described: Described[] = [
    ...(session === undefined ? [] : [{ kind: 'sign-in', goesOn: ok(session.example) } as const]),
    ...(test === undefined ? [] : callsOfTest(test)),
    ...(erase === undefined ? [] : callsOf(erase)),
    ...(looksOf(look, erase) ?? []).flatMap(callsOfLook),
    ...(invite === undefined ? [] : [{ kind: 'invite', replies: documentedIn(invite.replies) } as const]),
  ];
  const declined = documentedIn(declared.declines ?? {});
  return described.map(({ kind, what = kind, replies = [], goesOn = null }) => ({
    ...{ op: `${declared.id}.${what}`, kind, goesOn },
    replies: [...replies, ...declined],
  }));
}
