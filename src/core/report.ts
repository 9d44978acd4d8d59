/**
 * What is told: the issue property, and the words for what happened. A word never says more than the provider said.
 */
import { count, type Erasure, type WhySkipped } from './erasure';
import type { ErasureStatus } from './erasure-status';
import type { Outcome, Refusal, RetryReason } from './outcome';
import type { ExtractionRefusal } from './extract';
import type { MirrorTrouble } from './mirror';
import { type PeopleCount, statusOfIssue } from './people';
import type { ApprovalReason, PolicyRefusal } from './policy';
import type { Step } from './step';
import type { Said } from './statement';
import type { StepStatus } from './step-status';

/** The key of the issue property, as the manifest indexes it. */
export const PROPERTY_KEY = 'user-erasure';

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

/** What the issue's property says besides its newest erasure. */
export interface AroundErasure {
  readonly people: PeopleCount;
  /** Whether an erasure of the issue goes on. */
  readonly isAnyOpen: boolean;
  /** Whether the issue may be closed, as the settings are. */
  readonly mayClose: boolean;
}

/**
 * The issue property: a mirror for JQL and other apps. Holds no address; the truth is in the ledger.
 * @param erasure the newest of the issue, with its steps
 */
export function toProperty(erasure: Erasure, steps: readonly Step[], { people, isAnyOpen, mayClose }: AroundErasure) {
  const { total, done, handedOver, blocked, waiting } = count(erasure, steps);
  const called = steps.map((step) => ({
    connection: step.connectionId,
    provider: step.provider,
    status: step.status,
    outcome: step.outcome?.kind ?? null,
    at: iso(step.at),
  }));
  const skipped = erasure.skipped.map(({ connectionId, provider }) => ({
    connection: connectionId,
    provider,
    status: 'skipped' as const,
    outcome: null,
    at: null,
  }));
  return {
    v: 1 as const,
    erasureId: erasure.id,
    status: statusOfIssue(erasure.status, people, isAnyOpen),
    person: erasure.mask,
    total,
    done,
    handedOver,
    blocked,
    waiting,
    people: { total: people.total, finished: people.finished, waived: people.waived },
    mayClose,
    requestedAt: iso(erasure.requestedAt),
    dueAt: iso(erasure.dueAt),
    finishedAt: iso(erasure.finishedAt),
    steps: [...called, ...skipped],
  };
}
export type ErasureProperty = ReturnType<typeof toProperty>;

export const ERASURE_WORDS: Record<ErasureStatus, string> = {
  'awaiting-approval': 'Waiting for approval',
  scheduled: 'Scheduled',
  running: 'Running',
  completed: 'Completed',
  'handed-over': 'Handed over',
  partial: 'Partly blocked',
  blocked: 'Blocked',
  cancelled: 'Cancelled',
  rejected: 'Rejected',
};

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
const BY_PEOPLE_WORDS: Partial<Record<Outcome['kind'], string>> = { 'by-hand': 'By hand', kept: 'Kept' };

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

