import Button from '@atlaskit/button/new';
import { view } from '@forge/bridge';
import type { AGENT_CALLS } from '../../../../src/contract/agent-calls';
import { callsOf } from '../../ui/call';
import { Decisions } from '../../ui/decisions';
import { ErasureLozenge, Progress, Steps } from '../../ui/erasure-status';
import { Loading } from '../../ui/loading';
import { Notice } from '../../ui/notice';
import { Problem } from '../../ui/problem';
import { useIssueErasures } from '../../ui/use-issue-erasures';
import { ACTION } from '../../words/action';
import { SHARED } from '../../words/shared';

const call = callsOf<typeof AGENT_CALLS>();

interface Props {
  /** Which one; null: the latest of the issue. */
  readonly erasureId: string | null;
  readonly onAnother: (() => void) | null;
}

/** What every provider answers, live; and at the end what is left to do. */
export function Result({ erasureId, onAnother }: Props) {
  const { data, error, mutate } = useIssueErasures(erasureId);
  if (error !== undefined && data === undefined) return <Problem error={error} onRetry={() => void mutate()} />;
  // What stands here may be older than what was just begun: then it is asked again, and nothing else is shown.
  const erasure = data?.erasures.find(({ id }) => erasureId === null || id === erasureId);
  if (data === undefined || erasure === undefined) return <Loading what={ACTION.askingHowFar} />;
  return (
    <>
      <div className="row between">
        <p className="address" data-testid="person">
          <bdi>{erasure.mask}</bdi>
        </p>
        <ErasureLozenge erasure={erasure} />
      </div>
      {erasure.isOpen && data.notice === 'paused' ? <Notice kind="paused" /> : null}
      {erasure.because.map((reason) => (
        <p key={reason} className="small">
          {reason}
        </p>
      ))}
      {erasure.status === 'running' ? <Progress erasure={erasure} /> : null}
      <Steps steps={erasure.steps} />
      {data.mayAct ? (
        <Decisions
          erasure={erasure}
          accountId={data.accountId}
          mayApprove={data.mayApprove}
          decide={(decision) => call('decide', decision)}
          onDecided={mutate}
        />
      ) : null}
      <p className="small quiet">{erasure.isOpen ? ACTION.mayClose : ACTION.issueTells}</p>
      <div className="row end">
        {erasure.isOpen || onAnother === null ? null : (
          <Button appearance="subtle" onClick={onAnother}>
            {ACTION.lookNow}
          </Button>
        )}
        <Button appearance="primary" onClick={() => void view.close()}>
          {SHARED.close}
        </Button>
      </div>
    </>
  );
}
