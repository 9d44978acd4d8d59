import { useRef, useState } from 'react';
import type { AGENT_CALLS } from '../../../../src/contract/agent-calls';
import type { InputOf, OutputOf } from '../../../../src/contract/call';
import { callsOf, wordsOf } from '../../ui/call';

const call = callsOf<typeof AGENT_CALLS>();

/** What the server needs to know to find the same person again. */
export type Meant = InputOf<(typeof AGENT_CALLS)['look']>;
export type Looked = OutputOf<(typeof AGENT_CALLS)['look']>;

/** What came of looking for one person: what the providers hold, or why nobody was asked. */
export type LookedFor =
  { readonly address: string; readonly looked: Looked } | { readonly address: string; readonly problem: string };

/** Asks the providers what they hold of these people, one person after the other. */
export function useLook(meant: readonly Meant[]) {
  const [all, setAll] = useState<readonly LookedFor[]>([]);
  const [isRunning, setIsRunning] = useState(false);
  const isOn = useRef(false);

  const lookFor = async (one: Meant): Promise<LookedFor> => {
    const address = one.expected;
    try {
      return { address, looked: await call('look', one) };
    } catch (error) {
      return { address, problem: wordsOf(error) };
    }
  };
  const run = async () => {
    if (isOn.current) return;
    isOn.current = true;
    setAll([]);
    setIsRunning(true);
    for (const one of meant) {
      const came = await lookFor(one);
      setAll((before) => [...before, came]);
    }
    isOn.current = false;
    setIsRunning(false);
  };
  return { all, isRunning, run: () => void run() };
}
