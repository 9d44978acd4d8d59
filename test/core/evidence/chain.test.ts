import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { canonical, verifyChain, chainEvents, type NewEvent, EMPTY_CHAIN } from '../../../src/core/evidence/chain';
import { eventSentence, toReceiptPage } from '../../../src/words/receipt-page';
import { NOW } from '../../support/vendor';
import {
  verifyReceipt,
  type Receipt,
  type Seal,
  sealedText,
  toReceipt,
  type Verifying,
} from '../../../src/core/evidence/receipt';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const PERSON = `p${'1'.repeat(64)}`;

const requested = (more: Partial<Extract<NewEvent, { kind: 'requested' }>> = {}): NewEvent => ({
  kind: 'requested',
  at: NOW,
  erasureId: 'e1',
  via: 'web-trigger',
  account: null,
  issueId: '10001',
  issueKey: 'GDPR-1',
  person: PERSON,
  source: 'field',
  rules: { verdict: 'run', because: [] },
  plan: [{ connection: 'c1', provider: 'quickhelp' }],
  skipped: [],
  earlier: null,
  dueAt: '2026-12-22T10:00:00.000Z',
  ...more,
});
const called: NewEvent = {
  kind: 'called',
  at: NOW + 1,
  connection: 'c1',
  provider: 'quickhelp',
  attempts: 1,
  checks: 0,
  status: 'done',
  outcome: { kind: 'deleted' },
};
const story: readonly NewEvent[] = [
  requested(),
  called,
  { kind: 'concluded', at: NOW + 2, status: 'completed' },
  { kind: 'published', at: NOW + 3, issue: 'told', comment: true },
  { kind: 'finished', at: NOW + 3, status: 'completed' },
];

describe('one text for one value', () => {
  it('does not depend on the order of keys, and keeps that of lists', () => {
    expect(canonical({ b: 1, a: { d: [2, 1], c: null } })).toBe('{"a":{"c":null,"d":[2,1]},"b":1}');
    expect(canonical({ a: { c: null, d: [2, 1] }, b: 1 })).toBe('{"a":{"c":null,"d":[2,1]},"b":1}');
  });

  it('is the same value when it is read again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonical(value);
        expect(canonical(JSON.parse(text))).toBe(text);
      }),
    );
  });
});

describe('the chain', () => {
  it('links every event to the one before, also over several pages', () => {
    const first = chainEvents(EMPTY_CHAIN, story.slice(0, 2), sha256);
    const second = chainEvents(first.head, story.slice(2), sha256);
    const events = [...first.events, ...second.events];
    expect(events.map(({ n, prev }) => [n, prev])).toEqual([
      [1, ''],
      [2, events[0]?.hash],
      [3, events[1]?.hash],
      [4, events[2]?.hash],
      [5, events[3]?.hash],
    ]);
    expect(second.head).toEqual({ length: 5, hash: events[4]?.hash });
    expect(events[0]).toMatchObject({ kind: 'requested', at: '2026-11-22T10:00:00.000Z' });
    expect(verifyChain(events, sha256)).toEqual([]);
    expect(chainEvents(EMPTY_CHAIN, [], sha256)).toEqual({ events: [], head: EMPTY_CHAIN });
  });

  it('shows every change of every fact', () => {
    const { events } = chainEvents(EMPTY_CHAIN, story, sha256);
    events.forEach((event, index) => {
      for (const name of Object.keys(event)) {
        const altered = { ...event, [name]: 'changed' };
        const changed = events.map((one, at) => (at === index ? altered : one));
        expect(verifyChain(changed, sha256)).not.toEqual([]);
      }
    });
  });

  it('names what was altered, taken out or put in', () => {
    const { events } = chainEvents(EMPTY_CHAIN, story, sha256);
    const altered = events.map((event) => (event.kind === 'called' ? { ...event, attempts: 2 } : event));
    expect(verifyChain(altered, sha256)).toEqual(['event 2 (called) was altered']);
    expect(verifyChain([...events.slice(0, 1), ...events.slice(2)], sha256)).toContain(
      'event 3 (concluded) does not follow event 1 (requested)',
    );
    expect(verifyChain(events.slice(1), sha256)[0]).toBe('event 2 (called) does not follow from the beginning');
  });

  it.each([{ n: 9 }, { prev: 'f'.repeat(64) }])('names an event of another place, hashed anew: %j', (place) => {
    const { events } = chainEvents(EMPTY_CHAIN, story, sha256);
    const last = events.at(-1);
    if (last === undefined) throw new Error('the story has an end');
    const { hash: _, ...link } = { ...last, ...place };
    const moved = [...events.slice(0, -1), { ...link, hash: sha256(canonical(link)) }];
    expect(verifyChain(moved, sha256)).toEqual([
      `event ${String(link.n)} (finished) does not follow event 4 (published)`,
    ]);
  });
});

