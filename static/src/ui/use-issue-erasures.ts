import useSWR from 'swr';
import type { AGENT_CALLS } from '../../../src/contract/agent-calls';
import type { OutputOf } from '../../../src/contract/call';
import { callsOf } from './call';

type Status = OutputOf<(typeof AGENT_CALLS)['status']>;
const call = callsOf<typeof AGENT_CALLS>();

/**
 * The erasures of the issue, asked again as long as one is open: quickly at first, then more slowly. Nothing is asked
 * while the page is hidden.
 * @param awaited erasures that were just begun: asked for until they are there
 */
export function useIssueErasures(awaited: readonly string[] = []) {
  return useSWR<Status, Error>('status', () => call('status', {}), {
    refreshInterval: (latest) => {
      const isThere = (id: string) => latest?.erasures.some((erasure) => erasure.id === id) === true;
      if (!awaited.every(isThere)) return 1000;
      const open = latest?.erasures.find(({ isOpen }) => isOpen);
      if (open === undefined) return 0;
      const age = Date.now() - open.requestedAt;
      return age < 30_000 ? 1500 : age < 300_000 ? 5000 : 30_000;
    },
  });
}
