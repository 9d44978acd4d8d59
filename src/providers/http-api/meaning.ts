/**
 * What an answer means by the admin's word.
 */
import { type Doubt, doubtsIn } from '../../core/reply/doubts';
import type { Answer } from '../../core/reply/reply';
import { exampleOf, isBeside, isDescribed, isNamed, matches, type Reading } from '../kit';
import { statusesOf } from './texts';

interface Described {
  readonly deleted: string;
  readonly deletedBody: string;
  readonly accepted: string;
  readonly acceptedBody: string;
  readonly absent: string;
  readonly absentBody: string;
}

/** A meaning, and the match by which an answer has it. */
interface Matched {
  readonly kind: 'accepted' | 'deleted' | 'absent';
  readonly match: string;
}

const meaningsOf = (described: Described): readonly (Matched & { readonly statuses: readonly number[] })[] =>
  (['accepted', 'deleted', 'absent'] as const).map((kind) => ({
    ...{ kind, statuses: statusesOf(described[kind]), match: described[`${kind}Body`] },
  }));

/** The first meaning that fits: those that ask for a certain answer before those that ask for a status only. */
function meaningOf(described: Described, answer: Answer): Matched | null {
  const fits = meaningsOf(described).filter(
    ({ statuses, match }) => statuses.includes(answer.status) && matches(answer, match),
  );
  return fits.find(({ match }) => match !== '') ?? fits[0] ?? null;
}

/** Whether what looks like an error, or like nobody, is what the admin described. */
function isMeant(described: Described, doubt: Doubt, answer: Answer): boolean {
  const meaning = meaningOf(described, answer);
  if (meaning === null) return false;
  if (meaning.kind === 'accepted' && doubt.kind === 'later') return true;
  if (doubt.at.length === 0 && answer.text.trim() === meaning.match) return true;
  return isNamed(meaning.match, doubt) || (meaning.kind === 'absent' && isDescribed(meaning.match, doubt));
}

/** What an answer means. A failure that tells of another error than the one that the admin named means nothing. */
function kindOf(described: Described, answer: Answer): Matched['kind'] | null {
  const meaning = meaningOf(described, answer);
  if (meaning === null) return null;
  const isFailure = answer.status < 200 || answer.status >= 300;
  const isOtherError = isFailure && doubtsIn(answer.text, answer.json).some((doubt) => isBeside(meaning.match, doubt));
  return isOtherError ? null : meaning.kind;
}

/** How the admin said that answers are read. */
export const readingBy = (described: Described): Reading => ({
  meaning: (answer) => kindOf(described, answer),
  documented: { source: 'the admin’s settings', allows: (doubt, answer) => isMeant(described, doubt, answer) },
  examples: meaningsOf(described).flatMap(({ kind, statuses, match }) =>
    statuses.map((status) => ({ status, body: exampleOf(match), means: kind, isAnyBody: match === '' })),
  ),
});

/** What an admin set up, as the promise beside every success; undefined where they set up nothing yet. */
export function promiseOf(described: Partial<Described>): string | undefined {
  const said = (['deleted', 'accepted', 'absent'] as const).flatMap((kind) => {
    const listed = statusesOf(described[kind] ?? '');
    return listed.length === 0 ? [] : [`${listed.join(', ')} as ${kind === 'absent' ? 'nobody there' : kind}`];
  });
  return said.length === 0 ? undefined : `An admin set up what its answers mean: ${said.join('; ')}.`;
}
