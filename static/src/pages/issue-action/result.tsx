import Button from '@atlaskit/button/new';
import { view } from '@forge/bridge';
import type { AGENT_CALLS } from '../../../../src/contract/agent-calls';
import { callsOf } from '../../ui/call';
import { Decisions } from '../../ui/decisions';
import { ErasureLozenge, Progress, Steps } from '../../ui/erasure-status';
import { Loading } from '../../ui/loading';
import { Problem } from '../../ui/problem';
import { useIssueErasures } from '../../ui/use-issue-erasures';

const call = callsOf<typeof AGENT_CALLS>();

/** What every provider answers, live; and at the end what is left to do. */
export function Result({ onAnother }: { onAnother: (() => void) | null }) {
  const { data, error, mutate } = useIssueErasures();
  if (error !== undefined) return <Problem error={error} onRetry={() => void mutate()} />;
  const erasure = data?.erasures[0];
  if (data === undefined || erasure === undefined) return <Loading what="Asking how far it is …" />;
  return (
    <>
      <div className="row between">
        <p className="address" data-testid="person">
          {erasure.mask}
        </p>
        <ErasureLozenge erasure={erasure} />
      </div>
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
      <p className="small quiet">
        {erasure.isOpen
          ? 'You can close this window: the work goes on, and the issue will tell.'
          : 'The issue carries this result.'}
      </p>
      <div className="row end">
        {erasure.isOpen || onAnother === null ? null : (
          <Button appearance="subtle" onClick={onAnother}>
            Look at the address on the issue now
          </Button>
        )}
        <Button appearance="primary" onClick={() => void view.close()}>
          Close
        </Button>
      </div>
    </>
  );
}
