/**
 * The panel on the issue: every erasure that began here, the latest first.
 */
import Lozenge from '@atlaskit/lozenge';
import SectionMessage from '@atlaskit/section-message';
import { useEffect } from 'react';
import type { AGENT_CALLS } from '../../../../src/contract/agent-calls';
import type { ErasureView } from '../../../../src/contract/erasure-view';
import { callsOf } from '../../ui/call';
import { Decisions } from '../../ui/decisions';
import { DueDate } from '../../ui/due-date';
import { ErasureLozenge, Progress, Steps } from '../../ui/erasure-status';
import { onChanged } from '../../ui/erasure-events';
import { Invite } from '../../ui/invite';
import { Loading } from '../../ui/loading';
import { Receipt } from '../../ui/receipt';
import { Problem } from '../../ui/problem';
import { exactDay, exactTime } from '../../ui/time';
import { useIssueErasures } from '../../ui/use-issue-erasures';

const call = callsOf<typeof AGENT_CALLS>();

const Facts = ({ erasure }: { erasure: ErasureView }) => (
  <dl className="facts small">
    <dt>Asked for</dt>
    <dd>
      {exactTime(erasure.requestedAt)}, {erasure.via}
    </dd>
    <dt>Due</dt>
    <dd>
      {exactDay(erasure.dueAt)} {erasure.isOverdue ? <Lozenge appearance="removed">Overdue</Lozenge> : null}
    </dd>
    {erasure.finishedAt === null ? null : (
      <>
        <dt>Ended</dt>
        <dd>{exactTime(erasure.finishedAt)}</dd>
      </>
    )}
    {erasure.status === 'scheduled' ? (
      <>
        <dt>Begins</dt>
        <dd>{exactTime(erasure.startsAt)}</dd>
      </>
    ) : null}
  </dl>
);

export function Panel() {
  const { data, error, mutate } = useIssueErasures();
  useEffect(() => onChanged(() => void mutate()), [mutate]);
  const content = () => {
    if (error !== undefined) return <Problem error={error} onRetry={() => void mutate()} />;
    if (data === undefined) return <Loading what="Loading …" />;
    const refused =
      data.refused === null ? null : (
        <SectionMessage appearance="warning" title="An erasure was not started">
          <p>
            {data.refused.message} Asked for {data.refused.via}, {exactTime(data.refused.at)}.
            {data.refused.isTriedAgain ? ' It is tried again by itself.' : ''}
          </p>
        </SectionMessage>
      );
    const invitations = data.inviters.map((inviter) => <Invite key={inviter.connectionId} {...inviter} />);
    if (data.erasures.length === 0)
      return (
        <>
          {refused}
          <p className="quiet">
            Nobody was erased from this issue yet. Open the issue’s actions and choose Delete user to begin.
          </p>
          {invitations}
        </>
      );
    const erasures = data.erasures.map((erasure) => (
      <article key={erasure.id} className="stack" data-erasure={erasure.id}>
        <div className="row between">
          <strong>{erasure.mask}</strong>
          <ErasureLozenge erasure={erasure} />
        </div>
        {erasure.because.map((reason) => (
          <p key={reason} className="small">
            {reason}
          </p>
        ))}
        {erasure.status === 'running' ? <Progress erasure={erasure} /> : null}
        {erasure.earlier === null ? null : (
          <p className="small">
            There was an earlier erasure of this person
            {erasure.earlier.issueKey === null
              ? ', because of another issue'
              : `, because of ${erasure.earlier.issueKey}`}{' '}
            ({erasure.earlier.words.toLowerCase()}, {exactDay(erasure.earlier.at)}).
          </p>
        )}
        {erasure.mirror === null ? null : <p className="small">{erasure.mirror}</p>}
        <Steps steps={erasure.steps} />
        <Facts erasure={erasure} />
        <Receipt erasure={erasure} />
        {data.mayAct ? (
          <>
            <Decisions
              erasure={erasure}
              accountId={data.accountId}
              mayApprove={data.mayApprove}
              decide={(decision) => call('decide', decision)}
              onDecided={mutate}
            />
            <DueDate erasure={erasure} onChanged={mutate} />
          </>
        ) : null}
      </article>
    ));
    return (
      <>
        {refused}
        {erasures}
        {invitations}
      </>
    );
  };
  return <main className="screen">{content()}</main>;
}
