/**
 * What is said of looking before a deletion.
 */
import type { Held, HeldTogether } from '../core/status/held';
import { backoffSentence, whyUnanswered } from './outcomes';

/** What a provider calls a record: one, and many. */
type Noun = readonly [one: string, many: string];
const RECORDS: Noun = ['record', 'records'];

const counted = (n: number, [one, many]: Noun): string => `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

/** What a provider holds, in a word or two. */
export function heldWords(held: Held, noun: Noun | null): string {
  switch (held.kind) {
    case 'found':
      return counted(held.records, noun ?? RECORDS);
    case 'nobody':
      return 'Nobody';
    case 'not-askable':
      return 'Cannot be asked';
    case 'left-alone':
      return 'Not asked now';
    case 'late':
      return 'Did not answer in 5 s';
    case 'unanswered':
      return 'Does not say';
  }
}

/** Why a provider does not say what it holds; null where it does. @param notAsked its own word of why it cannot be asked */
export function heldSentence(held: Held, notAsked: string | null): string | null {
  switch (held.kind) {
    case 'found':
    case 'nobody':
      return null;
    case 'not-askable':
      return notAsked;
    case 'left-alone':
      return held.reason === 'postponed'
        ? 'Others look there at this moment, and its rate lets no more through. Look again in a moment.'
        : backoffSentence(held.reason);
    case 'late':
      return 'Look again, or go on without knowing: a deletion waits longer, and is tried again.';
    case 'unanswered':
      return whyUnanswered(held.outcome);
  }
}

/** What all providers hold together. */
export function togetherWords({ records, found, nobody, notAskable, silent }: HeldTogether): string {
  const of = counted(found + nobody + notAskable + silent, ['provider', 'providers']);
  const said = [
    found > 0 ? `${counted(records, RECORDS)} at ${String(found)} of ${of}` : '',
    nobody > 0 ? `nobody at ${String(nobody)}${found > 0 ? '' : ` of ${of}`}` : '',
    silent > 0 ? `${String(silent)} did not say` : '',
    notAskable > 0 ? `${String(notAskable)} cannot be asked` : '',
  ].filter((part) => part !== '');
  const [first = 'nobody is asked', ...others] = said;
  return `${first.charAt(0).toUpperCase()}${[first.slice(1), ...others].join('; ')}.`;
}

/** Where nobody is found anywhere. It stands in nobody's way. */
export const NOWHERE_WORDS =
  'No provider that answered holds this address. It may be misspelt: compare it with the issue. You can go on all the same.';

/** Whom no provider is asked about before a deletion. */
export const NOT_LOOKED_FOR = {
  protected: 'The address is protected: no provider is told of it before a second person has approved.',
  unsure:
    'The address cannot be read for sure where it stands: no provider is told of it before a second person has approved.',
} as const;

/** Whether a provider can be asked before a deletion, in a sentence or two. */
export function askedWords({ holds, notAsked }: { readonly holds: Noun | null; readonly notAsked: string | null }) {
  const says =
    holds === null ? 'Cannot be asked before a deletion.' : `Is asked before a deletion how many ${holds[1]} it holds.`;
  return notAsked === null ? says : `${says} ${notAsked}`;
}
