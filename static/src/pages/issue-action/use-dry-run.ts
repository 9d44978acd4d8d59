import { useRef, useState } from 'react';
import type { AGENT_CALLS } from '../../../../src/contract/agent-calls';
import type { OutputOf } from '../../../../src/contract/call';
import { callsOf, wordsOf } from '../../ui/call';

const call = callsOf<typeof AGENT_CALLS>();
export type Tried = OutputOf<(typeof AGENT_CALLS)['tryConnection']>;

const AT_ONCE = 4;

/** Asks the providers of a plan, some at a time, whether they take the key. */
export function useDryRun(connectionIds: readonly string[]) {
  const [tried, setTried] = useState<ReadonlyMap<string, Tried>>(new Map());
  const [isRunning, setIsRunning] = useState(false);
  const runs = useRef(0);

  const tryOne = async (connectionId: string): Promise<Tried> => {
    try {
      return await call('tryConnection', { connectionId });
    } catch (error) {
      return { kind: 'failed', sentence: wordsOf(error) };
    }
  };
  const run = async () => {
    runs.current += 1;
    const mine = runs.current;
    setTried(new Map());
    setIsRunning(true);
    const left = [...connectionIds];
    const work = async () => {
      for (let id = left.shift(); id !== undefined && mine === runs.current; id = left.shift()) {
        const one = id;
        const became = await tryOne(one);
        setTried((before) => new Map([...before, [one, became]]));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    setIsRunning(false);
  };
  return { tried, isRunning, run: () => void run() };
}
