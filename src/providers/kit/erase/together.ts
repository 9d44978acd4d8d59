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
