/**
 * A receipt as a page to print: the same facts as its JSON, for people. It stands for itself, without scripts.
 */
import type { Event } from '../core/evidence/chain';
import { WAYS } from '../core/status/origin';
import { dayOf } from './day';
import { outcomeSentence, SAID_WORDS, STEP_WORDS } from './outcomes';
import { ERASURE_WORDS } from './erasure';
import { baselineWords } from './verification';
import type { Receipt } from '../core/evidence/receipt';

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);

/** Who did something, in words that follow what they did; empty where they are named elsewhere. */
type ByWhom = (account: string | null) => string;

const byAccount: ByWhom = (account) => (account === null ? ' by the app itself' : ` by the account ${account}`);

type EventOf<Kind extends Event['kind']> = Extract<Event, { kind: Kind }>;

function requestedSentence(event: EventOf<'requested'>, byWhom: ByWhom): string {
  const who = event.account === null ? '' : byWhom(event.account);
  const rules = event.rules.verdict === 'run' ? 'The rules let it run.' : 'The rules asked for approval.';
  const earlier = event.earlier === null ? '' : ' There was an earlier erasure of the same person.';
  return `Requested ${WAYS[event.via].words}${who}. The address was found in: ${event.source}. ${rules}${earlier}`;
}

function stepSentence(event: EventOf<'called' | 'settled'>, byWhom: ByWhom): string {
  const called = event.kind === 'called' ? 'called' : 'not called';
  const said = event.outcome === null ? STEP_WORDS[event.status] : outcomeSentence(event.outcome, '').trim();
  const { by, reason } = event.outcome?.kind === 'refused' ? event.outcome : {};
  const became = reason === 'connection-changed' ? 'changed to another provider' : 'removed';
  const who = by === undefined ? '' : ` The connection was ${became}${byWhom(by)}.`;
  return `${event.connection} (${event.provider}) ${called}: ${said}${who}`;
}

const ANSWERS: Record<EventOf<'asked-again'>['answer'], string> = {
  'still-there': 'it still, or again, holds somebody of this address',
  unknown: 'it did not say',
  'not-asked': 'it could not be, and is not asked any more',
};

function askedAgainSentence({ connection, provider, answer, status }: EventOf<'asked-again'>): string {
  const end = status === 'blocked' ? ' It needs a person.' : '';
  return `${connection} (${provider}) asked again: ${ANSWERS[answer]}.${end}`;
}

const verifiedSentence = ({ connection, provider, before }: EventOf<'verified'>): string =>
  `${connection} (${provider}) asked again, and verified: it holds nobody (${baselineWords(before)}).`;

const FOUND: Record<EventOf<'second-look'>['found'], string> = {
  nobody: 'nobody is back',
  back: 'somebody of this address is there again. That is a new finding: what was done before stands',
  unknown: 'it did not say',
  'not-asked': 'it could not be asked',
};

const secondLookSentence = ({ connection, provider, found }: EventOf<'second-look'>): string =>
  `${connection} (${provider}), looked for once more after the end: ${FOUND[found]}.`;

function invitedSentence({ connection, account, reason }: EventOf<'invited'>, byWhom: ByWhom): string {
  // Where nobody was erased yet, nobody gave a reason.
  return reason === null
    ? `An invitation through ${connection} was asked for${byWhom(account)}, before this erasure or as it was begun.`
    : `Invited again through ${connection}${byWhom(account)}. Reason: ${reason}`;
}

