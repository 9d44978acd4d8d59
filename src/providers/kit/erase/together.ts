import type { Outcome } from '../../../core/status/outcome';
import type { Meaning } from '../replies';

/** What says less stands first: it is what is said of all of them. */
const WEAKEST: readonly Meaning[] = ['registered', 'accepted', 'deleted', 'absent'];

/** What is said of a person of whom several things are said: no more than the least of them. */
export function together(meanings: readonly Meaning[]): Meaning {
  const longest = meanings.flatMap((means) => (typeof means === 'string' ? [] : [means.within]));
  const isWithoutDate = meanings.includes('registered') || meanings.includes('accepted');
  if (longest.length > 0 && !isWithoutDate) return { within: Math.max(...longest) };
  return WEAKEST.find((means) => meanings.includes(means)) ?? 'absent';
}

const LEAST: readonly Outcome['kind'][] = ['refused', 'retry', 'registered', 'accepted', 'deleted', 'absent'];
const isUndated = (outcome: Outcome): boolean => outcome.kind === 'accepted' && outcome.expectedBy === undefined;

/** The outcome of a person who has several: what failed, else no more than the least of them, at the latest date. */
export function togetherOutcome(outcomes: readonly Outcome[]): Outcome {
  const [first, ...others] = [...outcomes].sort((a, b) => LEAST.indexOf(a.kind) - LEAST.indexOf(b.kind));
  if (first?.kind !== 'accepted') return first ?? { kind: 'absent' };
  const accepted = [first, ...others].filter((one) => one.kind === 'accepted');
  if (accepted.some(isUndated)) return { kind: 'accepted' };
  return { kind: 'accepted', expectedBy: Math.max(...accepted.map(({ expectedBy = 0 }) => expectedBy)) };
}
