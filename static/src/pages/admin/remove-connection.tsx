import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { ConnectionView } from '../../../../src/contract/admin-calls';
import { CallError } from '../../ui/call';
import { Complaint } from '../../ui/problem';
import { useAttempt } from '../../ui/use-attempt';
import { ADMIN } from '../../words/admin';
import { adminCall } from './admin-call';

const WORDS = ADMIN.connections;

interface Props {
  readonly connection: ConnectionView;
  readonly onRemoved: () => Promise<unknown>;
}

/** Removing is asked about once more: it takes the keys with it, and blocks what waits there. */
export function RemoveConnection({ connection: { id, revision }, onRemoved }: Props) {
  const [asked, setAsked] = useState<{ readonly waiting: number; readonly isMore: boolean } | null>(null);
  const { attempt, isBusy, problem } = useAttempt();
  const ask = async () => {
    setAsked(await adminCall('waitingAt', { id }));
  };
  const remove = (confirmed: number) => {
    attempt(async () => {
      try {
        await adminCall('removeConnection', { id, revision, confirmed });
      } catch (error) {
        const code = error instanceof CallError ? error.code : '';
        // Another number waits there by now: it is shown, and asked about again.
        if (code === 'work-waits') await ask();
        if (code === 'stale') await onRemoved();
        throw error;
      }
      await onRemoved();
    });
  };
  return (
    <>
      {asked === null ? (
        <Button
          appearance="subtle"
          isLoading={isBusy}
          onClick={() => {
            attempt(ask);
          }}
        >
          {WORDS.remove}
        </Button>
      ) : (
        <>
          <Button
            appearance="danger"
            isLoading={isBusy}
            onClick={() => {
              remove(asked.waiting);
            }}
          >
            {WORDS.removeForGood}
          </Button>
          <Button
            appearance="subtle"
            onClick={() => {
              setAsked(null);
            }}
          >
            {WORDS.keep}
          </Button>
          <span className="small" role="status">
            {WORDS.removing(asked.waiting, asked.isMore)}
          </span>
        </>
      )}
      <Complaint words={problem} />
    </>
  );
}
