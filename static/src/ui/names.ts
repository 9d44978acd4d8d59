/**
 * What people are called, asked of Jira as the reader: nobody learns a name here that Jira does not show them.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/#api-rest-api-3-user-bulk-get
 */
import { requestJira } from '@forge/bridge';
import useSWR from 'swr';
import { SHARED } from '../words/shared';

const AT_ONCE = 50;

interface Reply {
  readonly values?: readonly { readonly accountId?: string; readonly displayName?: string }[];
}

async function ask(ids: readonly string[]): Promise<[string, string][]> {
  const query = ids.map((id) => `accountId=${encodeURIComponent(id)}`).join('&');
  const response = await requestJira(`/rest/api/3/user/bulk?maxResults=${String(AT_ONCE)}&${query}`);
  const { values = [] } = response.ok ? ((await response.json()) as Reply) : {};
  return values.flatMap(({ accountId, displayName }) =>
    accountId === undefined || displayName === undefined ? [] : [[accountId, displayName]],
  );
}

/** The name of each account. One that Jira does not tell is somebody. */
export function useNames(accountIds: readonly (string | null)[]): (accountId: string) => string {
  const ids = [...new Set(accountIds.filter((id) => id !== null))].sort();
  const { data } = useSWR<Map<string, string>, Error>(
    ids.length === 0 ? null : ['names', ...ids],
    async () => {
      const found: [string, string][] = [];
      for (let first = 0; first < ids.length; first += AT_ONCE)
        found.push(...(await ask(ids.slice(first, first + AT_ONCE))));
      return new Map(found);
    },
    { revalidateOnFocus: false, keepPreviousData: true },
  );
  return (accountId) => data?.get(accountId) ?? SHARED.somebody;
}