/** One event in words. */
export function eventSentence(event: Event, byWhom: ByWhom = byAccount): string {
  switch (event.kind) {
    case 'requested':
      return requestedSentence(event, byWhom);
    case 'rejected':
      return `Rejected${byWhom(event.account)}. Reason: ${event.reason}`;
    case 'approved':
    case 'cancelled':
      return `${event.kind.charAt(0).toUpperCase()}${event.kind.slice(1)}${byWhom(event.account)}.`;
    case 'started':
      return 'The grace period was over; the erasure began.';
    case 'held':
      return 'The rules asked for approval by now.';
    case 'retried':
      return event.account === null
        ? `Taken up again with a new key: ${event.connections.join(', ')}.`
        : `Taken up again${byWhom(event.account)}: ${event.connections.join(', ')}.`;
    case 'by-hand': {
      const held = event.isHeld ? ' (A second person has to confirm it.)' : '';
      return `${event.connection} (${event.provider}), by hand: ${SAID_WORDS[event.said]}${byWhom(event.account)}. Reference: ${event.reference}. Reason: ${event.reason}${held}`;
    }
    case 'by-hand-confirmed':
      return `Confirmed by a second person${byWhom(event.account)}: what was said of ${event.connection}.`;
    case 'by-hand-withdrawn':
      return `Taken back${byWhom(event.account)}: what was said of ${event.connection}.`;
    case 'called':
    case 'settled':
      return stepSentence(event, byWhom);
    case 'verified':
      return verifiedSentence(event);
    case 'asked-again':
      return askedAgainSentence(event);
    case 'second-look':
      return secondLookSentence(event);
    case 'due-changed':
      return `Due on ${dayOf(Date.parse(event.dueAt))} instead${byWhom(event.account)}. Reason: ${event.reason}`;
    case 'waived':
      return `Another person of the issue (${event.person.slice(0, 9)}…) was waived${byWhom(event.account)}. Reason: ${event.reason}`;
    case 'invited':
      return invitedSentence(event, byWhom);
    case 'concluded':
      return `Every step is settled: ${ERASURE_WORDS[event.status].toLowerCase()}.`;
    case 'published':
      return event.issue === 'gone'
        ? 'The issue is gone and could not be told.'
        : `The issue was told${event.comment ? ', with a comment' : ''}.`;
    case 'addendum':
      return `What was learned since is added; it stands as ${ERASURE_WORDS[event.status].toLowerCase()}.`;
    case 'finished':
      return [
        `Finished: ${ERASURE_WORDS[event.status].toLowerCase()}.`,
        ...(event.left ?? []).map(
          (one) => `Not deleted at ${one.connection} (${one.provider}): ${one.words.join(' ')}`,
        ),
      ].join(' ');
  }
}

const row = (cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;

type Signed = Pick<Receipt, 'events' | 'hash' | 'signedAt' | 'key' | 'signature'>;
type Facts = readonly (readonly [string, string])[];

const signatureOf = ({ hash, signedAt, key, signature }: Signed): Facts => [
  ['Signed', signedAt],
  ['Key', `${key.id} (Ed25519) ${key.publicKey}`],
  ['Last hash', hash],
  ['Signature', signature],
];

const factsTable = (facts: Facts): string =>
  `<table>${facts.map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`).join('')}</table>`;

const eventsTable = (events: Receipt['events']): string =>
  `<table><tr><th scope="col">No.</th><th scope="col">When (UTC)</th><th scope="col">What</th><th scope="col">Hash</th></tr>
${events.map((event) => row([String(event.n), event.at, eventSentence(event), `${event.hash.slice(0, 16)}…`])).join('\n')}
</table>`;

/** What was learned after the end. */
const addendumPart = (addendum: Signed): string =>
  `<h2>What was learned later</h2>
<p>An addendum, with a signature of its own. What stands above is as it was signed.</p>
${factsTable(signatureOf(addendum))}
${eventsTable(addendum.events)}`;

/** The whole page. */
export function toReceiptPage({ addendum, ...receipt }: Receipt): string {
  const [first] = receipt.events;
  const requested = first?.kind === 'requested' ? first : null;
  const facts: Facts = [
    ['Issue', requested?.issueKey ?? ''],
    ['Erasure', requested?.erasureId ?? ''],
    ['Person (keyed hash of the address)', requested?.person ?? ''],
    ...signatureOf(receipt),
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Receipt of an erasure: ${escaped(requested?.issueKey ?? '')}</title>
<style>
body { font: 14px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 60em; padding: 0 1em; color: #172b4d; background: #fff; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2em; }
th, td { border-bottom: 1px solid #c1c7d0; padding: 4px 8px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { width: 14em; } td:first-child { white-space: nowrap; }
</style>
<h1>Receipt of an erasure</h1>
${factsTable(facts)}
<h2>What happened</h2>
${eventsTable(receipt.events)}
${addendum === undefined ? '' : addendumPart(addendum)}
<p>This page is for reading. What proves it is the JSON receipt: check it with <code>npm run verify-receipt</code> and the public key of your site’s admin page.</p>
</html>
`;
}
