/**
 * What holds for every provider, made from its declaration: every reply that its vendor documents says what it is
 * declared to say, and nothing else is a success. A provider's own test file holds what is its own.
 */
import type { Outcome } from '../../src/core/status/outcome';
import type { Provider } from '../../src/providers/kit';
import type { DocumentedCall } from '../../src/providers/kit/documented';
import { together } from '../../src/providers/kit/erase/together';
import { type Declined, type DocumentedReply, isDeclined, type Meaning } from '../../src/providers/kit/replies';
import { type ByOp, byOp } from '../support/by-op';
import { derived } from '../support/derived';
import { JANE, NEVER, SELDOM } from '../support/hostile-bodies';
import { crowd, person } from '../support/people';
import type { Scripted } from '../support/vendor';
import { taskConformance } from './task-conformance';

const GOOD = ['deleted', 'absent', 'accepted', 'registered'];

/** What a status means that a vendor does not document. */
const UNDOCUMENTED: Readonly<Record<number, Partial<Outcome>>> = {
  ...Object.fromEntries([200, 201, 202, 204, 206].map((s) => [s, { kind: 'refused', reason: 'unexpected-reply' }])),
  ...Object.fromEntries([301, 302, 303, 307].map((s) => [s, { kind: 'refused', reason: 'redirected' }])),
  ...Object.fromEntries([400, 405, 409, 410, 415, 422].map((s) => [s, { kind: 'refused' }])),
  ...Object.fromEntries([401, 403].map((s) => [s, { kind: 'refused', reason: 'credentials' }])),
  404: { kind: 'refused', reason: 'not-found' },
  ...Object.fromEntries([408, 425].map((s) => [s, { kind: 'retry', reason: 'timeout' }])),
  429: { kind: 'retry', reason: 'rate-limited' },
  ...Object.fromEntries([500, 502, 503, 504].map((s) => [s, { kind: 'retry', reason: 'server-error' }])),
};

const thrown = (name: string, message = `${JANE} ${name}`): Scripted => ({
  throws: Object.assign(new Error(message), { name }),
});

/** Replies that are none, or say when to come back. */
const FAILURES: readonly [string, Scripted, Partial<Outcome>][] = [
  ['nothing in time', thrown('TimeoutError'), { kind: 'retry', reason: 'timeout' }],
  ['a broken connection', { throws: new TypeError(`fetch failed ${JANE}`) }, { kind: 'retry', reason: 'unreachable' }],
  [
    'a host that is not allowed',
    thrown('ExternalEndpointNotAllowedError', 'REQUEST_EGRESS_ALLOWLIST_ERR'),
    { kind: 'refused', reason: 'not-allowed' },
  ],
  ['429 and seconds', { status: 429, headers: { 'retry-after': '120' } }, { kind: 'retry', afterSeconds: 120 }],
  [
    '429 and a date',
    { status: 429, headers: { 'retry-after': 'Sun, 22 Nov 2026 10:05:00 GMT' } },
    { kind: 'retry', afterSeconds: 300 },
  ],
  ...[{ 'retry-after': '2' }, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2' }].map(
    (headers): [string, Scripted, Partial<Outcome>] => [
      `403 and ${JSON.stringify(headers)}`,
      { status: 403, headers, body: { message: 'You have exceeded a secondary rate limit.' } },
      { kind: 'retry', reason: 'rate-limited', afterSeconds: 2 },
    ],
  ),
  ['a megabyte', { status: 200, body: 'x'.repeat(1_000_001) }, { kind: 'refused', reason: 'unexpected-reply' }],
];

/** Replies that say something of the person: those by which the vendor declines do not. */
const saidBy = ({ replies }: DocumentedCall): readonly (DocumentedReply & { readonly means: Meaning })[] =>
  replies.flatMap((one) => (isDeclined(one.means) ? [] : [{ ...one, means: one.means }]));

const wellOf = (call: DocumentedCall): Scripted => {
  const [first] = call.replies;
  return call.goesOn?.(JANE) ?? { status: first?.status ?? 500, body: first?.body };
};
/** What is said of the person where a call is answered well. A job that is started is only taken. */
const meansOf = (call: DocumentedCall): Meaning =>
  call.goesOn === null ? (saidBy(call)[0]?.means ?? 'absent') : 'accepted';
const laterOf = (call: DocumentedCall): Scripted => {
  const absent = call.replies.find(({ means }) => means === 'absent');
  return absent === undefined ? wellOf(call) : { status: absent.status, body: absent.body };
};

