/**
 * The panel on the issue: every erasure that began here, the latest first.
 */
import SectionMessage from '@atlaskit/section-message';
import { useEffect } from 'react';
import type { AGENT_CALLS } from '../../../../src/contract/agent-calls';
import type { OutputOf } from '../../../../src/contract/call';
import type { ErasureView } from '../../../../src/contract/erasure-view';
import { StepActions } from '../../ui/by-hand';
import { callsOf } from '../../ui/call';
import { Decisions } from '../../ui/decisions';
import { DueDate } from '../../ui/due-date';
import { onChanged } from '../../ui/erasure-events';
import { ErasureLozenge, PeopleLine, Progress, Steps } from '../../ui/erasure-status';
import { Invite } from '../../ui/invite';
import { Loading } from '../../ui/loading';
import { useNames } from '../../ui/names';
import { Notice } from '../../ui/notice';
import { Problem } from '../../ui/problem';
import { Receipt } from '../../ui/receipt';
import { exactDay, exactTime } from '../../ui/time';
import { useIssueErasures } from '../../ui/use-issue-erasures';
import { Values } from '../../ui/values';
import { PANEL } from '../../words/panel';
import { Begin } from './begin';
import { Facts } from './facts';

const call = callsOf<typeof AGENT_CALLS>();
type Status = OutputOf<(typeof AGENT_CALLS)['status']>;

function RefusedStart({ refused }: { refused: Status['refused'] }) {
  if (refused === null) return null;
  const { message, via, at, isTriedAgain, values } = refused;
  return (
    <SectionMessage appearance="warning" title={PANEL.notStarted}>
      <p>
        {message}
        {PANEL.asked(via, exactTime(at))}
        {isTriedAgain ? PANEL.triedAgain : ''}
      </p>
      <Values values={values} />
    </SectionMessage>
  );
}

function Earlier({ earlier }: Pick<ErasureView, 'earlier'>) {
  if (earlier === null) return null;
  const { issueKey, words, at } = earlier;
  return <p className="small">{PANEL.earlier(issueKey ?? PANEL.anotherIssue, words.toLowerCase(), exactDay(at))}</p>;
}

interface Props {
  readonly erasure: ErasureView;
  readonly status: Status;
  readonly nameOf: (accountId: string) => string;
  readonly onChanged: () => Promise<unknown>;
}

const Erasure = ({ erasure, status: { mayAct, mayApprove, accountId }, nameOf, onChanged: changed }: Props) => (
  <article className="stack" data-erasure={erasure.id}>
    <div className="row between">
      <strong>
        <bdi>{erasure.mask}</bdi>
      </strong>
      <ErasureLozenge erasure={erasure} />
    </div>
    {erasure.because.map((reason) => (
      <p key={reason} className="small">
        {reason}
      </p>
    ))}
    {erasure.status === 'running' ? <Progress erasure={erasure} /> : null}
    <Earlier earlier={erasure.earlier} />
    {erasure.note === null ? null : <p className="small">{erasure.note}</p>}
    {erasure.mirror === null ? null : <p className="small">{erasure.mirror}</p>}
    <Steps
      steps={erasure.steps}
      below={(step) => (
        <StepActions
          erasureId={erasure.id}
          step={step}
          mayAct={mayAct}
          mayConfirm={mayApprove}
          accountId={accountId}
          nameOf={nameOf}
          onChanged={changed}
        />
      )}
    />
    <Facts erasure={erasure} nameOf={nameOf} />
    <Receipt erasure={erasure} />
    {mayAct ? (
      <>
        <Decisions
          erasure={erasure}
          accountId={accountId}
          mayApprove={mayApprove}
          isByStep
          decide={(decision) => call('decide', decision)}
          onDecided={changed}
        />
        <DueDate erasure={erasure} onChanged={changed} />
      </>
    ) : null}
  </article>
);

/** Accounts whose names the panel shows. */
const namesIn = ({ requestedBy, approvedBy, steps }: ErasureView) => [
  requestedBy,
  approvedBy,
  ...steps.flatMap(({ statement }) => (statement === null ? [] : [statement.account, statement.confirmedBy])),
];

export function Panel() {
  const { data, error, mutate } = useIssueErasures();
  const nameOf = useNames((data?.erasures ?? []).flatMap(namesIn));
  useEffect(() => onChanged(() => void mutate()), [mutate]);
  const content = () => {
    if (error !== undefined) return <Problem error={error} onRetry={() => void mutate()} />;
    if (data === undefined) return <Loading what={PANEL.loading} />;
    const { erasures, notice, refused, inviters } = data;
    return (
      <>
        <Notice kind={notice} />
        <RefusedStart refused={refused} />
        {erasures.length === 0 && notice === null ? <p className="quiet">{PANEL.nobody}</p> : null}
        <PeopleLine people={erasures[0]?.people ?? null} />
        {data.mayAct ? <Begin erasures={erasures} onStarted={() => void mutate()} /> : null}
        {erasures.map((erasure) => (
          <Erasure key={erasure.id} erasure={erasure} status={data} nameOf={nameOf} onChanged={mutate} />
        ))}
        {inviters.map((inviter) => (
          <Invite key={inviter.connectionId} {...inviter} />
        ))}
      </>
    );
  };
  return <main className="screen">{content()}</main>;
}
