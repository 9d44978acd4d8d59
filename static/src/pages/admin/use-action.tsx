import { type ReactNode, useState } from 'react';
import { wordsOf } from '../../ui/call';

/** Runs something that may be refused, and shows in whose words it was. */
export function useAction(): { run: (action: () => Promise<void>) => void; isBusy: boolean; problem: ReactNode } {
  const [isBusy, setIsBusy] = useState(false);
  const [words, setWords] = useState<string | null>(null);
  const run = (action: () => Promise<void>) => {
    setIsBusy(true);
    setWords(null);
    action()
      .catch((error: unknown) => {
        setWords(wordsOf(error));
      })
      .finally(() => {
        setIsBusy(false);
      });
  };
  const problem =
    words === null ? null : (
      <p className="error" role="alert">
        {words}
      </p>
    );
  return { run, isBusy, problem };
}
