/**
 * Invites the person of the issue to a provider: the address first, then one click. It is sent once.
 */
import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useState } from 'react';
import type { AGENT_CALLS } from '../../../src/contract/agent-calls';
import type { OutputOf } from '../../../src/contract/call';
import { callsOf, wordsOf } from './call';
import { exactDay } from './time';

const call = callsOf<typeof AGENT_CALLS>();
type Seen = OutputOf<(typeof AGENT_CALLS)['previewInvitation']>;

interface Props {
  readonly connectionId: string;
  readonly label: string;
}

export function Invite({ connectionId, label }: Props) {
  const [seen, setSeen] = useState<Seen | null>(null);
  const [reason, setReason] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const attempt = (work: () => Promise<void>) => () => {
    setIsBusy(true);
    setProblem(null);
    void work()
      .catch((error: unknown) => {
        setProblem(wordsOf(error));
      })
      .finally(() => {
        setIsBusy(false);
      });
  };
  const look = attempt(async () => {
    setSaid(null);
    setSeen(await call('previewInvitation', { connectionId }));
  });
  const send = attempt(async () => {
    const expected = seen?.address ?? '';
    const { words } = await call('invite', { connectionId, expected, reason: reason.trim() === '' ? null : reason });
    setSaid(words);
    setSeen(null);
  });
  const isErased = seen?.erasedAt != null;
  const reasonId = `reason-${connectionId}`;

  return (
    <section className="stack" aria-label={`Invite to ${label}`}>
      {seen === null ? (
        <div className="row">
          <Button isLoading={isBusy} onClick={look}>
            Invite to {label}
          </Button>
        </div>
      ) : (
        <>
          <p>This person will be invited:</p>
          <p className="address">{seen.address}</p>
          <p className="small quiet">{seen.promise} It is sent once, and never again by itself.</p>
          {seen.erasedAt === null ? null : (
            <div className="stack">
              <label htmlFor={reasonId}>
                They were erased on {exactDay(seen.erasedAt)}. Why are they invited all the same?
              </label>
              <Textfield
                id={reasonId}
                value={reason}
                maxLength={500}
                onChange={(event) => {
                  setReason(event.currentTarget.value);
                }}
              />
            </div>
          )}
          <div className="row">
            <Button
              appearance="primary"
              isLoading={isBusy}
              isDisabled={isErased && reason.trim() === ''}
              onClick={send}
            >
              Send the invitation
            </Button>
            <Button
              appearance="subtle"
              onClick={() => {
                setSeen(null);
              }}
            >
              Do not invite
            </Button>
          </div>
        </>
      )}
      {said === null ? null : (
        <p className="small" role="status">
          {said}
        </p>
      )}
      {problem === null ? null : (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
