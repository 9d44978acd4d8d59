/**
 * What is told: the issue property, and the words for what happened. A word never says more than the provider said.
 */
import { type WhySkipped } from '../core/erasure/erasure';
import type { Outcome, FailureReason, RetryReason } from '../core/status/outcome';
import type { Step } from '../core/erasure/step';
import type { Said } from '../core/status/statement';
import type { StepStatus } from '../core/status/step-status';
import type { Task } from '../core/status/task';
import { dayOf } from './day';
export const STEP_WORDS: Record<StepStatus, string> = {
  waiting: 'Waiting',
  done: 'Done',
  'handed-over': 'Handed over',
  blocked: 'Needs a person',
  skipped: 'Skipped',
};

/** Of a step whose connection is switched off. */
export const OFF_WORDS = 'Waits: the connection is switched off. It goes on once an admin switches it on again.';

/** Where a person said what became of it, a step has a word of its own. */
const BY_PEOPLE_WORDS: Partial<Record<Outcome['kind'], string>> = {
  'by-hand': 'By hand',
  kept: 'Kept',
  assigned: 'With a person',
};

/** A step in a word or two. */
export const stepWords = ({ status, outcome }: Pick<Step, 'status' | 'outcome'>): string =>
  BY_PEOPLE_WORDS[outcome?.kind ?? 'retry'] ?? STEP_WORDS[status];

/** What a person said, in the evidence. */
export const SAID_WORDS: Record<Said, string> = {
  done: 'it is done there',
  absent: 'nobody was found there',
  kept: 'the data may be kept',
};

export const SKIPPED_WORDS: Record<WhySkipped, string> = {
  off: 'Skipped: the connection is switched off.',
  project: 'Skipped: the connection is not for this project.',
  'not-asked': 'Skipped: not among the connections asked for.',
};

const FAILURE_WORDS: Record<FailureReason, string> = {
  credentials:
    'The provider refuses this connection’s key. An admin has to renew it: saving a new key takes this up again.',
  'not-found': 'The provider answered "not found". An admin has to check this connection’s address or key names.',
  rejected:
    'The provider refuses the request itself, whoever it is for. An admin has to check this connection’s settings.',
  'rejected-address':
    'The provider refused the request for this person. Check the address, and that the connection’s settings are right; then retry, or erase the person there by hand.',
  'staff-account':
    'There the person is an agent, an admin or an employee, or the key is theirs, so nothing was deleted. Where the connection has a setting for members, an admin can allow it; else erase the person there by hand.',
  'unexpected-reply': 'The provider’s answer is not the documented one, so nothing is known. Check there by hand.',
  redirected: 'The provider answered with a redirect, which is not followed. An admin has to check this connection.',
  'not-allowed':
    'Jira does not let the app call this host, so nothing was sent. A Jira admin has to allow this host: Jira settings, Apps, User erasure, Allow on this connection’s card. Where no Allow stands there, the app has to be updated. Then retry.',
  'still-there':
    'The provider said that it deletes, or has deleted, and still, or again, held somebody of this address when it was last asked. Check there by hand, or retry.',
  'address-missing': 'The address was no longer kept when this was due. Retry: it is read from the issue again.',
  'name-missing':
    'This connection wants the person’s name, and the issue does not give it. Fill it in on the issue, then retry.',
  'ends-quotes':
    'The address or name holds a character that would end the quotation marks of this connection’s filter, so nobody was called. Erase the person there by hand; or have an admin say under “Quotation marks in filters” how the API takes them, then retry.',
  'retries-exhausted': 'The provider could not be reached until shortly before the due date. Retry, or erase by hand.',
  'project-not-allowed':
    'Erasures are not allowed in this project any more, so this provider is not called. An admin has to allow the project again; then retry.',
  'not-served':
    'This connection does not serve this project any more, so this provider is not called. An admin has to name the project on the connection again; then retry. Or erase the person there by hand.',
  cancelled:
    'The erasure was cancelled after this provider had been tried. It may have carried the request out. Check there by hand.',
  'connection-removed':
    'The connection was removed before this was done, so nobody was asked. Erase the person there by hand; or have an admin add the connection again under the same id, then retry.',
  'connection-changed':
    'The connection was changed to another provider before this was done, so nobody was asked at the one before. Erase the person there by hand.',
  'task-not-permitted':
    'Jira does not let the app make the task: there is no such project, or the app may not create issues in it. A Jira admin has to let the app create issues there, or name another project on this connection; then retry.',
  'task-type':
    'The task could not be made: the project has no such issue type, or this issue can have no sub-task. An admin has to choose a linked task, or another issue type, on this connection; then retry.',
  'task-assignee':
    'The task could not be made: the person named on this connection cannot be assigned issues there. An admin has to name somebody else, or let them be assigned; then retry.',
  'task-field':
    'The task could not be made: the project wants a field of every new issue that the app does not fill in. An admin has to make it optional there, or choose another issue type on this connection; then retry.',
  'task-unread':
    'The task was closed in a way that this connection does not count as done, not found there, or may be kept. Reopen it and resolve it in one of those ways; or mark this as done by hand.',
  'task-by-app':
    'The task was resolved by an app or an automation, and only a person can say what became of somebody. Reopen it, and have a person resolve it; or mark this as done by hand.',
  'task-gone':
    'The task was deleted, or the app cannot see it any more. Retry to have another one made; or mark this as done by hand.',
  'task-late':
    'The task was not resolved, or what it says not confirmed by a second person, until shortly before the due date. Either still counts; or mark this as done by hand.',
};

