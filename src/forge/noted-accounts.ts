/**
 * Notes the accounts of people whose ids come into the evidence and the admin log, beside whatever is written there: every
 * way in passes here.
 */
import type { Event } from '../core/evidence/chain';
import type { Accounts } from '../ports/accounts';
import type { Ports } from '../ports/ports';

type Written = Pick<Ports, 'adminLog' | 'erasureStore' | 'settings'>;

/** Who has a task, by the event that tells of it. */
const assigneeIn = (event: Event): string | null =>
  'outcome' in event && event.outcome?.kind === 'assigned' ? event.outcome.task.assignee : null;

const accountsIn = (page: readonly Event[]): (string | null)[] =>
  page.flatMap((event) => ['account' in event ? event.account : null, assigneeIn(event)]);

/** The same ports. An account is noted once in an invocation; one that cannot be noted now is noted at its next act. */
export function notingAccounts(
  { adminLog, erasureStore, settings }: Written,
  { note }: Pick<Accounts, 'note'>,
  { system, log }: Pick<Ports, 'log' | 'system'>,
): Written {
  const noted = new Set<string>();
  const notes = async (accountIds: readonly (string | null | undefined)[]): Promise<void> => {
    const fresh = [...new Set(accountIds)].filter((id) => typeof id === 'string').filter((id) => !noted.has(id));
    if (fresh.length === 0) return;
    try {
      await note(fresh, system.now());
      for (const id of fresh) noted.add(id);
    } catch (error) {
      log('account not noted', { error: error instanceof Error ? error.name : 'unknown' });
    }
  };
  return {
    adminLog: {
      ...adminLog,
      async add(event) {
        await adminLog.add(event);
        await notes([event.account]);
      },
    },
    settings: {
      ...settings,
      async write(next, event) {
        const isWritten = await settings.write(next, event);
        if (isWritten) await notes([event?.account]);
        return isWritten;
      },
      async setPaused(paused, event) {
        await settings.setPaused(paused, event);
        await notes([event?.account]);
      },
    },
    erasureStore: {
      ...erasureStore,
      async store(erasure, steps, page, count) {
        const stored = await erasureStore.store(erasure, steps, page, count);
        if (stored !== null) await notes(accountsIn(page));
        return stored;
      },
      async save(read, change) {
        const saved = await erasureStore.save(read, change);
        if (saved !== null) await notes(accountsIn(change.page ?? []));
        return saved;
      },
    },
  };
}
