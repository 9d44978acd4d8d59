/**
 * What a declaration documents: every call with every reply, for the conformance tests and the simulated vendors.
 */
import type { Email } from '../../core/person/email';
import type { Call } from '../../ports/http';
import { type Declaration, type Test, withSettings } from './declare';
import { deletionOp, untilOp } from './erase/find';
import type { Deletion, Erase, FindThenDelete, ForMany, Job } from './erase/kinds';
import { isForMany } from './erase/many';
import type { Find, Listing } from './erase/search';
import { path } from './encode';
import { answerWith, type Example, exampleWith, nobodyIn, type Searching } from './examples';
import type { Fields, SettingsOf } from './fields';
import type { Look } from './look';
import type { LookUp } from './look-up';
import type { Subject } from './provider';
import { type DocumentedReply, documentedIn, isDeclined } from './replies';
import { bearer, type Request, toCall } from './request';

/** Whom a call is about, by which record's or job's id, signed in with which token; and an id and a time of the caller's own. */
export interface About {
  readonly people: readonly Subject[];
  readonly id: string;
  readonly token: string;
  readonly uuid: string;
  readonly at: number;
}

/** A call as the vendor documents it. `op` names it in logs. */
export interface DocumentedCall {
  readonly op: string;
  readonly kind:
    | ('sign-in' | 'test' | 'list' | 'find' | 'addresses' | 'wait')
    | ('delete' | 'erase' | 'look' | 'look-up' | 'ask' | 'invite');
  /** The requests themselves, as they are sent: one for each item of a list. */
  readonly requests: (about: About) => readonly Call[];
  /** Replies that have a meaning for the person. */
  readonly replies: readonly DocumentedReply[];
  /**
   * The reply with which the calls behind it go on, where it has no meaning by itself.
   * @param email the person's @param id the record's or the job's; missing: the one of the vendor's example
   */
  readonly goesOn: ((email: string, id?: string) => Example) | null;
  /** The reply of a search that finds nobody; null where the call is none. */
  readonly nobody: Example | null;
  /** The reply to somebody whose key is not valid. */
  readonly rejected: Example;
  /** A status that refuses all of a batch for one bad address. */
  readonly splitOn: number | undefined;
}

type Kind = DocumentedCall['kind'];
interface Described extends Partial<Pick<DocumentedCall, 'replies' | 'goesOn' | 'nobody' | 'splitOn'>> {
  readonly kind: Kind;
  readonly what?: string;
  readonly asks: (about: About) => readonly Request[];
}

const A_RECORD = 7;
const SOMEBODY: Subject = { email: 'somebody@example.com' as Email, erasureId: '' };
const ok = (body: unknown) => (): Example => ({ status: 200, body });
const UNAUTHORISED: Example = { status: 401, body: undefined };
const personOf = ([person = SOMEBODY]: readonly Subject[]): Subject => ({ firstAskedAt: 0, ...person });

const listing = (what: string, { request, example }: Listing, kind: Kind = 'list'): Described => ({
  ...{ kind, what, asks: () => [request], goesOn: ok(example) },
});

/** The first reply that says that nobody is there. */
function absentIn(replies: readonly DocumentedReply[]): Example | null {
  const absent = replies.find(({ means }) => means === 'absent');
  return absent === undefined ? null : { status: absent.status, body: absent.body };
}

/** A search, by whatever it is asked for people. */
function callOfFind(find: Searching, asks: Described['asks']): Described {
  const replies = documentedIn(find.nobody ?? {});
  const about: About = { people: [SOMEBODY], id: '', token: '', uuid: '', at: 0 };
  const [request = { method: 'GET', path: path`/` } as const] = asks(about);
  const idIn = (body: unknown) => find.reads(answerWith(body), request)?.hits[0]?.id;
  return {
    ...{ kind: 'find', replies, nobody: absentIn(replies) ?? nobodyIn(find, request), asks },
    goesOn: (email, id) => exampleWith(find.example(email), idIn(find.example(email)), id),
  };
}

function callsOfFind(find: Find): Described[] {
  return [
    callOfFind(find, ({ people }) => [find.request(personOf(people))].flat()),
    ...(find.addresses === undefined
      ? []
      : [listing('addresses', find.addresses({ id: A_RECORD, emails: [] }), 'addresses')]),
    ...(find.owner === undefined ? [] : [listing('owner', find.owner)]),
  ];
}

