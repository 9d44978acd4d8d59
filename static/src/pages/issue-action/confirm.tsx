/**
 * Who will be deleted, the plan, and the one button that starts it.
 */
import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { type FormEvent, useState } from 'react';
import type { AGENT_CALLS } from '../../../../src/contract/agent-calls';
import { CallError, callsOf } from '../../ui/call';
import { tellChanged } from '../../ui/erasure-events';
import { useAttempt } from '../../ui/use-attempt';
import { ACTION } from '../../words/action';
import { SHARED } from '../../words/shared';
import { Found, type Ready } from './found';
import { Plan } from './plan';
import { isTyped, TypeAddress, TypeNumber } from './type-address';
import type { Meant } from './use-look';

const call = callsOf<typeof AGENT_CALLS>();

const DOUBTS: Record<Ready['pick'], { title: string; text: string } | null> = {
  alone: null,
  chosen: { title: ACTION.chosen, text: ACTION.readTheOthers },
  typed: { title: ACTION.typing.done, text: ACTION.readTheIssue },
};

/** What the agent has to look at before anything else. */
function Doubt({ preview: { pick, needsConfirmation } }: { preview: Ready }) {
  const inText = needsConfirmation ? { title: ACTION.foundInText, text: ACTION.readTheIssue } : null;
  const doubt = DOUBTS[pick] ?? inText;
  return doubt === null ? null : (
    <SectionMessage appearance="warning" title={doubt.title}>
      <p>{doubt.text}</p>
    </SectionMessage>
  );
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
  /** Whom the agent chose: the one that was found, or several. */
  readonly people: readonly string[];
  /** All among whom they were chosen. */
  readonly among: readonly string[];
  readonly onStarted: (erasureIds: readonly string[]) => void;
  readonly onLookAgain: () => void;
  readonly onClose: () => void;
}

export function Confirm({ preview, people, among, onStarted, onLookAgain, onClose }: Props) {
  const { address, mustType, needsConfirmation, pick, approval } = preview;
  const [typed, setTyped] = useState('');
  const { attempt, isBusy, problem } = useAttempt();
  const isOfMany = people.length > 1;
  const isReady = isOfMany ? typed.trim() === String(people.length) : !mustType || isTyped(typed, address);

  const isUnsure = needsConfirmation || pick === 'chosen';

  const meaning = (expected: string): Meant => ({
    expected,
    confirmed: needsConfirmation || pick !== 'alone',
    ...(pick === 'chosen' ? { chosenAmong: [...among] } : {}),
    ...(pick === 'typed' ? { typed: true } : {}),
  });
  const startOne = async (): Promise<string[]> => {
    const { erasureId } = await call('start', meaning(mustType ? typed.trim() : address));
    return [erasureId];
  };
  const startMany = async (): Promise<string[]> => {
    const { started, refused } = await call('startSeveral', {
      people: [...people],
      number: people.length,
      chosenAmong: [...among],
    });
    const [first] = refused;
    if (first !== undefined) throw new CallError('partly', ACTION.people.notStarted(first.address, first.message));
    return started.map(({ erasureId }) => erasureId);
  };
  const start = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || isBusy) return;
    attempt(async () => {
      const erasureIds = await (isOfMany ? startMany() : startOne()).finally(tellChanged);
      onStarted(erasureIds);
    });
  };

  return (
    <form className="screen" onSubmit={start}>
      <Found preview={preview} people={people} />
      <Doubt preview={preview} />
      <Plan
        preview={preview}
        meant={(isOfMany ? people : [address]).map(meaning)}
        isUnconfirmed={isUnsure && !isReady}
      />
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
      {isOfMany ? <TypeNumber number={people.length} typed={typed} onType={setTyped} /> : null}
      {!isOfMany && mustType ? <TypeAddress address={address} typed={typed} onType={setTyped} /> : null}
      <div className="row end">
        <Button appearance="subtle" onClick={onClose}>
          {SHARED.cancel}
        </Button>
        <Button type="submit" appearance="danger" isLoading={isBusy} isDisabled={!isReady}>
          {approval.length > 0 ? ACTION.ask : isOfMany ? ACTION.people.delete(people.length) : ACTION.delete}
        </Button>
      </div>
    </form>
  );
}