const REFUSAL_WORDS: Record<Refusal, string> = {
  credentials:
    'The provider refuses this connection’s key. An admin has to renew it: saving a new key takes this up again.',
  'not-found': 'The provider answered "not found". An admin has to check this connection’s address or key names.',
  rejected:
    'The provider refuses the request itself, whoever it is for. An admin has to check this connection’s settings.',
  'rejected-address':
    'The provider refused the request for this person. Check the address, and that the connection’s settings are right; then retry, or erase the person there by hand.',
  'unexpected-reply': 'The provider’s answer is not the documented one, so nothing is known. Check there by hand.',
  redirected: 'The provider sent us elsewhere, where we do not go. An admin has to check this connection.',
  'not-allowed': 'Jira does not allow calls to this host. An admin has to update the app or its permissions.',
  'still-there':
    'The provider took the request, but the person was still there when we last asked. Check there by hand.',
  'address-missing': 'The address was no longer kept when this was due. Retry: it is read from the issue again.',
  'name-missing':
    'This connection wants the person’s name, and the issue does not give it. Fill it in on the issue, then retry.',
  'retries-exhausted': 'The provider could not be reached until shortly before the due date. Retry, or erase by hand.',
  'project-not-allowed':
    'Erasures are not allowed in this project any more, so this provider is not called. An admin has to allow the project again; then retry.',
  cancelled:
    'The erasure was cancelled after this provider had been tried. It may have carried the request out. Check there by hand.',
  'connection-removed':
    'The connection was removed before this was done, so nobody was asked. Erase the person there by hand; or have an admin add the connection again under the same id, then retry.',
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

const OUTCOME_WORDS: Record<Outcome['kind'], string> = {
  deleted: 'Deleted: the provider says so.',
  absent: 'Nobody there: the provider holds nobody of this address.',
  accepted: 'Accepted: the provider will delete.',
  registered: 'Registered: the provider took the request and does not tell what became of it.',
  'by-hand': 'By hand: a person says that it is done there, or that nobody is there.',
  kept: 'Kept: a person says that the law lets this data be kept. It was not deleted.',
  retry: 'Will be tried again.',
  refused: 'Needs a person.',
};

/** The day of a promise, in words that every reader reads alike. */
export const dayOf = (time: number): string =>
  new Date(time).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** The sentence for one outcome. `promise` is the provider's own word of what its success means. */
export function outcomeSentence(outcome: Outcome, promise: string): string {
  switch (outcome.kind) {
    case 'accepted': {
      const by = outcome.expectedBy === undefined ? '' : ` That is by ${dayOf(outcome.expectedBy)} (UTC).`;
      return `${OUTCOME_WORDS.accepted} ${promise}${by}`;
    }
    case 'registered':
      return `${OUTCOME_WORDS[outcome.kind]} ${promise}`;
    case 'retry':
      return `${RETRY_WORDS[outcome.reason]} It will be tried again.`;
    case 'refused':
      return REFUSAL_WORDS[outcome.reason];
    default:
      return OUTCOME_WORDS[outcome.kind];
  }
}

/** What an end does not say by its name alone. */
export const HANDED_OVER_WORDS =
  'Every provider took the request; not every one confirms that the person is gone. That is not the same as deleted.';
export const ALL_KEPT_WORDS = 'Nobody was deleted: a person said of every provider that the data may be kept.';

export const EARLIER_WORDS = 'There was an earlier erasure of this person.';

/** How many people of an issue are done with, and who is left. @param left masks */
export function peopleSentence({ total, finished, waived }: PeopleCount, left: readonly string[]): string {
  const waivedToo = waived === 0 ? '' : `, ${String(waived)} waived`;
  const leftToo = left.length === 0 ? '' : ` Left: ${left.join(', ')}.`;
  return `${String(finished)} of ${String(total)} people of this issue finished${waivedToo}.${leftToo}`;
}

/** Why an issue could not be told yet. */
export const TROUBLE_WORDS: Record<MirrorTrouble, string> = {
  unavailable: 'Jira did not answer.',
  refused: 'Jira does not let the app write on this issue. Check the app’s permissions in this project.',
  'limit-burst': 'Jira asked the app to slow down (too many requests at once).',
  'limit-issue': 'Jira asked the app to slow down (too many writes on this issue).',
  'limit-quota': 'The app’s hourly quota of requests to Jira is used up.',
};

export const NOT_TOLD_WORDS = 'The issue does not say yet what stands here. It is told as soon as Jira lets the app.';
export const ISSUE_GONE_WORDS = 'The issue is gone, or the app cannot see it any more. What happened stands here only.';

export const APPROVAL_WORDS: Record<ApprovalReason, string> = {
  typed: 'The address was typed by hand and cannot be read for sure on the issue: a second person has to approve.',
  protected: 'The address is protected: a second person has to approve.',
  'approval-always': 'Every erasure needs a second person’s approval.',
  'approval-unattended': 'An erasure that no person started needs approval.',
  'hourly-cap': 'More erasures than allowed per hour were started without a person: this one waits for approval.',
};

/** Everything an erasure can be refused for before it begins. */
export type RefusalCode =
  | ExtractionRefusal
  | PolicyRefusal
  | 'mismatch'
  | 'not-literal'
  | 'bad-number'
  | 'no-such-issue'
  | 'not-permitted'
  | 'same-person'
  | 'not-open'
  | 'nobody-begun'
  | 'unknown-connection'
  | 'bad-settings'
  | 'stale'
  | 'work-waits'
  | 'settings-busy'
  | 'limited-before'
  | 'bad-jql'
  | 'bad-search'
  | 'list-again'
  | 'bulk-running'
  | 'preview-again'
  | 'wrong-number'
  | 'bad-due-date'
  | 'extended-before'
  | 'extended-too-late'
  | 'reason-missing'
  | 'reference-missing'
  | 'erased-before'
  | 'address-in-reason'
  | 'invited-before'
  | 'jira-unavailable'
  | 'busy';

/** Whether what stands in the way passes by itself: whatever waits for it is tried again later. */
export const isPassing = (code: RefusalCode): boolean =>
  code === 'paused' || code === 'jira-unavailable' || code === 'busy';

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
      return REFUSAL_WORDS[outcome.reason];
    default:
      return OUTCOME_WORDS[outcome.kind];
  }
}

