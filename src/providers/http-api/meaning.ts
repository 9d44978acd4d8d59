/**
 * What an answer means by the admin's word.
 */
import { type Doubt, doubtsIn, saysNoMoreThanNobody } from '../../core/reply/doubts';
import type { Answer } from '../../core/reply/reply';
import {
  exampleOf,
  expectedInWords,
  isBeside,
  isDescribed,
  isExpectation,
  isFulfilled,
  isNamed,
  type Declined,
  type Meaning,
  type Reading,
} from '../kit';
import { statusesOf } from './texts';

interface Described {
  readonly deleted: string;
  readonly deletedBody: string;
  readonly accepted: string;
  readonly acceptedBody: string;
  readonly absent: string;
  readonly absentBody: string;
  readonly retry: string;
  readonly retryBody: string;
}

const KINDS = ['accepted', 'deleted', 'absent', 'retry'] as const;

/** A meaning, and the match by which an answer has it. */
interface Matched {
  readonly kind: (typeof KINDS)[number];
  readonly match: string;
}

const meaningsOf = (described: Described): readonly (Matched & { readonly statuses: readonly number[] })[] =>
  KINDS.map((kind) => ({
    ...{ kind, statuses: statusesOf(described[kind]), match: described[`${kind}Body`] },
  }));

/**
 * The meaning that fits: one that asks for a certain answer before those that ask for a status only, of these the first. An
 * answer that is as two meanings want it has none.
 */
function meaningOf(described: Described, answer: Answer): Matched | null {
  const fits = meaningsOf(described).filter(
    ({ statuses, match }) => statuses.includes(answer.status) && isFulfilled(answer, match),
  );
  const certain = fits.filter(({ match }) => match !== '');
  return (certain.length === 0 ? fits[0] : certain.length === 1 ? certain[0] : null) ?? null;
}

/** Whether what looks like an error, or like nobody, is what the admin described. */
function isMeant(described: Described, doubt: Doubt, answer: Answer): boolean {
  const meaning = meaningOf(described, answer);
  if (meaning === null) return false;
  // What is tried again claims nothing.
  if (meaning.kind === 'retry' || (meaning.kind === 'accepted' && doubt.kind === 'later')) return true;
  return isNamed(meaning.match, doubt) || (meaning.kind === 'absent' && isDescribed(meaning.match, doubt));
}

/**
 * Whether a failure tells of another error than the one that the admin named. A conflict (409) is mostly that the request
 * is there already: without a word of nobody it is no absence.
 */
function tellsOfOther({ kind, match }: Matched, { status, text, json }: Answer): boolean {
  if (kind === 'retry' || (status >= 200 && status < 300)) return false;
  const isBareConflict = status === 409 && kind === 'absent' && match === '';
  return doubtsIn(text, json).some((doubt) => (isBareConflict ? !saysNoMoreThanNobody(doubt) : isBeside(match, doubt)));
}

/** What an answer means. A rate limit means nothing but that, whatever its status. */
function kindOf(described: Described, answer: Answer): Matched['kind'] | null {
  const meaning = answer.limit.isReached ? null : meaningOf(described, answer);
  return meaning === null || tellsOfOther(meaning, answer) ? null : meaning.kind;
}

const toMeaning = (kind: Matched['kind']): Meaning | Declined => (kind === 'retry' ? { retry: 'server-error' } : kind);

/** How the admin said that answers are read. */
export const readingBy = (described: Described): Reading => ({
  meaning: (answer) => {
    const kind = kindOf(described, answer);
    return kind && toMeaning(kind);
  },
  documented: { source: 'the admin’s settings', allows: (doubt, answer) => isMeant(described, doubt, answer) },
  examples: meaningsOf(described).flatMap(({ kind, statuses, match }) =>
    statuses.map((status) => ({ status, body: exampleOf(match), means: toMeaning(kind), isAnyBody: match === '' })),
  ),
});

/** What an admin set up, as the promise beside every success; undefined where they set up nothing yet. */
export function promiseOf(described: Partial<Described>): string | undefined {
  const said = (['deleted', 'accepted', 'absent'] as const).flatMap((kind) => {
    const listed = statusesOf(described[kind] ?? '');
    if (listed.length === 0) return [];
    const expected = described[`${kind}Body`] ?? '';
    const where = isExpectation(expected) ? expectedInWords(expected) : '';
    const meant = `${listed.join(', ')} as ${kind === 'absent' ? 'nobody there' : kind}`;
    return [where === '' ? meant : `${meant} where ${where}`];
  });
  return said.length === 0 ? undefined : `An admin set up what its answers mean: ${said.join('; ')}.`;
}