const deletionsOf = (erase: FindThenDelete, id: string | number, person: Subject): readonly Deletion[] =>
  'deleteTogether' in erase
    ? [erase.deleteTogether([id], person)].flat()
    : [erase.delete({ id, emails: [person.email] }, person)].flat();

/** What a deletion says of records that the search still finds, where it is made again: that nobody is there is no answer. */
const whileFound = (one: DocumentedReply): DocumentedReply =>
  one.means === 'absent' ? { ...one, means: { refused: 'unexpected-reply' } } : one;

function callsOfDeletions(erase: FindThenDelete): Described[] {
  const isFoundAgain = 'findsAgain' in erase && erase.findsAgain;
  const asked =
    (index: number, part: (deletion: Deletion) => Request | undefined) =>
    ({ id, people }: About): readonly Request[] => {
      const deletion = deletionsOf(erase, id, personOf(people))[index];
      return [deletion === undefined ? undefined : part(deletion)].filter((request) => request !== undefined);
    };
  const confirmedBy = 'delete' in erase ? erase.confirmedBy : undefined;
  const calls = deletionsOf(erase, A_RECORD, SOMEBODY).flatMap(({ replies, until }, index): Described[] => [
    ...(until === undefined
      ? []
      : [
          {
            ...{ kind: 'wait' as const, what: untilOp(index), goesOn: ok(until.ready.example) },
            replies: documentedIn(until.gone ?? {}),
            asks: asked(index, (deletion) => deletion.until),
          },
        ]),
    {
      ...{ kind: 'delete', what: deletionOp(index) },
      replies: isFoundAgain ? documentedIn(replies).map(whileFound) : documentedIn(replies),
      asks: asked(index, (deletion) => deletion),
    },
  ]);
  if (confirmedBy === undefined) return calls;
  const replies = documentedIn(confirmedBy(A_RECORD).replies);
  return [...calls, { kind: 'ask', what: 'confirm', replies, asks: ({ id }) => [confirmedBy(id)] }];
}

function callsOfJob({ find, start, ask, jobIn, examples: { started, done } }: Job): Described[] {
  return [
    ...(find === undefined ? [] : callsOfFind(find)),
    {
      kind: 'erase',
      asks: ({ people, id, ...ours }) => [start(personOf(people), { ids: find === undefined ? [] : [id], ...ours })],
      goesOn: (_, id) => exampleWith(started, jobIn(answerWith(started)), id),
    },
    { kind: 'ask', asks: ({ id }) => [ask(id)], goesOn: ok(done) },
  ];
}

/** The same call for every item of a list, as one. */
function together(calls: readonly Described[]): Described[] {
  const isSame = (a: Described, b: Described) => a.kind === b.kind && a.what === b.what;
  return calls
    .filter((call, index) => index === calls.findIndex((one) => isSame(one, call)))
    .map((call) => {
      const same = calls.filter((one) => isSame(one, call));
      return { ...call, asks: (about) => same.flatMap(({ asks }) => asks(about)) };
    });
}

function callsOfMany(erase: ForMany): Described[] {
  if ('parts' in erase) return together(erase.parts.flatMap(callsOfMany));
  if ('atMost' in erase)
    return [
      callOfFind(erase.find, ({ people }) => [erase.find.requestForAll(people)]),
      {
        kind: 'delete',
        replies: documentedIn(erase.deleteAll([A_RECORD]).replies),
        asks: ({ id }) => [erase.deleteAll([id])],
      },
    ];
  const replies = documentedIn(erase.replies);
  return [
    { kind: 'erase', replies, asks: ({ people }) => [erase.requestForAll(people)], splitOn: [erase.splitOn].flat()[0] },
  ];
}

function callsOf(erase: Erase): Described[] {
  if (isForMany(erase)) return callsOfMany(erase);
  if ('each' in erase) return together(erase.each.flatMap((one) => callsOf(one.erase)));
  if ('eachOf' in erase) {
    const { eachOf } = erase;
    const items = eachOf.reads(answerWith(eachOf.example)) ?? [A_RECORD];
    return [listing('list', eachOf), ...together(items.flatMap((item) => callsOf(erase.erase(item))))];
  }
  if ('start' in erase) return callsOfJob(erase);
  if ('find' in erase) return [...callsOfFind(erase.find), ...callsOfDeletions(erase)];
  if ('flow' in erase) return [];
  const replies = documentedIn(erase.replies);
  return [{ kind: 'erase', replies, asks: ({ people }) => [erase.request(personOf(people), 1)] }];
}

