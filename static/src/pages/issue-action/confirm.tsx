import Button from '@atlaskit/button/new';
import Checkbox from '@atlaskit/checkbox';
import Heading from '@atlaskit/heading';
import SectionMessage from '@atlaskit/section-message';
import { view } from '@forge/bridge';
import { useState } from 'react';
import type { AGENT_CALLS, Preview } from '../../../../src/contract/agent-calls';
import { callsOf, wordsOf } from '../../ui/call';
import { tellChanged } from '../../ui/erasure-events';

const call = callsOf<typeof AGENT_CALLS>();
type Ready = Extract<Preview, { kind: 'ready' }>;

const Found = ({ preview }: { preview: Ready }) => (
  <section className="stack" aria-label="The person">
    <p>This person will be deleted:</p>
    <p className="address" data-testid="address">
      {preview.address}
    </p>
    {preview.otherSpelling === null ? null : <p className="small quiet">Also written {preview.otherSpelling}</p>}
    <p className="small quiet">Found in {preview.source}.</p>
    {preview.alsoSeen.length === 0 ? null : (
      <p className="small quiet">
        Also seen there and left aside, because it is one of your own: {preview.alsoSeen.join(', ')}.
      </p>
    )}
  </section>
);

const Plan = ({ preview }: { preview: Ready }) => (
  <section className="stack" aria-label="What will happen">
    <Heading size="xsmall">What will happen</Heading>
    <ul className="steps">
      {preview.plan.map(({ connectionId, label, providerLabel, does, promise }) => (
        <li key={connectionId} data-connection={connectionId}>
          <span>
            {label}
            {label === providerLabel ? null : <span className="quiet"> · {providerLabel}</span>}
          </span>
          <span />
          <span className="sentence small">{does}</span>
          <span className="sentence small quiet">{promise}</span>
        </li>
      ))}
    </ul>
    {preview.left.length === 0 ? null : (
      <p className="small quiet">Not called: {preview.left.join(', ')} (switched off, or not for this project).</p>
    )}
  </section>
);

/** The address and the plan, and the one button that starts it. */
export function Confirm({
  preview,
  onStarted,
  onLookAgain,
}: {
  preview: Ready;
  onStarted: () => void;
  onLookAgain: () => void;
}) {
  const [isChecked, setIsChecked] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const needsApproval = preview.approval.length > 0;

  const start = async () => {
    setIsBusy(true);
    setProblem(null);
    try {
      await call('start', {
        expected: preview.address,
        confirmed: !preview.needsConfirmation || isChecked,
      });
      tellChanged();
      onStarted();
    } catch (error) {
      setProblem(wordsOf(error));
      setIsBusy(false);
    }
  };

  return (
    <>
      <Found preview={preview} />
      {preview.needsConfirmation ? (
        <SectionMessage appearance="warning" title="Found in free text">
          <Checkbox
            label="I have read the issue, and this is the address of the person to delete"
            isChecked={isChecked}
            onChange={(event) => {
              setIsChecked(event.currentTarget.checked);
            }}
          />
        </SectionMessage>
      ) : null}
      <Plan preview={preview} />
      {needsApproval ? (
        <SectionMessage appearance="information" title="A second person has to approve">
          <ul>
            {preview.approval.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </SectionMessage>
      ) : null}
      {preview.startsAfterHours > 0 ? (
        <p className="small">
          It begins after {preview.startsAfterHours} hours. Until then it can be cancelled on the issue.
        </p>
      ) : null}
      {problem === null ? null : (
        <SectionMessage appearance="error" title="This did not go through">
          <div className="stack">
            <p>{problem}</p>
            <div>
              <Button onClick={onLookAgain}>Look again</Button>
            </div>
          </div>
        </SectionMessage>
      )}
      <div className="row end">
        <Button appearance="subtle" onClick={() => void view.close()}>
          Cancel
        </Button>
        <Button
          appearance="danger"
          isLoading={isBusy}
          isDisabled={preview.needsConfirmation && !isChecked}
          onClick={() => void start()}
        >
          {needsApproval ? 'Ask for approval' : 'Delete user'}
        </Button>
      </div>
    </>
  );
}