describe('the receipt', () => {
  const key = { id: sha256('PUBLIC').slice(0, 16), publicKey: 'PUBLIC', createdAt: NOW };
  /** A signature that anybody can see through. */
  const verifying: Verifying = {
    sha256,
    verify: (publicKey, text, signature) => signature === `${publicKey} signs ${text}`,
  };
  const { events, head } = chainEvents(EMPTY_CHAIN, story, sha256);
  const unsigned = { keyId: key.id, signedAt: NOW + 4, ...head };
  const seal: Seal = { ...unsigned, signature: `PUBLIC signs ${sealedText(unsigned)}` };
  const receipt = toReceipt(events, { seal, key });

  it('is valid as it was signed', () => {
    expect(verifyReceipt(receipt, verifying)).toEqual([]);
    expect(receipt).toMatchObject({
      kind: 'user-erasure-receipt',
      v: 1,
      length: 5,
      hash: head.hash,
      signedAt: '2026-11-22T10:00:00.004Z',
      key: { id: key.id, publicKey: 'PUBLIC' },
    });
  });

  it('leaves out what came after it was sealed', () => {
    const more = chainEvents(head, [{ kind: 'retried', at: NOW, account: 'a', connections: ['c1'] }], sha256).events;
    expect(toReceipt([...events, ...more], { seal, key })).toEqual(receipt);
  });

  it.each<[string, Partial<Receipt>, string]>([
    ['an end that is missing', { events: events.slice(0, 4) }, '1 event(s) at the end are missing'],
    ['fewer events than there are', { length: 4 }, '1 event(s) were added at the end'],
    ['another hash', { hash: 'f'.repeat(64) }, 'the last event is not the one that was signed'],
    ['another time', { signedAt: '2026-11-22T10:00:00.005Z' }, 'the signature does not fit'],
    ['no time', { signedAt: 'yesterday' }, 'the signature does not fit'],
    ['another key', { key: { id: key.id, publicKey: 'OTHER' } }, 'the public key does not belong to its id'],
    ['another signature', { signature: 'x' }, 'the signature does not fit'],
  ])('is refused with %s', (_, change, flaw) => {
    expect(verifyReceipt({ ...receipt, ...change }, verifying).join('\n')).toContain(flaw);
  });

  it('counts what is missing or was added, and says nothing twice', () => {
    const flaws = (change: Partial<Receipt>) => verifyReceipt({ ...receipt, ...change }, verifying);
    expect(flaws({ events: events.slice(0, 3) })).toEqual(['2 event(s) at the end are missing']);
    expect(flaws({ length: 4 })).toEqual(['1 event(s) were added at the end', expect.stringContaining('does not fit')]);
    expect(flaws({ events: [], length: 0 })).toEqual([
      'the last event is not the one that was signed',
      expect.stringContaining('does not fit'),
    ]);
  });

  const learned: NewEvent[] = [
    {
      ...{ kind: 'verified', at: NOW + 600_000, connection: 'c1', provider: 'quickhelp' },
      ...{ before: 3, status: 'done', outcome: { kind: 'deleted' } },
    },
    { kind: 'addendum', at: NOW + 600_001, status: 'completed' },
  ];
  const later = chainEvents(head, learned, sha256);
  const unsealed = { keyId: key.id, signedAt: NOW + 600_002, ...later.head };
  const added: Seal = { ...unsealed, signature: `PUBLIC signs ${sealedText(unsealed, 'addendum')}` };
  const withAddendum = toReceipt([...events, ...later.events], { seal, key }, { seal: added, key });

  it('stays as it was signed when something is learned later: that is an addendum with a seal of its own', () => {
    const { addendum, ...end } = withAddendum;
    expect(end).toEqual(receipt);
    expect(addendum?.events.map(({ n, kind }) => [n, kind])).toEqual([
      [6, 'verified'],
      [7, 'addendum'],
    ]);
    expect(verifyReceipt(withAddendum, verifying)).toEqual([]);
    const page = toReceiptPage(withAddendum);
    expect(page).toContain('What was learned later');
    expect(page).toContain('it holds nobody (3 before, 0 after)');
  });

  type Addendum = NonNullable<Receipt['addendum']>;
  it.each<[string, (addendum: Addendum) => Partial<Addendum>, string]>([
    [
      'an event that was altered',
      ({ events: some }) => ({ events: some.map((one) => (one.kind === 'verified' ? { ...one, before: 0 } : one)) }),
      'in the addendum: event 6 (verified) was altered',
    ],
    ['an event that is missing', ({ events: some }) => ({ events: some.slice(1) }), 'in the addendum: event 7'],
    [
      'an end that is missing',
      ({ events: some }) => ({ events: some.slice(0, 1) }),
      '1 event(s) at the end are missing',
    ],
    ['the signature of a receipt', () => ({ signature: `PUBLIC signs ${sealedText(unsealed)}` }), 'does not fit'],
  ])('is refused with an addendum of %s', (_, change, flaw) => {
    const { addendum } = withAddendum;
    if (addendum === undefined) throw new Error('it has one');
    const changed = { ...withAddendum, addendum: { ...addendum, ...change(addendum) } };
    expect(verifyReceipt(changed, verifying).join('\n')).toContain(flaw);
  });

  it('can be read by people, who see no markup of anybody’s making', () => {
    const { events: strange } = chainEvents(
      EMPTY_CHAIN,
      [requested({ issueKey: '<script>"&\'' }), ...story.slice(1)],
      sha256,
    );
    const page = toReceiptPage({ ...receipt, events: strange });
    expect(page).not.toContain('<script>');
    expect(page).toContain('Receipt of an erasure: &#60;script&#62;&#34;&#38;&#39;');
    expect(page).toContain(seal.signature.slice(0, 6));
    expect(page.match(/<tr>/g)).toHaveLength(7 + 1 + 5);
    expect(page).toContain(`${strange[4]?.hash.slice(0, 16) ?? ''}…`);
    const first = strange[0]?.kind === 'requested' ? strange[0] : undefined;
    for (const [name, value] of [
      ['Issue', '&#60;script&#62;&#34;&#38;&#39;'],
      ['Erasure', first?.erasureId],
      ['Person (keyed hash of the address)', first?.person],
      ['Signed', receipt.signedAt],
      ['Key', `${receipt.key.id} (Ed25519) ${receipt.key.publicKey}`],
      ['Last hash', receipt.hash],
      ['Signature', receipt.signature.replaceAll('"', '&#34;')],
    ])
      expect(page).toContain(`<tr><th scope="row">${name ?? ''}</th><td>${value ?? ''}</td></tr>`);
  });
});