function callsOfLook(look: Look): Described[] {
  if (!('counts' in look))
    return callsOfFind(look).map((call) => ({ ...call, kind: 'look', what: call.what ?? call.kind }));
  const replies = documentedIn(look.nobody ?? {});
  return [
    {
      ...{ kind: 'look', replies, nobody: absentIn(replies) ?? { status: 200, body: look.exampleOfNobody } },
      asks: ({ people }) => [look.request(personOf(people))],
      goesOn: (email) => ({ status: 200, body: look.example(email) }),
    },
  ];
}

const callsOfTest = ({ shows, grants, places, orElse, ...request }: Test, what = 'test'): Described[] => [
  { kind: 'test', what, asks: () => [request], goesOn: ok((shows ?? grants ?? places)?.example ?? {}) },
  ...(orElse === undefined ? [] : callsOfTest(orElse, 'test-2')),
];

const NOBODY: readonly Example[] = [
  { status: 200, body: [] },
  { status: 404, body: undefined },
];

/** A look-up that an admin pasted, answering as they said that it does. */
function callOfLookUp({ request, isNobody }: LookUp): Described {
  const nobody = NOBODY.find(({ status, body }) => isNobody?.({ ...answerWith(body ?? ''), status }) === true);
  return {
    ...{ kind: 'look-up', nobody: nobody ?? { status: 404, body: undefined } },
    asks: ({ people }) => [request(personOf(people))],
    goesOn: (email) => ({ status: 200, body: [{ email }] }),
  };
}

/** The calls of a declaration with these settings, without what every call has in common. */
function describedIn<F extends Fields>(declared: Declaration<F>, settings: SettingsOf<F>): Described[] {
  const session = declared.session?.(settings);
  const test = withSettings(declared.test, settings);
  const erase = withSettings(declared.erase, settings);
  const invite = withSettings(declared.invite, settings);
  const lookUp = declared.followUp?.(settings) ?? null;
  const look = typeof declared.look === 'function' ? declared.look(settings) : declared.look;
  const described: Described[] = [];
  if (session !== undefined) {
    const { request, example } = session;
    const token = session.token(answerWith(example))?.value;
    described.push({ kind: 'sign-in', asks: () => [request], goesOn: (_, id) => exampleWith(example, token, id) });
  }
  if (test !== undefined) described.push(...callsOfTest(test));
  if (erase !== undefined) described.push(...callsOf(erase));
  // Where none is declared, it is the searches of the deletion that look.
  if (look != null) described.push(...callsOfLook(look));
  if (lookUp !== null) described.push(callOfLookUp(lookUp));
  if (invite !== undefined) {
    const replies = documentedIn(invite.replies);
    described.push({ kind: 'invite', replies, asks: ({ people }) => [invite.request(personOf(people))] });
  }
  return described;
}

/**
 * Every call of a declaration with these settings, in the order in which they are made. A flow is code, and documents
 * nothing.
 */
export function documentedCalls<F extends Fields>(declared: Declaration<F>, settings: SettingsOf<F>): DocumentedCall[] {
  const api = withSettings(declared.api, settings) ?? {};
  const session = declared.session?.(settings);
  const declined = documentedIn(declared.declines ?? {});
  const badKey = declined.find(
    ({ means }) => isDeclined(means) && 'refused' in means && means.refused === 'credentials',
  );
  const rejectedBy = session?.rejectedBy;
  const rejected: Example =
    rejectedBy === undefined ? (badKey ?? UNAUTHORISED) : { status: rejectedBy.status, body: rejectedBy.when.example };
  return describedIn(declared, settings).map(
    ({ kind, what = kind, asks, replies = [], goesOn = null, nobody = null, splitOn }) => {
      const op = `${declared.id}.${what}`;
      const isSignedIn = session !== undefined && kind !== 'sign-in';
      const requests = (about: About): readonly Call[] =>
        asks(about).map((asked) => {
          const headers = { ...asked.headers, ...(isSignedIn ? bearer(about.token) : {}) };
          return toCall(op, { ...asked, headers }, api);
        });
      return {
        ...{ op, kind, requests, goesOn, nobody, splitOn },
        replies: [...replies, ...declined],
        rejected: kind === 'sign-in' ? UNAUTHORISED : rejected,
      };
    },
  );
}
