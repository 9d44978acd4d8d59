import { useState } from 'react';
import { wordsOf } from './call';

/** Runs something that may be refused: whether it still runs, and in whose words it was refused. */
export function useAttempt() {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = (work: () => Promise<unknown>): void => {
    setIsBusy(true);
    setProblem(null);
    work()
      .catch((error: unknown) => {
        setProblem(wordsOf(error));
      })
      .finally(() => {
        setIsBusy(false);
      });
  };
  return { attempt, isBusy, problem };
}