/** Every call is answered well, but for one: that is answered so. */
const allWell =
  (calls: readonly DocumentedCall[], op?: string, reply?: Scripted) =>
  (asked: string, nth: number): Scripted | undefined => {
    const call = calls.find((one) => one.op === asked);
    if (call === undefined) return undefined;
    if (asked !== op) return wellOf(call);
    // A rejected token is renewed once, and rejected again.
    return nth === 0 || (reply !== undefined && 'status' in reply && reply.status === 401) ? reply : laterOf(call);
  };

/** Whether a status is documented, whatever comes with it. A table that documents 2xx documents all of them. */
const isAnyBodyAt = (call: DocumentedCall, status: number): boolean =>
  saidBy(call).some(
    (one) => one.isAnyBody && (one.status === status || (one.status === 200 && status >= 200 && status < 300)),
  );
/** Bodies that prove nothing: only a reply that says no more than that the call was taken may come with them. */
const BARE: readonly string[] = ['null', 'an empty list'];
const isTakenAt = (call: DocumentedCall): boolean => saidBy(call).some(({ means }) => means === 'registered');
const isExampleAt = (call: DocumentedCall, status: number, body: unknown): boolean =>
  saidBy(call).some((one) => one.status === status && JSON.stringify(one.body ?? '') === JSON.stringify(body));

const kindOf = (means: Meaning | Declined): string => {
  if (typeof means === 'string') return means;
  return isDeclined(means) ? ('refused' in means ? 'refused' : 'retry') : 'accepted';
};

/** Kinds of calls that ask and change nothing, besides signing in. */
const ASKS: readonly DocumentedCall['kind'][] = ['find', 'addresses', 'look'];
/** The only POSTs that ask: their vendors document them as searches. Kept by hand, so that no declaration adds one unseen. */
const SEARCHES_BY_POST = [
  ...[/^\/contacts\/search$/, /^\/users\/export\/ids$/, /^\/api\/query\/engage$/],
  /^\/admin\/api\/[\d-]+\/graphql\.json$/,
];

interface More {
  /** What tells several settings of one provider apart. */
  readonly name?: string;
  /** Names of the {@link SELDOM} bodies that are documented for a call besides its example. */
  readonly loosely?: Readonly<Record<string, readonly string[]>>;
}

