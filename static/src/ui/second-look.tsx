/**
 * What came of asking a provider, long after the end, whether a person is back.
 */
import type { SecondLookView } from '../../../src/contract/erasure-view';
import { SHARED } from '../words/shared';
import { Lozenge } from './lozenge';
import { exactTime } from './time';

const WORDS = SHARED.secondLook;

/** A line below a step: when it is looked for once more, or what was found. */
export function SecondLook({ secondLook: { state, at } }: { secondLook: SecondLookView }) {
  return (
    <span className="sentence small" data-second-look={state}>
      {state === 'back' ? <Lozenge appearance="removed">{WORDS.short}</Lozenge> : null}{' '}
      {WORDS.states[state](at === null ? '' : exactTime(at))}
    </span>
  );
}
