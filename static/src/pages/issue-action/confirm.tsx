/**
 * The address, the plan, and the one button that starts it.
 */
import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { view } from '@forge/bridge';
import { type FormEvent, useState } from 'react';
import type { AGENT_CALLS } from '../../../../src/contract/agent-calls';
import { callsOf } from '../../ui/call';
import { tellChanged } from '../../ui/erasure-events';
import { useAttempt } from '../../ui/use-attempt';
import { ACTION } from '../../words/action';
import { SHARED } from '../../words/shared';
import { Found, type Ready } from './found';
import { Plan } from './plan';
import { isTyped, TypeAddress } from './type-address';

const call = callsOf<typeof AGENT_CALLS>();

/** What the agent has to look at before anything else. */
function Doubt({ preview: { isChosen, needsConfirmation } }: { preview: Ready }) {
  if (isChosen)
    return (
      <SectionMessage appearance="warning" title={ACTION.chosen}>
        <p>{ACTION.readTheOthers}</p>
      </SectionMessage>
    );
  return needsConfirmation ? (
    <SectionMessage appearance="warning" title={ACTION.foundInText}>
      <p>{ACTION.readTheIssue}</p>
    </SectionMessage>
  ) : null;
}

/** Who has to approve, and when it begins. */
const Later = ({ preview: { approval, startsAfterHours } }: { preview: Ready }) => (
  <>
    {approval.length === 0 ? null : (
      <SectionMessage appearance="information" title={ACTION.secondPerson}>
        <ul>
          {approval.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </SectionMessage>
    )}
    {startsAfterHours > 0 ? <p className="small">{ACTION.grace(startsAfterHours)}</p> : null}
  </>
);

interface Props {
  readonly preview: Ready;
  readonly onStarted: (erasureId: string) => void;
  readonly onLookAgain: () => void;
}

export function Confirm({ preview, onStarted, onLookAgain }: Props) {
  const { address, alsoSeen, mustType, needsConfirmation, isChosen, approval } = preview;
  const [typed, setTyped] = useState('');
  const { attempt, isBusy, problem } = useAttempt();
  const isReady = !mustType || isTyped(typed, address);

  const start = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || isBusy) return;
    attempt(async () => {
      const { erasureId } = await call('start', {
        expected: mustType ? typed.trim() : address,
        confirmed: needsConfirmation || isChosen,
        ...(isChosen ? { chosenAmong: [address, ...alsoSeen] } : {}),
      });
      tellChanged();
      onStarted(erasureId);
    });
  };

  return (
    <form className="screen" onSubmit={start}>
      <Found preview={preview} />
      <Doubt preview={preview} />
      <Plan preview={preview} />
      <Later preview={preview} />
      {problem === null ? null : (
        <SectionMessage appearance="error" title={ACTION.notGoneThrough}>
          <div className="stack">
            <p role="alert">{problem}</p>
            <div>
              <Button onClick={onLookAgain}>{ACTION.lookAgain}</Button>
            </div>
          </div>
        </SectionMessage>
      )}
      {mustType ? <TypeAddress address={address} typed={typed} onType={setTyped} /> : null}
      <div className="row end">
        <Button appearance="subtle" onClick={() => void view.close()}>
          {SHARED.cancel}
        </Button>
        <Button type="submit" appearance="danger" isLoading={isBusy} isDisabled={!isReady}>
          {approval.length > 0 ? ACTION.ask : ACTION.delete}
        </Button>
      </div>
    </form>
  );
}
