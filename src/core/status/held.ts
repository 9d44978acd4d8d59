/**
 * What a provider holds of a person, asked before anything is deleted; or why it does not say.
 */
import type { Outcome, RetryReason } from './outcome';

export type Held =
  /** `records`: how many, at least one. */
  | { readonly kind: 'found'; readonly records: number }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'not-askable' }
  /** The provider asked to be left alone, or its rate is used up at this moment. */
  | { readonly kind: 'left-alone'; readonly reason: RetryReason }
  /** It did not answer in the time that an agent waits. */
  | { readonly kind: 'late' }
  | { readonly kind: 'unanswered'; readonly outcome: Outcome };

/** What several providers hold together: records, and how many of them said what. */
export interface HeldTogether {
  readonly records: number;
  readonly found: number;
  readonly nobody: number;
  readonly notAskable: number;
  /** Asked, or to be asked, and did not say. */
  readonly silent: number;
}

/** Counts what providers said. */
export function heldTogether(all: readonly Held[]): HeldTogether {
  const count = (kind: Held['kind']) => all.filter((one) => one.kind === kind).length;
  const [found, nobody, notAskable] = [count('found'), count('nobody'), count('not-askable')];
  const records = all.reduce((sum, one) => sum + (one.kind === 'found' ? one.records : 0), 0);
  return { records, found, nobody, notAskable, silent: all.length - found - nobody - notAskable };
}