const RETRY_WORDS: Record<RetryReason, string> = {
  timeout: 'The provider did not answer in time.',
  unreachable: 'The provider could not be reached.',
  insecure: 'The provider’s certificate cannot be trusted, so nothing was sent.',
  'rate-limited': 'The provider asked us to slow down.',
  'server-error': 'The provider has a fault.',
  postponed: 'Its turn has not come yet.',
  paused: 'All deletions are paused.',
};

/** Why nobody is called at a connection for a while: its provider asked for it, for this reason. */
export const backoffSentence = (reason: RetryReason): string =>
  `${RETRY_WORDS[reason]} Nobody is called there for as long as it asked, at most six hours.`;

const OUTCOME_WORDS: Record<Outcome['kind'], string> = {
  deleted: 'Deleted: the provider says so.',
  absent: 'Not found: the provider has no record of this address.',
  accepted: 'Accepted: the provider will delete.',
  registered: 'Registered: the provider took the request and does not tell what became of it.',
  'by-hand': 'By hand: a person says that it is done there, or that nobody is there.',
  assigned: 'With a person: there is a task for it.',
  kept: 'Kept: a person says that the law lets this data be kept. It was not deleted.',
  retry: 'Will be tried again.',
  refused: 'Needs a person.',
};

/** A task that a person has for it. */
export const taskSentence = ({ key, dueAt }: Task): string =>
  `With a person, as the task ${key}, due on ${dayOf(dueAt)} (UTC). How it is resolved says what became of it.`;

/** The sentence for one outcome. `promise` is the provider's own word of what its success means. */
export function outcomeSentence(outcome: Outcome, promise: string): string {
  switch (outcome.kind) {
    case 'accepted': {
      const by = outcome.expectedBy === undefined ? '' : ` That is by ${dayOf(outcome.expectedBy)} (UTC).`;
      return `${OUTCOME_WORDS.accepted} ${promise}${by}`;
    }
    case 'registered':
      return `${OUTCOME_WORDS[outcome.kind]} ${promise}`;
    case 'assigned':
      return taskSentence(outcome.task);
    case 'retry':
      return `${RETRY_WORDS[outcome.reason]} It will be tried again.`;
    case 'refused':
      return FAILURE_WORDS[outcome.reason];
    default:
      return OUTCOME_WORDS[outcome.kind];
  }
}

/** Why a provider that was only asked does not say what it holds. */
export function whyUnanswered(outcome: Outcome): string {
  if (outcome.kind === 'retry') return RETRY_WORDS[outcome.reason];
  return outcome.kind === 'refused' ? FAILURE_WORDS[outcome.reason] : OUTCOME_WORDS[outcome.kind];
}

/** The sentence for an invitation. It is sent once: what may have been taken is never sent again. */
export function invitationSentence(outcome: Outcome, promise: string): string {
  switch (outcome.kind) {
    case 'registered':
      return `The invitation was taken. ${promise}`;
    case 'retry':
      if (outcome.reason === 'insecure') return `${RETRY_WORDS.insecure} Try again once that is put right.`;
      return outcome.reason === 'rate-limited'
        ? 'The provider asked us to slow down; nothing was sent. Try again later.'
        : `${RETRY_WORDS[outcome.reason]} The invitation may have been taken all the same, so it is not sent again. Look there.`;
    case 'refused':
      return FAILURE_WORDS[outcome.reason];
    default:
      return OUTCOME_WORDS[outcome.kind];
  }
}
