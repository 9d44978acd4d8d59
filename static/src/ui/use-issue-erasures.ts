import useSWR from 'swr';
import type { AGENT_CALLS } from '../../../src/contract/agent-calls';
import { callsOf } from './call';

const call = callsOf<typeof AGENT_CALLS>();

/**
 * The erasures of the issue, asked again as long as one is open: quickly at first, then more slowly. Nothing is asked
 * while the page is hidden.
 */
export function useIssueErasures() {
  return useSWR('status', () => call('status', {}), {
    refreshInterval: (latest) => {
      const open = latest?.erasures.find(({ isOpen }) => isOpen);
      if (open === undefined) return 15_000;
      const age = Date.now() - open.requestedAt;
      return age < 30_000 ? 1000 : age < 300_000 ? 3000 : 15_000;
    },
  });
}
