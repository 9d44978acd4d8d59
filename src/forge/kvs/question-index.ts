/**
 * Finds steps whose provider is asked again, by Forge's index.
 */
import type { QuestionIndex } from '../../ports/question-index';
import { keysOf, STEP } from './records';

/** The questions of this installation. */
export const questionIndex: QuestionIndex = {
  async dueAnywhere(range, limit) {
    const due = await keysOf(STEP, { index: 'by-due-time', partition: ['verifying'], range, limit });
    return due.map(({ value: { record } }) => record);
  },

  async dueAt(connectionId, range, limit) {
    const due = await keysOf(STEP, { index: 'by-connection', partition: ['verifying', connectionId], range, limit });
    return due.map(({ value: { record } }) => record);
  },
};
