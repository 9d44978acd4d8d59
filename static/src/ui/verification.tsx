/**
 * What came of asking a provider again: whether the person is gone.
 */
import type { VerificationView } from '../../../src/contract/erasure-view';
import { SHARED } from '../words/shared';
import { Lozenge } from './lozenge';
import { exactTime } from './time';

const WORDS = SHARED.verification;

function wordsOf({ state, at, before }: VerificationView): string {
  const when = at === null ? '' : exactTime(at);
  switch (state) {
    case 'verified':
      return WORDS.verified(when, before);
    case 'still-there':
      return WORDS.stillThere(when);
    case 'unknown':
      return WORDS.unknown(when);
    case 'planned':
      return WORDS.planned;
    case 'not-asked':
      return WORDS.notAsked;
  }
}

/** A line below a step: verified and how, or what is known instead and when the provider is asked again. */
export function Verification({ verification }: { verification: VerificationView }) {
  const { state, nextAt } = verification;
  return (
    <span className="sentence small" data-verification={state}>
      {state === 'verified' ? <Lozenge appearance="success">{WORDS.short}</Lozenge> : null} {wordsOf(verification)}
      {nextAt === null ? null : ` ${WORDS.next(exactTime(nextAt))}`}
    </span>
  );
}
