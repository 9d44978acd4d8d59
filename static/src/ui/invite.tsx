/**
 * Invites the person of the issue to a provider: the address first, then one click. It is sent once.
 */
import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useState } from 'react';
import type { AGENT_CALLS } from '../../../src/contract/agent-calls';
import type { OutputOf } from '../../../src/contract/call';
import { PANEL } from '../words/panel';
import { callsOf } from './call';
import { Complaint } from './problem';
import { exactDay } from './time';
import { useAttempt } from './use-attempt';

const WORDS = PANEL.invite;
const call = callsOf<typeof AGENT_CALLS>();
type Seen = OutputOf<(typeof AGENT_CALLS)['previewInvitation']>;

interface Props {
  readonly connectionId: string;
  readonly label: string;
}

export function Invite({ connectionId, label }: Props) {
  const [seen, setSeen] = useState<Seen | null>(null);
  const [reason, setReason] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const { attempt, isBusy, problem } = useAttempt();

  const look = () => {
    attempt(async () => {
      setSaid(null);
      setSeen(await call('previewInvitation', { connectionId }));
    });
  };
  const send = () => {
    attempt(async () => {
      const expected = seen?.address ?? '';
      const given = reason.trim() === '' ? null : reason;
      const { words } = await call('invite', { connectionId, expected, reason: given });
      setSaid(words);
      setSeen(null);
    });
  };
  const isErased = seen?.erasedAt != null;
  const reasonId = `reason-${connectionId}`;

  return (
    <section className="stack" aria-label={WORDS.to(label)}>
      {seen === null ? (
        <div className="row">
          <Button isLoading={isBusy} onClick={look}>
            {WORDS.to(label)}
          </Button>
        </div>
      ) : (
        <>
          <p>{WORDS.willBeInvited}</p>
          <p className="address">{seen.address}</p>
          <p className="small quiet">{WORDS.once(seen.promise)}</p>
          {seen.erasedAt === null ? null : (
            <div className="stack">
              <label htmlFor={reasonId}>{WORDS.erased(exactDay(seen.erasedAt))}</label>
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
              {WORDS.send}
            </Button>
            <Button
              appearance="subtle"
              onClick={() => {
                setSeen(null);
              }}
            >
              {WORDS.not}
            </Button>
          </div>
        </>
      )}
      {said === null ? null : (
        <p className="small" role="status">
          {said}
        </p>
      )}
      <Complaint words={problem} />
    </section>
  );
}
