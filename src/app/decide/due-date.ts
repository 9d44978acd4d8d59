import { AppError } from '../../core/app-error';
import { isUnfinished } from '../../core/erasure/closing';
import { firstReminder } from '../../core/erasure/deadline';
import { addressExpiresAt, type Erasure, giveUpAt, hasEnded, mayExtendTo } from '../../core/erasure/erasure';
import { isSettled } from '../../core/erasure/step';
import type { Ports } from '../../ports/ports';
import { updateErasure } from '../sync/update';
import { parseReason } from './reason';
import { DAY } from '../../lib/time';
const A_YEAR = 365 * DAY;

const iso = (time: number): string => new Date(time).toISOString();

/** Another due date that somebody asks for, and why. */
export interface Postponement {
  readonly accountId: string;
  readonly dueAt: number;
  readonly reason: string;
}

/**
 * An erasure with another due date. Where the legal month holds, a date beyond it is its extension: once, while it lasts, by
 * two months at most.
 * @throws AppError `bad-due-date`, `extended-before`, `extended-too-late`
 */
function due(erasure: Erasure, dueAt: number, now: number): Erasure {
  const { month } = erasure;
  const isExtension = month !== undefined && dueAt > Math.max(month.endsAt, erasure.dueAt);
  if (!isExtension) return { ...erasure, dueAt };
  if (month.isExtended) throw new AppError('extended-before');
  const latest = mayExtendTo(erasure, now);
  if (latest === null) throw new AppError('extended-too-late');
  // A day is chosen in the reader's zone: its end may lie some hours after its end in the site's.
  if (dueAt >= latest + DAY) throw new AppError('bad-due-date');
  return { ...erasure, dueAt: Math.min(dueAt, latest), month: { ...month, isExtended: true } };
}

/**
 * Gives an erasure another due date: reminders follow it, and so does how long a provider is tried.
 * @throws AppError `bad-due-date`, `reason-missing`, `address-in-reason`; `extended-before` and `extended-too-late` where
 * the legal month holds; `not-open` where nothing is due any more
 */
export async function changeDueDate(
  ports: Ports,
  id: string,
  { accountId, dueAt, reason }: Postponement,
): Promise<void> {
  const { addresses, reminders, system, settings } = ports;
  const { closing } = (await settings.read()).status;
  const person = await addresses.person(id);
  const why = parseReason(reason, person?.email ?? null);
  const now = system.now();
  if (dueAt <= now || dueAt > now + A_YEAR) throw new AppError('bad-due-date');
  await updateErasure(ports, id, ({ erasure, steps }, at) => {
    if (!isUnfinished(erasure, closing)) throw new AppError('not-open');
    const next = due(erasure, dueAt, at);
    const until = Math.max(giveUpAt(erasure.requestedAt, next.dueAt), at + DAY);
    return {
      erasure: next,
      steps: steps.map((step) => (isSettled(step) ? step : { ...step, giveUpAt: until })),
      newEvents: [{ kind: 'due-changed', at, account: accountId, dueAt: iso(next.dueAt), reason: why }],
    };
  });
  const erasure = await ports.erasureStore.erasure(id);
  const currentDueAt = erasure?.dueAt ?? dueAt;
  await reminders.set(id, { dueAt: currentDueAt, remindAt: firstReminder(currentDueAt, system.now()) });
  // Kept longer, as long as it is open; whoever ends it meanwhile lets go of it twice, the second time an hour later.
  if (person !== null && erasure !== null && !hasEnded(erasure))
    await addresses.keep(id, person, addressExpiresAt(erasure));
}
