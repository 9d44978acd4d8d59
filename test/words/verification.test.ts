import { viewVerification } from '../../src/app/query/verification';
import { advance, stopFollowUps, type Step } from '../../src/core/erasure/step';
import { applyFollowUp } from '../../src/core/erasure/verify';
import type { Outcome } from '../../src/core/status/outcome';
import { DAY, HOUR } from '../../src/lib/time';
import { verificationSentence } from '../../src/words/verification';
import { step } from '../support/builders';
import { NOW } from '../support/vendor';

const answered = (outcome: Outcome): Step =>
  advance(step(), outcome, { rhythm: 'looked', days: 30 }, { now: NOW, chance: 0.5 });
const deleted = (): Step => answered({ kind: 'deleted' });
const taken = (): Step => answered({ kind: 'accepted', expectedBy: NOW + 9 * DAY });

it.each<[string, Step, string | null, object | null]>([
  [
    'nobody asked yet',
    deleted(),
    'Not verified yet. It is asked again until 23 November 2026 (UTC).',
    { state: 'planned', nextAt: NOW + 600_000 },
  ],
  [
    'gone, and how many there were',
    applyFollowUp({ ...deleted(), baseline: 3 }, 'gone', NOW + HOUR),
    'Verified on 22 November 2026, 11:00 (UTC): asked again, the provider holds nobody (3 before, 0 after).',
    { state: 'verified', at: NOW + HOUR, before: 3, nextAt: null },
  ],
  [
    'gone, and nobody knows how many there were',
    applyFollowUp(deleted(), 'gone', NOW + HOUR),
    'Verified on 22 November 2026, 11:00 (UTC): asked again, the provider holds nobody (no baseline: how many records there were before is not known).',
    { state: 'verified', before: null },
  ],
  [
    'still there, and asked again',
    applyFollowUp(deleted(), 'still-there', NOW + HOUR),
    'Still there when it was last asked, on 22 November 2026, 11:00 (UTC). It is asked again until 23 November 2026 (UTC).',
    { state: 'still-there', at: NOW + HOUR, nextAt: NOW + DAY },
  ],
  [
    'no answer',
    applyFollowUp(deleted(), 'unknown', NOW + HOUR),
    'Asked again on 22 November 2026, 11:00 (UTC), and it did not say. It is asked again until 23 November 2026 (UTC).',
    { state: 'unknown' },
  ],
  [
    'cut short',
    stopFollowUps(deleted(), NOW + HOUR),
    'Not verified: it could not be asked again.',
    { state: 'not-asked' },
  ],
  [
    'cut short after an answer, which stands',
    stopFollowUps(applyFollowUp(taken(), 'still-there', NOW + HOUR), NOW + DAY),
    'Still there when it was last asked, on 22 November 2026, 11:00 (UTC).',
    { state: 'still-there', nextAt: null },
  ],
  [
    'still there at the last question: the outcome says so',
    applyFollowUp({ ...deleted(), notBefore: NOW + DAY }, 'still-there', NOW + DAY),
    null,
    null,
  ],
  ['nobody to ask about', step({ status: 'done', phase: 'final', outcome: { kind: 'absent' } }), null, null],
  [
    'a provider that cannot be asked',
    step({ status: 'handed-over', phase: 'final', outcome: { kind: 'registered' } }),
    null,
    { state: 'not-asked', at: null },
  ],
  ['a step that waits', step(), null, null],
])('is told as it is: %s', (_, asked, sentence, view) => {
  expect(verificationSentence(asked)).toBe(sentence);
  if (view === null) expect(viewVerification(asked)).toBeNull();
  else expect(viewVerification(asked)).toMatchObject(view);
});