/** @param settings a connection's, with every secret filled in, and one item in every list */
export function conformance(
  provider: Provider,
  settings: Readonly<Record<string, unknown>>,
  { name = '', loosely = {} }: More = {},
): void {
  // Nobody is called: what holds for calls holds for its tasks.
  if (provider.isByTask) {
    taskConformance(provider, settings);
    return;
  }
  const secrets = provider.secretFields.flatMap((field) => {
    const value = settings[field];
    return typeof value === 'string' ? [value] : [];
  });
  const calls = provider.documented(settings);
  const ofErasing = calls.filter(({ kind }) => ['sign-in', 'list', 'find', 'wait', 'delete', 'erase'].includes(kind));
  const ofKind = (kind: DocumentedCall['kind']) => calls.filter((call) => call.kind === kind);
  // What is said in the end: by the last deletion of a record, and by every other request that erases.
  const finals = [...ofKind('erase'), ...ofKind('delete').slice(-1)];
  const ended = (means: (call: DocumentedCall) => Meaning = meansOf): Partial<Outcome> => ({
    kind: kindOf(together(finals.map(means))) as Outcome['kind'],
  });
  const describeAll = (some: readonly DocumentedCall[], tests: (op: string, call: DocumentedCall) => void): void => {
    for (const call of some) describe(call.op, () => tests(call.op, call));
  };

  /** Nothing of a person or a key is in what comes out of a provider. */
  function keepsQuiet(site: ByOp, said: unknown): void {
    const seen = (JSON.stringify(said) + site.logged.join()).toLowerCase();
    for (const spelling of [...secrets, JANE, encodeURIComponent(JANE), 'jane.canary'])
      expect(seen).not.toContain(spelling.toLowerCase());
  }

  async function erase(site: ByOp): Promise<Outcome | undefined> {
    const outcomes = await provider.open(settings, site.context).erase?.([person(JANE)]);
    keepsQuiet(site, outcomes);
    expect(outcomes).toHaveLength(1);
    return outcomes?.[0];
  }

  describe(`${provider.id} ${name}`, () => {
    it('documents what it calls', () => {
      expect(calls.length).toBeGreaterThan(0);
    });

    describeAll(ofErasing, (op, call) => {
      const answered = (reply: Scripted) => erase(byOp(allWell(calls, op, reply)));
      const isDocumented = (status: number, isAny = true) =>
        (call.goesOn !== null && status >= 200 && status < 300) ||
        (isAny && call.replies.some((one) => one.status === status)) ||
        isAnyBodyAt(call, status);

      for (const { status, body, means } of call.replies)
        it(`answers ${String(status)} as documented: ${kindOf(means)}`, async () => {
          const said = await answered({ status, body });
          if (isDeclined(means)) {
            expect(said?.kind).toBe(kindOf(means));
            return;
          }
          // Of several deletions of a record only the last says that it is gone; where it finds nothing, nobody knows.
          if (ofKind('delete').indexOf(call) > 0 && means === 'absent') {
            expect(said?.kind).toBe('refused');
            return;
          }
          // Nobody whom a search finds is deleted.
          const isSearch = call.kind === 'find';
          expect(said).toMatchObject(
            ended((one) => (one === call || (isSearch && one.kind === 'delete') ? means : meansOf(one))),
          );
        });

      it.each(Object.keys(UNDOCUMENTED).map(Number))('answers %i, which is not documented', async (status) => {
        if (isDocumented(status)) return;
        const said = await answered({ status, ...(status === 204 ? {} : { body: { of: 'no meaning' } }) });
        const expected = call.kind === 'sign-in' && status === 400 ? { reason: 'credentials' } : UNDOCUMENTED[status];
        expect(said).toMatchObject(expected ?? {});
      });

      it.each(FAILURES)('is answered by %s', async (_, reply, outcome) => {
        expect(await answered(reply)).toMatchObject(outcome);
      });

      it.each(Object.keys(NEVER))('is answered by %s, which nobody documents', async (body) => {
        expect(GOOD).not.toContain((await answered({ status: 200, body: NEVER[body] }))?.kind);
        if (!isDocumented(404, false))
          expect(GOOD).not.toContain((await answered({ status: 404, body: NEVER[body] }))?.kind);
      });

      it.each(Object.keys(SELDOM))('is answered by %s', async (body) => {
        // A count of nobody is nobody's deletion.
        const isDocumentedBody =
          (isAnyBodyAt(call, 200) && body !== 'numbers as texts' && (!BARE.includes(body) || isTakenAt(call))) ||
          isExampleAt(call, 200, SELDOM[body]) ||
          loosely[op]?.includes(body) === true;
        const said = (await answered({ status: 200, body: SELDOM[body] }))?.kind ?? '';
        expect([body, GOOD.includes(said)]).toEqual([body, isDocumentedBody]);
      });

      it('is answered by what is not the documented body', async () => {
        for (const { status, body: example } of call.replies.filter((one) => one.status !== 204))
          for (const body of [{ of: 'no meaning' }, ...(example === undefined ? [] : [undefined])])
            if (!isAnyBodyAt(call, status)) expect(GOOD).not.toContain((await answered({ status, body }))?.kind);
      });
    });

    // What is asked for many people at once remembers nothing: it is asked for again.
    for (const [nth, { op }] of provider.batchSize > 1 ? [] : ofKind('delete').entries())
      describe(op, () => {
        const isSearch = (asked: string) => ofKind('find').some((call) => call.op === asked);

        it('failed once: goes on with what was found, without another search', async () => {
          const first = byOp(allWell(calls, op, { status: 503 }));
          expect(await erase(first)).toMatchObject({ kind: 'retry', reason: 'server-error' });
          const well = byOp((asked, time) => (isSearch(asked) ? undefined : allWell(calls)(asked, time)), first);
          expect(await erase(well)).toMatchObject(ended());
        });

        it('failed once, and the records are gone by then: says no more than the vendor said', async () => {
          const first = byOp(allWell(calls, op, { status: 503 }));
          await erase(first);
          const gone = byOp((asked) => {
            const call = calls.find((one) => one.op === asked);
            return call === undefined || isSearch(asked) ? undefined : laterOf(call);
          }, first);
          const last = ofKind('delete').at(-1);
          const isSaidAbsent = last?.replies.some(({ means }) => means === 'absent') === true;
          const asAbsent = ended((one) => (one === last && isSaidAbsent ? 'absent' : meansOf(one)));
          const unconfirmed = { kind: 'refused', reason: 'unexpected-reply' };
          // A question between two deletions says that it is gone: by the first one, where that was taken.
          const isSaidGone = ofKind('wait').some(({ replies }) => replies.some(({ means }) => means === 'absent'));
          if (isSaidGone) expect(await erase(gone)).toEqual({ kind: nth === 0 ? 'absent' : 'deleted' });
          else expect(await erase(gone)).toMatchObject(nth > 0 && isSaidAbsent ? unconfirmed : asAbsent);
        });
      });

    describeAll(ofKind('test'), (op) => {
      const tried = (reply?: Scripted) => {
        const well = allWell(calls);
        // One that is declined is followed by another one, where there is one.
        const isOther = (asked: string) => asked !== op && ofKind('test').some((call) => call.op === asked);
        const site = byOp((asked, nth) =>
          isOther(asked) ? { status: 404 } : asked === op && reply !== undefined ? reply : well(asked, nth),
        );
        return provider.open(settings, site.context).test();
      };

      it('takes the key by the documented reply alone', async () => {
        expect(await tried()).toMatchObject({ kind: 'ok' });
        for (const status of [201, 302, 400, 401, 403, 404, 500])
          expect(await tried({ status })).toMatchObject({ kind: 'failed' });
        for (const body of Object.values(NEVER))
          expect(await tried({ status: 200, body })).toMatchObject({ kind: 'failed' });
        for (const [body, value] of Object.entries(loosely[op] === undefined ? {} : SELDOM))
          expect([body, (await tried({ status: 200, body: value })).kind === 'ok']).toEqual([
            body,
            loosely[op]?.includes(body) === true,
          ]);
      });
    });

    /** Whatever was sent only asks, as the vendor documents it. */
    function onlyAsks({ asked }: ByOp): void {
      for (const { op, request } of asked) {
        const kinds = calls.filter((call) => call.op === op).map(({ kind }) => kind);
        if (kinds.includes('sign-in')) continue;
        expect([op, kinds.length > 0 && kinds.every((kind) => ASKS.includes(kind))]).toEqual([op, true]);
        const isSearch = SEARCHES_BY_POST.some((path) => path.test(request.url.pathname));
        expect([op, request.method === 'GET' || (request.method === 'POST' && isSearch)]).toEqual([op, true]);
        expect(request.body).not.toMatch(/mutation|delete|erase/i);
      }
    }

    it('can be asked before a deletion, or says why not', () => {
      if (!provider.erases) return;
      const canBeAsked = provider.open(settings, byOp(allWell(calls)).context).look !== null;
      expect(canBeAsked ? provider.holds : provider.notAsked).not.toBeNull();
    });

    describeAll([...ofKind('look'), ...ofKind('find')], (op, call) => {
      const looked = async (reply?: Scripted) => {
        const site = byOp(reply === undefined ? allWell(calls) : allWell(calls, op, reply));
        const said = await provider.open(settings, site.context).look?.(person(JANE));
        keepsQuiet(site, said);
        onlyAsks(site);
        return said?.kind;
      };
      it('is looked at: somebody, nobody, or no answer', async () => {
        if (provider.open(settings, byOp(allWell(calls)).context).look === null) return;
        expect(await looked()).toBe('found');
        for (const { status, body, means } of call.replies)
          expect(await looked({ status, body })).toBe(means === 'absent' ? 'nobody' : 'unanswered');
        for (const status of [401, 403, 429, 500]) expect(await looked({ status })).toBe('unanswered');
        for (const body of Object.values(NEVER)) expect(await looked({ status: 200, body })).toBe('unanswered');
      });
    });

    describeAll(ofKind('invite'), (op, { replies }) => {
      const invited = async (reply: Scripted) => {
        const site = byOp(allWell(calls, op, reply));
        const outcome = await provider.open(settings, site.context).invite?.(person(JANE));
        keepsQuiet(site, outcome);
        return outcome?.kind;
      };
      for (const { status, body, means } of replies)
        it(`answers ${String(status)} as documented: ${kindOf(means)}`, async () => {
          expect(await invited({ status, body })).toBe(kindOf(means));
        });
      it.each([301, 400, 401, 403, 404, 409, 429, 500])('answers %i, which is not documented', async (status) => {
        if (!replies.some((one) => one.status === status)) expect(GOOD).not.toContain(await invited({ status }));
      });
      it.each(Object.keys(NEVER))('is answered by %s', async (body) => {
        expect(GOOD).not.toContain(await invited({ status: 200, body: NEVER[body] }));
      });
    });

    it('gives one outcome for every person of a full batch', async () => {
      if (!provider.erases) return;
      const people = provider.batchSize === 1 ? [person(JANE)] : crowd(provider.batchSize);
      const outcomes = await provider.open(settings, byOp(allWell(calls)).context).erase?.(people);
      expect(outcomes?.map(({ kind }) => GOOD.includes(kind))).toEqual(people.map(() => true));
    });

    // A flow documents no calls, and its vendor is written by hand.
    if (ofErasing.some(({ kind }) => kind !== 'sign-in'))
      describe('at the vendor that is derived from it', () => {
        const NEIGHBOUR = 'jane@example.com';
        const at = (...people: string[]) => derived(provider, settings, people);

        it('erases the person, and nobody else', async () => {
          const vendor = at(NEIGHBOUR, JANE);
          const said = await vendor.open(settings).erase?.([person(JANE)]);
          expect(said?.map(({ kind }) => GOOD.includes(kind))).toEqual([true]);
          expect(vendor.left()).toEqual([NEIGHBOUR]);
          expect(vendor.unknown).toEqual([]);
        });

        it('says of somebody who is not there what its vendor documents, and leaves everybody else alone', async () => {
          const vendor = at(NEIGHBOUR);
          const [said] = (await vendor.open(settings).erase?.([person(JANE)])) ?? [];
          expect(said?.kind).not.toBe('retry');
          expect(vendor.left()).toEqual([NEIGHBOUR]);
          expect(vendor.unknown).toEqual([]);
        });

        it('is asked what it holds, and holds it still', async () => {
          for (const people of [[NEIGHBOUR, JANE], [NEIGHBOUR]]) {
            const vendor = at(...people);
            const said = await vendor.open(settings).look?.(person(JANE));
            if (said !== undefined) expect(said.kind).toBe(people.includes(JANE) ? 'found' : 'nobody');
            expect(vendor.left()).toEqual(people);
            expect(vendor.unknown).toEqual([]);
          }
        });

        it('verifies nobody who is there, and whoever is not', async () => {
          for (const people of [[NEIGHBOUR, JANE], [NEIGHBOUR]]) {
            const vendor = at(...people);
            const opened = vendor.open(settings);
            const said = await opened.verify?.(person(JANE));
            if (said !== undefined) expect(said).toBe(people.includes(JANE) ? 'still-there' : 'gone');
            const confirmed = await opened.followUp?.(person(JANE));
            if (people.includes(JANE)) expect(['gone', 'deleted']).not.toContain(confirmed);
            expect([vendor.left(), vendor.unknown]).toEqual([people, []]);
            // What is asked about what it took stands in the table of providers.
            if (opened.followUp !== null) expect(provider.confirms).not.toBeNull();
          }
        });

        it('is refused with a key that its vendor does not know', async () => {
          for (const secret of provider.secretFields.filter((field) => typeof settings[field] === 'string')) {
            const vendor = at(JANE);
            const other = { ...settings, [secret]: String(settings[secret]).replace('canary', 'another') };
            const [said] = (await vendor.open(other).erase?.([person(JANE)])) ?? [];
            if (vendor.unknown.length === 0) expect([secret, said?.kind]).toEqual([secret, 'refused']);
            expect(vendor.left()).toEqual([JANE]);
          }
        });
      });

    it('calls only hosts that it declares', async () => {
      const site = byOp(allWell(calls));
      const opened = provider.open(settings, site.context);
      await opened.erase?.([person(JANE)]);
      await opened.invite?.(person(JANE));
      await opened.look?.(person(JANE));
      await opened.test();
      // The manifest's hosts, and those that an admin is asked to allow.
      const declared = [...provider.egress, ...provider.hosts(settings)].map(
        (host) => new RegExp(`^${host.replaceAll('.', '\\.').replace('*', '[^/]+')}$`),
      );
      expect(site.asked.length).toBeGreaterThan(0);
      for (const { request } of site.asked) {
        expect(request.url.protocol).toBe('https:');
        expect(declared.some((host) => host.test(request.url.hostname))).toBe(true);
      }
    });

    it('has the form mask its secrets, and nothing else', () => {
      const { properties } = provider.schema() as { properties: Record<string, unknown> };
      const masked = Object.keys(properties).filter((field) =>
        JSON.stringify(properties[field]).includes('"writeOnly"'),
      );
      expect(masked).toEqual(provider.secretFields);
    });

    it('says what is wrong with settings that lack a secret, without naming any value', () => {
      for (const secret of provider.secretFields.filter((field) => settings[field] !== undefined)) {
        const problems = provider.problems({ ...settings, [secret]: undefined });
        const { required = [] } = provider.schema() as { required?: string[] };
        if (!required.includes(secret)) continue;
        expect(problems?.issues.map(({ path: [field] }) => field)).toContain(secret);
        for (const value of secrets) expect(JSON.stringify(problems?.issues)).not.toContain(value);
      }
    });
  });
}
