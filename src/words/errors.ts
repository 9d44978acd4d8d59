/**
 * What was refused, and the way out of it.
 */
import type { AppError } from '../core/app-error';
import type { ErrorCode } from '../core/error-code';

/** What happened, and the way out of it. */
export const ERROR_TEXTS: Record<ErrorCode, string> = {
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
  'erasure-open':
    'This person is being erased, so they are not invited: nothing was sent. Wait until the erasure has ended, or cancel it; then try again.',
  'address-in-reason':
    'The reason is kept in the evidence for ever: leave out addresses and at signs, however they are written.',
  'invited-before':
    'This person was invited from this issue before, and an invitation is never sent twice. Look at the provider.',
  'limited-before':
    'This person’s erasure on this issue was limited to some connections, and one issue erases a person once. To erase them at the others, make another issue.',
  'bad-jql': 'Jira does not understand this JQL, or you may not search by it. Try it in Jira’s own search first.',
  'bad-search': 'Not a valid e-mail address. Enter it exactly as on the issue.',
  'list-again': 'This list cannot be continued from there. Reload it.',
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
/** Of a reason or a reference that tells nothing. */
export const TOO_SHORT_WORDS = 'It needs three letters or digits at least.';

/** What an error says on screens, and to callers from outside. */
export function errorWords({ code, detail, text = ERROR_TEXTS[code] }: AppError): string {
  return detail === undefined ? text : `${text} ${detail}`;
}

/** The words of a stored code; one that this version does not know says so. */
export const errorText = (code: string): string =>
  (ERROR_TEXTS as Record<string, string>)[code] ?? 'Refused, for a reason that this version does not know.';
