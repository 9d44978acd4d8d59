/**
 * Account ids that the app keeps, each under a key of its own, and Atlassian's reporting of personal data.
 * @see https://developer.atlassian.com/platform/forge/user-privacy-guidelines/
 */
import { privacy } from '@forge/api';
import { kvs, WhereConditions } from '@forge/kvs';
import * as z from 'zod/mini';
import type { Accounts, KeptAccount } from '../../ports/accounts';

const PREFIX = 'account.';
const NEXT_REPORT = 'accounts.next-report';
/** Most values of one page of the Key-Value Store. */
const PAGE = 20;

const Noted = z.object({ updatedAt: z.number() });
const Updates = z.array(z.object({ accountId: z.string(), status: z.enum(['closed', 'updated']) }));

const keyOf = (accountId: string): string => `${PREFIX}${accountId}`;

async function noteOne(accountId: string, updatedAt: number): Promise<void> {
  const key = keyOf(accountId);
  try {
    await kvs.set(key, { updatedAt }, { keyPolicy: 'FAIL_IF_EXISTS' });
  } catch (error) {
    if ((await kvs.get(key)) === undefined) throw error;
  }
}

/** The accounts of this installation. */
export const accounts: Accounts = {
  async note(accountIds, at) {
    for (const accountId of accountIds) await noteOne(accountId, at);
  },

  async kept() {
    const found: KeptAccount[] = [];
    let cursor: string | undefined;
    do {
      const query = kvs.query().where('key', WhereConditions.beginsWith(PREFIX)).limit(PAGE);
      const { results, nextCursor } = await (cursor === undefined ? query : query.cursor(cursor)).getMany();
      for (const { key, value } of results)
        found.push({ accountId: key.slice(PREFIX.length), ...z.parse(Noted, value) });
      cursor = results.length > 0 ? nextCursor : undefined;
    } while (cursor !== undefined);
    return found;
  },

  async report(kept) {
    const reported = kept.map(({ accountId, updatedAt }) => ({
      accountId,
      updatedAt: new Date(updatedAt).toISOString(),
    }));
    return z.parse(Updates, await privacy.reportPersonalData(reported));
  },

  renew: (accountId, updatedAt) => kvs.set(keyOf(accountId), { updatedAt }),
  forget: (accountId) => kvs.delete(keyOf(accountId)),
  nextReport: async () => z.parse(z._default(z.number(), 0), await kvs.get(NEXT_REPORT)),
  setNextReport: (at) => kvs.set(NEXT_REPORT, at),
};
