import Button from '@atlaskit/button/new';
import type { AGENT_CALLS } from '../../../../src/contract/agent-calls';
import type { OutputOf } from '../../../../src/contract/call';
import type { ErasureView } from '../../../../src/contract/erasure-view';
import { callsOf } from '../../ui/call';
import { Decisions } from '../../ui/decisions';
import { ErasureLozenge, PeopleLine, Progress, Steps } from '../../ui/erasure-status';
import { Loading } from '../../ui/loading';
import { Notice } from '../../ui/notice';
import { Problem } from '../../ui/problem';
import { useIssueErasures } from '../../ui/use-issue-erasures';
import { ACTION } from '../../words/action';
import { SHARED } from '../../words/shared';

const call = callsOf<typeof AGENT_CALLS>();
type Status = OutputOf<(typeof AGENT_CALLS)['status']>;

interface OneProps {
  readonly erasure: ErasureView;
  readonly status: Status;
  readonly onDecided: () => Promise<unknown>;
}

const One = ({ erasure, status: { mayAct, mayApprove, accountId }, onDecided }: OneProps) => (
  <section className="stack" data-erasure={erasure.id}>
    <div className="row between">
      <p className="address" data-testid="person">
        <bdi>{erasure.mask}</bdi>
      </p>
      <ErasureLozenge erasure={erasure} />
    </div>
    {erasure.because.map((reason) => (
      <p key={reason} className="small">
        {reason}
      </p>
    ))}
    {erasure.status === 'running' ? <Progress erasure={erasure} /> : null}
    {erasure.note === null ? null : <p className="small">{erasure.note}</p>}
    <Steps steps={erasure.steps} />
    {mayAct ? (
      <Decisions
        erasure={erasure}
        accountId={accountId}
        mayApprove={mayApprove}
        decide={(decision) => call('decide', decision)}
        onDecided={onDecided}
      />
    ) : null}
  </section>
);

interface Props {
  /** Which ones; none: the latest of the issue. */
  readonly erasureIds: readonly string[];
  readonly onLookNow: () => void;
  readonly onClose: () => void;
}

/** What every provider answers, live; and at the end what is left to do. */
export function Result({ erasureIds, onLookNow, onClose }: Props) {
  const { data, error, mutate } = useIssueErasures(erasureIds);
  if (error !== undefined && data === undefined) return <Problem error={error} onRetry={() => void mutate()} />;
  // What stands here may be older than what was just begun: then it is asked again, and nothing else is shown.
  const asked = data?.erasures.filter(({ id }) => erasureIds.includes(id)) ?? [];
  const shown = erasureIds.length === 0 ? (data?.erasures.slice(0, 1) ?? []) : asked;
  const [first] = shown;
  if (data === undefined || first === undefined) return <Loading what={ACTION.askingHowFar} />;
  const isOpen = shown.some((erasure) => erasure.isOpen);
  return (
    <>
      {isOpen && data.notice === 'paused' ? <Notice kind="paused" /> : null}
      <PeopleLine people={first.people} />
      {shown.map((erasure) => (
        <One key={erasure.id} erasure={erasure} status={data} onDecided={mutate} />
      ))}
      <p className="small quiet">{isOpen ? ACTION.mayClose : ACTION.issueTells}</p>
      <div className="row end">
        {isOpen && first.people === null ? null : (
          <Button appearance="subtle" onClick={onLookNow}>
            {ACTION.lookNow}
          </Button>
        )}
        <Button appearance="primary" onClick={onClose}>
          {SHARED.close}
        </Button>
      </div>
    </>
  );
}
