import { useCallback, useEffect, useRef, useState } from 'react';
import type { OutputOf } from '../../../../src/contract/call';
import type { ERASURES_CALLS, LookedRowView } from '../../../../src/contract/erasures-calls';
import { wordsOf } from '../../ui/call';
import { erasuresCall } from './erasures-call';

type LookedRows = OutputOf<(typeof ERASURES_CALLS)['lookBulk']>;

/** A page of a preview whose people may be looked for. */
interface Shown {
  readonly id: string;
  readonly page: number;
}

/**
 * Asks the providers what they hold of the people of the page that is shown, as long as it is on: each page once.
 * @param shown null: nobody is looked for
 */
export function useBulkLook(shown: Shown | null) {
  const [found, setFound] = useState<ReadonlyMap<string, LookedRowView>>(new Map());
  const [isRunning, setIsRunning] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const runs = useRef(0);
  const done = useRef(new Set<string>());

  const stop = useCallback(() => {
    runs.current += 1;
    setIsRunning(false);
  }, []);
  const start = useCallback(async ({ id, page }: Shown) => {
    runs.current += 1;
    const mine = runs.current;
    const isMine = () => mine === runs.current;
    done.current.add(`${id} ${String(page)}`);
    setIsRunning(true);
    setProblem(null);
    try {
      for (let from: number | null = 0; from !== null && isMine();) {
        const { rows, next }: LookedRows = await erasuresCall('lookBulk', { id, page, from });
        if (!isMine()) return;
        setFound((before) => new Map([...before, ...rows.map((row) => [row.issueKey, row] as const)]));
        from = next;
      }
    } catch (error) {
      if (isMine()) setProblem(wordsOf(error));
    }
    if (isMine()) setIsRunning(false);
  }, []);

  const [id, page] = [shown?.id, shown?.page];
  useEffect(() => {
    if (id !== undefined && page !== undefined && !done.current.has(`${id} ${String(page)}`)) void start({ id, page });
    // Whoever leaves the page, or turns to another, stops looking.
    return stop;
  }, [id, page, start, stop]);
  const again = shown === null ? null : () => void start(shown);
  return { found, isRunning, problem, stop, again };
}
