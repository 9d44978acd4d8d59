/**
 * Deadlines: reminding people on the issue, and giving an erasure another due date.
 */
import { dayIn, UTC } from '../core/calendar';
import { isUnfinished } from '../core/closing';
import { deadlineWords, firstReminder, NEVER, nextReminder, reminderOf } from '../core/deadline';
import { type Erasure, giveUpAt, hasEnded, keptUntil, mayExtendTo } from '../core/erasure';
import type { IssueComment, Ports, Whole } from '../core/ports';
import { RefusedError } from '../core/refusal';
import type { Settings } from '../core/settings';
import { isSettled } from '../core/step';
import { change } from './change';
import { rowsOf } from './comment';
import { mustBeReason } from './reason';

const DAY = 86_400_000;
const A_YEAR = 365 * DAY;

const iso = (time: number): string => new Date(time).toISOString();

function toReminder({ erasure, steps }: Whole, settings: Settings, now: number, at: number): IssueComment {
  const { id, mask, dueAt, month } = erasure;
  const zone = month?.zone ?? UTC;
  return {
    mark: { erasureId: id, reminder: at },
    headline: `Reminder: the erasure of ${mask} is ${deadlineWords(dueAt, now)}. The due date is ${dayIn(dueAt, zone)} (${zone}).`,
    rows: rowsOf(
      steps.filter((step) => !isSettled(step) || step.status === 'blocked' || step.status === 'handed-over'),
      settings,
    ),
    notes: [],
    isInternal: true,
  };
}

/**
 * Reminds people of an erasure on its issue, where somebody still has to see to it. Always by an internal note: the
 * customer's own request is no place for it. Posted once for each reminder, also where it has to be tried again.
 */
export const remind =
  (ports: Ports) =>
  async (id: string): Promise<void> => {
    const { ledger, issues, reminders, settings, chance } = ports;
    const read = await ledger.whole(id);
    const configured = await settings.read();
    if (read === null || !isUnfinished(read.erasure, configured.status.closing)) return reminders.set(id, null);
    const { dueAt, issueId, isIssueGone } = read.erasure;
    // Nobody can be reminded on an issue that is gone; the erasure stays among what is due.
    if (isIssueGone) return reminders.set(id, { dueAt, remindAt: NEVER });
    const now = chance.now();
    const at = reminderOf(dueAt, now);
    if (configured.status.comment !== 'none') {
      const written = await issues.comment(issueId, toReminder(read, configured, now, at), true);
      if (written.kind === 'later') return;
    }
    await reminders.set(id, { dueAt, remindAt: nextReminder(dueAt, now) ?? NEVER });
  };

/** Another due date that somebody asks for, and why. */
export interface Postponement {
  readonly accountId: string;
  readonly dueAt: number;
  readonly reason: string;
}

/**
 * An erasure with another due date. Where the legal month holds, a date beyond it is its extension: once, while it lasts, by
 * two months at most.
 * @throws RefusedError `bad-due-date`, `extended-before`, `extended-too-late`
 */
function due(erasure: Erasure, dueAt: number, now: number): Erasure {
  const { month } = erasure;
  const isExtension = month !== undefined && dueAt > Math.max(month.endsAt, erasure.dueAt);
  if (!isExtension) return { ...erasure, dueAt };
  if (month.isExtended) throw new RefusedError('extended-before');
  const latest = mayExtendTo(erasure, now);
  if (latest === null) throw new RefusedError('extended-too-late');
  // A day is chosen in the reader's zone: its end may lie some hours after its end in the site's.
  if (dueAt >= latest + DAY) throw new RefusedError('bad-due-date');
  return { ...erasure, dueAt: Math.min(dueAt, latest), month: { ...month, isExtended: true } };
}

/**
 * Gives an erasure another due date: reminders follow it, and so does how long a provider is tried.
 * @throws RefusedError `bad-due-date`, `reason-missing`, `address-in-reason`; `extended-before` and `extended-too-late` where
 * the legal month holds; `not-open` where nothing is due any more
 */
export const changeDueDate =
  (ports: Ports) =>
  async (id: string, { accountId, dueAt, reason }: Postponement): Promise<void> => {
    const { vault, reminders, chance, settings } = ports;
    const { closing } = (await settings.read()).status;
    const person = await vault.person(id);
    const why = mustBeReason(reason, person?.email ?? null);
    const asked = chance.now();
    if (dueAt <= asked || dueAt > asked + A_YEAR) throw new RefusedError('bad-due-date');
    await change(ports, id, ({ erasure, steps }, at) => {
      if (!isUnfinished(erasure, closing)) throw new RefusedError('not-open');
      const next = due(erasure, dueAt, at);
      const until = Math.max(giveUpAt(erasure.requestedAt, next.dueAt), at + DAY);
      return {
        erasure: next,
        steps: steps.map((step) => (isSettled(step) ? step : { ...step, giveUpAt: until })),
        news: [{ kind: 'due-changed', at, account: accountId, dueAt: iso(next.dueAt), reason: why }],
      };
    });
    const erasure = await ports.ledger.erasure(id);
    const standing = erasure?.dueAt ?? dueAt;
    await reminders.set(id, { dueAt: standing, remindAt: firstReminder(standing, chance.now()) });
    // Kept longer, as long as it is open; whoever ends it meanwhile lets go of it twice, the second time an hour later.
    if (person !== null && erasure !== null && !hasEnded(erasure)) await vault.keep(id, person, keptUntil(erasure));
  };
