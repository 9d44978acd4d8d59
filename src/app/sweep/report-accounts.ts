/**
 * Reports the accounts whose ids the app keeps to Atlassian, once a week, and lets go of those that were closed.
 */
import { DAY, HOUR } from '../../lib/time';
import type { Ports } from '../../ports/ports';

/** @see https://developer.atlassian.com/platform/forge/user-privacy-guidelines/: the cycle period */
const CYCLE = 7 * DAY;
/** Where a report fails, it is not tried all the time. */
const LATER = HOUR;

/**
 * Lets go of an account that was closed: of the admin log's entries, its bulk, and the note that it is kept. In signed
 * evidence its id stays, which nobody can resolve any more: a chain that is changed proves nothing.
 */
async function letGo({ accounts, adminLog, bulks }: Ports, accountId: string): Promise<void> {
  await adminLog.forget(accountId);
  await bulks.drop(accountId);
  await accounts.forget(accountId);
}

/** Reports all accounts where their week is over. @throws where Atlassian does not take the report now: it is tried again in an hour */
export async function reportAccounts(ports: Ports): Promise<void> {
  const { accounts, system } = ports;
  const now = system.now();
  const next = await accounts.nextReport();
  // One that is further off than a week was written by a clock that went wrong.
  if (next > now && next <= now + CYCLE) return;
  await accounts.setNextReport(now + LATER);
  const updates = await accounts.report(await accounts.kept());
  for (const { accountId, status } of updates)
    if (status === 'closed') await letGo(ports, accountId);
    // Nothing is kept of anybody but the id, so nothing has to be read anew.
    else await accounts.renew(accountId, now);
  await accounts.setNextReport(now + CYCLE);
}
