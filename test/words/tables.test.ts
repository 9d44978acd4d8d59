/**
 * Words never say more than what happened, and everything that can happen has words of its own.
 */
import { OUTCOME_KINDS, REFUSALS, RETRIES } from '../support/every-outcome';
import type { Outcome } from '../../src/core/status/outcome';
import { dayOf } from '../../src/words/day';
import { invitationSentence, outcomeSentence, SKIPPED_WORDS, STEP_WORDS } from '../../src/words/outcomes';
import { isTransient } from '../../src/core/error-code';
import { ERROR_TEXTS, errorText } from '../../src/words/errors';
import { APPROVAL_WORDS, ERASURE_WORDS } from '../../src/words/erasure';
import { SYNC_ERROR_WORDS } from '../../src/words/sync';

const PROMISE = 'What the vendor promises.';
const said = (outcome: Outcome) => outcomeSentence(outcome, PROMISE);

it('says deleted of nothing but what the provider says is deleted', () => {
  for (const outcome of OUTCOME_KINDS) expect(said(outcome).startsWith('Deleted')).toBe(outcome.kind === 'deleted');
});

it('has a sentence of its own for every outcome, refusal and reason to try again', () => {
  const all = [...OUTCOME_KINDS, ...REFUSALS, ...RETRIES].map(said);
  expect(new Set(all).size).toBe(all.length);
  for (const sentence of all) expect(sentence.length).toBeGreaterThan(20);
});

it('adds the provider’s promise to what was only taken, and to nothing else', () => {
  for (const outcome of [...OUTCOME_KINDS, ...REFUSALS, ...RETRIES])
    expect(said(outcome).includes(PROMISE)).toBe(outcome.kind === 'accepted' || outcome.kind === 'registered');
});

it('says of what is tried again that it is', () => {
  for (const outcome of RETRIES) expect(said(outcome)).toMatch(/It will be tried again\.$/);
});

it.each<[Outcome, RegExp]>([
  [{ kind: 'registered' }, /^The invitation was taken\. What the vendor promises\.$/],
  [{ kind: 'retry', reason: 'rate-limited' }, /nothing was sent/],
  [{ kind: 'retry', reason: 'timeout' }, /^The provider did not answer in time\. The invitation may have been taken/],
  [{ kind: 'refused', reason: 'credentials' }, /refuses this connection’s key/],
  [{ kind: 'deleted' }, /^Deleted/],
])('says of an invitation that became %j: %s', (outcome, words) => {
  expect(invitationSentence(outcome, PROMISE)).toMatch(words);
});

it.each(Object.entries({ ERASURE_WORDS, STEP_WORDS, SKIPPED_WORDS, SYNC_ERROR_WORDS, APPROVAL_WORDS, ERROR_TEXTS }))(
  '%s has different words for everything, without an address',
  (_, table) => {
    const words = Object.values(table);
    expect(new Set(words).size).toBe(words.length);
    for (const one of words) {
      expect(one.length).toBeGreaterThan(3);
      expect(one).not.toContain('@');
    }
  },
);

it('never calls an erasure deleted', () => {
  expect(Object.values({ ...ERASURE_WORDS, ...STEP_WORDS }).join(' ')).not.toMatch(/delete/i);
});

it('knows what passes by itself', () => {
  const passing = Object.keys(ERROR_TEXTS).filter((code) => isTransient(code as keyof typeof ERROR_TEXTS));
  expect(passing.sort()).toEqual(['busy', 'jira-unavailable', 'paused']);
});

it('has words for a code of another version', () => {
  expect(errorText('paused')).toBe(ERROR_TEXTS.paused);
  expect(errorText('from-the-future')).toContain('does not know');
});

it('writes a day as every reader reads it, in UTC', () => {
  expect(dayOf(Date.UTC(2026, 0, 2, 23, 59))).toBe('2 January 2026');
});