const asked = {
  ...({ at: NOW, connection: 'c1', provider: 'quickhelp', status: 'done' } as const),
  outcome: { kind: 'deleted' as const },
};

it('leaves out who did it, where they are named beside it', () => {
  const [event] = chainEvents(EMPTY_CHAIN, [{ kind: 'approved', at: NOW, account: 'a2' }], sha256).events;
  expect(event === undefined ? '' : eventSentence(event, () => '')).toBe('Approved.');
});

it.each<[NewEvent, string]>([
  [requested(), 'Requested through the web trigger. The address was found in: field. The rules let it run.'],
  [
    requested({
      via: 'issue-action',
      account: 'a1',
      rules: { verdict: 'approve', because: ['protected'] },
      earlier: 'e0',
    }),
    'Requested from the issue by the account a1. The address was found in: field. The rules asked for approval. There was an earlier erasure of the same person.',
  ],
  [{ kind: 'approved', at: NOW, account: 'a2' }, 'Approved by the account a2.'],
  [{ kind: 'rejected', at: NOW, account: 'a2', reason: 'r' }, 'Rejected by the account a2. Reason: r'],
  [{ kind: 'cancelled', at: NOW, account: null }, 'Cancelled by the app itself.'],
  [{ kind: 'started', at: NOW }, 'The grace period was over; the erasure began.'],
  [{ kind: 'held', at: NOW, because: [] }, 'The rules asked for approval by now.'],
  [{ kind: 'retried', at: NOW, account: null, connections: ['c1', 'c2'] }, 'Taken up again with a new key: c1, c2.'],
  [{ kind: 'retried', at: NOW, account: 'a1', connections: ['c1'] }, 'Taken up again by the account a1: c1.'],
  [
    {
      ...{ kind: 'by-hand', at: NOW, account: 'a1', connection: 'c1', provider: 'quickhelp', said: 'kept' },
      ...{ reason: 'Tax law, ten years.', reference: 'OPS-1', isHeld: true },
    },
    'c1 (quickhelp), by hand: the data may be kept by the account a1. Reference: OPS-1. Reason: Tax law, ten years. (A second person has to confirm it.)',
  ],
  [
    { kind: 'by-hand-confirmed', at: NOW, account: 'a2', connection: 'c1' },
    'Confirmed by a second person by the account a2: what was said of c1.',
  ],
  [
    { kind: 'by-hand-withdrawn', at: NOW, account: 'a2', connection: 'c1' },
    'Taken back by the account a2: what was said of c1.',
  ],
  [called, 'c1 (quickhelp) called: Deleted: the provider says so.'],
  [
    { kind: 'settled', at: NOW, connection: 'c1', provider: 'quickhelp', status: 'skipped', outcome: null },
    'c1 (quickhelp) not called: Skipped',
  ],
  [
    { kind: 'due-changed', at: NOW, account: 'a1', dueAt: '2027-01-02T03:04:05.000Z', reason: 'complex' },
    'Due on 2 January 2027 instead by the account a1. Reason: complex',
  ],
  [
    { kind: 'invited', at: NOW, account: 'a1', connection: 'c1', reason: 'came back' },
    'Invited again through c1 by the account a1. Reason: came back',
  ],
  [
    { kind: 'invited', at: NOW, account: 'a1', connection: 'c1', reason: null },
    'An invitation through c1 was asked for by the account a1, before this erasure or as it was begun.',
  ],
  [{ kind: 'concluded', at: NOW, status: 'partial' }, 'Every step is settled: partly blocked.'],
  [{ kind: 'published', at: NOW, issue: 'told', comment: true }, 'The issue was told, with a comment.'],
  [{ kind: 'published', at: NOW, issue: 'told', comment: false }, 'The issue was told.'],
  [{ kind: 'published', at: NOW, issue: 'gone', comment: false }, 'The issue is gone and could not be told.'],
  [{ kind: 'finished', at: NOW, status: 'cancelled' }, 'Finished: cancelled.'],
  [
    { ...asked, kind: 'verified', before: null },
    'c1 (quickhelp) asked again, and verified: it holds nobody (no baseline: how many records there were before is not known).',
  ],
  [
    { ...asked, kind: 'asked-again', answer: 'still-there', status: 'blocked' },
    'c1 (quickhelp) asked again: it still, or again, holds somebody of this address. It needs a person.',
  ],
  [{ ...asked, kind: 'asked-again', answer: 'unknown' }, 'c1 (quickhelp) asked again: it did not say.'],
  [
    { ...asked, kind: 'second-look', found: 'back' },
    'c1 (quickhelp), looked for once more after the end: somebody of this address is there again. That is a new finding: what was done before stands.',
  ],
  [
    { ...asked, kind: 'second-look', found: 'not-asked' },
    'c1 (quickhelp), looked for once more after the end: it could not be asked.',
  ],
  [{ kind: 'addendum', at: NOW, status: 'handed-over' }, 'What was learned since is added; it stands as handed over.'],
])('says what happened: %j', (news, sentence) => {
  const [event] = chainEvents(EMPTY_CHAIN, [news], sha256).events;
  expect(event === undefined ? '' : eventSentence(event)).toBe(sentence);
});
