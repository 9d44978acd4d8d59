/**
 * What is said of tasks, on them and of them. Never an address.
 */
import type { Said } from '../core/status/statement';

const quoted = (name: string): string => `“${name}”`;

/** Why, in the evidence. @param legal what the admin says that keeping stands for */
export const resolvedWords = (said: Said, resolution: string, legal: string): string =>
  `The task was resolved as ${quoted(resolution)}.${said === 'kept' && legal !== '' ? ` ${legal}` : ''}`;

/** Where the names of a site may not stand in the evidence. */
export const RESOLVED_WORDS = 'The task was resolved.';

export const calledOffWords = (issueKey: string): string =>
  `This task is not needed any more: nobody has to do anything here because of ${issueKey}. However it is resolved, it says nothing of the erasure now.`;

export const neededAgainWords = (issueKey: string): string =>
  `This task is needed again: the erasure of the person of ${issueKey} goes on. How it is resolved says what became of it.`;

/** @param due how far away the erasure's due date is @param day that day */
export const reminderWords = (issueKey: string, due: string, day: string): string =>
  `Reminder: the erasure of the person of ${issueKey} is ${due}, on ${day}, and waits for this task. Resolve it to say what became of it.`;

export const reopenedWords = (mask: string, taskKey: string): string =>
  `The task ${taskKey} was reopened, so what it said is taken back. The erasure of ${mask} is running again.`;
