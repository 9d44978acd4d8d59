/**
 * One erasure's whole story: where it stands, and every event of its evidence in order.
 */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import useSWR from 'swr';
import type { OutputOf } from '../../../../src/contract/call';
import type { ERASURES_CALLS } from '../../../../src/contract/erasures-calls';
import { StepActions } from '../../ui/by-hand';
import { Decisions } from '../../ui/decisions';
import { ErasureLozenge, Steps } from '../../ui/erasure-status';
import { Loading } from '../../ui/loading';
import { useNames } from '../../ui/names';
import { Problem } from '../../ui/problem';
import { exactDay, exactTime } from '../../ui/time';
import { ERASURES } from '../../words/erasures';
import { SHARED } from '../../words/shared';
import { erasuresCall } from './erasures-call';

type Told = OutputOf<(typeof ERASURES_CALLS)['story']>;
const WORDS = ERASURES.storyOf;

function Timeline({ events, nameOf }: Pick<Told, 'events'> & { nameOf: (accountId: string) => string }) {
  return (
    <ol className="timeline" aria-label={WORDS.events}>
      {events.map(({ n, at, kind, words, account }) => (
        <li key={n} data-kind={kind}>
          <span className="small quiet">
            <time dateTime={new Date(at).toISOString()}>{exactTime(at)}</time> ·{' '}
            <bdi>{account === null ? WORDS.app : nameOf(account)}</bdi>
          </span>
          <span>{words}</span>
        </li>
      ))}
    </ol>
  );
}

export function Story({ erasureId, onBack }: { erasureId: string; onBack: () => void }) {
  const { data, error, mutate } = useSWR<Told, Error>(
    ['story', erasureId],
    () => erasuresCall('story', { erasureId }),
    { refreshInterval: (latest) => (latest?.erasure.status === 'running' ? 5000 : 0) },
  );
  const nameOf = useNames([
    ...(data?.events ?? []).map(({ account }) => account),
    ...(data?.erasure.steps ?? []).map(({ statement }) => statement?.account ?? null),
  ]);
  const changed = () => mutate();
  const content = () => {
    if (error !== undefined && data === undefined) return <Problem error={error} onRetry={() => void mutate()} />;
    if (data === undefined) return <Loading what={WORDS.loading} />;
    const { erasure, events, mayAct, mayApprove, accountId } = data;
    return (
      <>
        <div className="row between">
          <Heading size="medium">{WORDS.title(erasure.issueKey)}</Heading>
          <ErasureLozenge erasure={erasure} />
        </div>
        <p>
          <bdi>{erasure.mask}</bdi>
        </p>
        {erasure.addressKeptUntil === null ? null : (
          <p className="small">
            {SHARED.addressKept}{' '}
            {SHARED.keptUntil(
              exactTime(erasure.addressKeptUntil),
              erasure.secondLookAt === null ? null : exactDay(erasure.secondLookAt),
            )}
            .
          </p>
        )}
        {erasure.note === null ? null : <p className="small">{erasure.note}</p>}
        {erasure.mirror === null ? null : <p className="small">{erasure.mirror}</p>}
        <Steps
          steps={erasure.steps}
          below={(step) => (
            <StepActions
              erasureId={erasureId}
              step={step}
              mayAct={mayAct}
              mayConfirm={mayApprove}
              accountId={accountId}
              nameOf={nameOf}
              onChanged={changed}
            />
          )}
        />
        {mayAct ? (
          <Decisions
            erasure={erasure}
            accountId={accountId}
            mayApprove={mayApprove}
            isByStep
            decide={(decision) => erasuresCall('decide', decision)}
            onDecided={changed}
          />
        ) : null}
        <Heading size="small" as="h4">
          {WORDS.events}
        </Heading>
        <Timeline events={events} nameOf={nameOf} />
      </>
    );
  };
  return (
    <section className="stack" aria-label={ERASURES.storyShort}>
      <div>
        <Button onClick={onBack}>{WORDS.back}</Button>
      </div>
      {content()}
    </section>
  );
}
