/** Reading something from an answer by its schema. */
import * as z from 'zod/mini';
import { reads } from '../../../src/providers/kit';
import { answerWith } from '../../../src/providers/kit/examples';

const jobIn = reads(z.object({ job: z.int() }), ({ job }) => job);

it('reads what fits its schema', () => {
  expect(jobIn(answerWith({ job: 7, more: true }))).toBe(7);
  expect(jobIn({ ...answerWith({ job: 7 }), status: 201 })).toBe(7);
});

it('reads nothing from what does not fit, or is no success', () => {
  expect(jobIn(answerWith({ job: '7' }))).toBeNull();
  expect(jobIn(answerWith('no JSON'))).toBeNull();
  expect(jobIn({ ...answerWith({ job: 7 }), status: 500 })).toBeNull();
  expect(jobIn({ ...answerWith({ job: 7 }), status: 302 })).toBeNull();
});