/** What happened, and the way out of it. */
export const REFUSAL_TEXTS: Record<RefusalCode, string> = {
  'no-address':
    'No e-mail address was found in the places this site looks in. Fill in the mapped field of the issue, then try again.',
  'invalid-address':
    'The place where the address should stand holds something that is no valid e-mail address. Correct it on the issue, then try again.',
  ambiguous:
    'More than one e-mail address could be meant, and nothing is guessed. Leave exactly one in the mapped field of the issue, then try again.',
  'needs-confirmation':
    'The address was found in free text. A person has to confirm it: open the issue and choose Delete user.',
  protected:
    'The address is protected and is never erased automatically. A person has to start it from the issue, and a second one to approve it.',
  'not-configured':
    'Nothing is configured for this project yet. An admin has to add a connection and say where the address is found.',
  'project-not-allowed':
    'Erasures are not allowed in this project. An admin has to add it to the projects of the rules.',
  paused: 'All deletions are paused. An admin has to resume them; nothing was started.',
  mismatch: 'The e-mail address given is not the one the issue yields. Nothing was started.',
  'not-literal':
    'This address does not stand on the issue as you typed it. Type it exactly as it stands there, or correct the issue.',
  'bad-number': 'The number typed is not the number of people. Nothing was started.',
  'no-such-issue': 'There is no such issue, or it cannot be seen.',
  'not-permitted': 'You do not have the permission for this. Ask a project or Jira admin.',
  'same-person': 'Who asked for it cannot approve it, and who said it cannot confirm it. A second person has to.',
  'not-open': 'This erasure is not in a state in which that can be done. Reload to see where it stands.',
  'nobody-begun':
    'Nobody is erased from this issue yet. Choose Delete user for somebody first; then waive who is left.',
  'unknown-connection': 'There is no such connection.',
  'erased-before':
    'This person was erased. To invite them all the same, give a reason: it goes into the evidence of the erasure.',
  'address-in-reason':
    'The reason is kept in the evidence for ever: leave out addresses and at signs, however they are written.',
  'invited-before':
    'This person was invited from this issue before, and an invitation is never sent twice. Look at the provider.',
  'limited-before':
    'This person’s erasure on this issue was limited to some connections, and one issue erases a person once. To erase them at the others, make another issue.',
  'bad-jql': 'Jira does not understand this JQL, or you may not search by it. Try it in Jira’s own search first.',
  'bad-search': 'This is no e-mail address. Write it whole, as it stood on the issue.',
  'list-again': 'This list cannot be gone on with from there. Reload it.',
  'bulk-running': 'Your last bulk is still running. Wait until it has ended, or stop it.',
  'preview-again': 'This preview is too old, or not complete, or was run already. Preview again.',
  'wrong-number': 'This is not the number of erasures that would begin. Nothing was started; type the number shown.',
  'bad-due-date':
    'The due date has to lie in the future, within a year; where the legal month holds, at most three months after the request.',
  'extended-before': 'The legal month was extended before, and it can be extended once only.',
  'extended-too-late': 'The legal month is over. It can be extended only while it lasts.',
  'reason-missing': 'Give a reason: it goes into the evidence of the erasure.',
  'reference-missing':
    'Say where it can be looked up, such as a ticket number there: it goes into the evidence of the erasure.',
  'bad-settings': 'These settings cannot be used.',
  stale: 'Somebody changed this since you looked, so nothing was saved. Load it anew.',
  'work-waits':
    'Erasures wait there, and not as many as were confirmed. Nothing was changed; look at the number and confirm it.',
  'settings-busy': 'Others are changing the settings at this moment. Nothing was changed; try again in a minute.',
  'jira-unavailable': 'Jira did not answer, or did not let the app read what it needs. Try again in a minute.',
  busy: 'This person’s erasure is being changed at this moment. Try again in a minute.',
};

/** The words of a stored code; one that this version does not know says so. */
export const refusalText = (code: string): string =>
  (REFUSAL_TEXTS as Record<string, string>)[code] ?? 'Refused, for a reason that this version does not know.';
