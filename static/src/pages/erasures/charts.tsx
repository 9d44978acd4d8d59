/**
 * At a glance: what is late, how erasures ended, how long they took, and what providers said.
 */
import Heading from '@atlaskit/heading';
import useSWR from 'swr';
import type { FiguresView } from '../../../../src/contract/erasures-calls';
import { Loading } from '../../ui/loading';
import { Problem } from '../../ui/problem';
import { ERASURES } from '../../words/erasures';
import { type Bar, Bars } from './bars';
import { ByDay } from './by-day';
import { erasuresCall } from './erasures-call';

const WORDS = ERASURES.charts;
const A_MINUTE = 60_000;

type Period = keyof typeof WORDS.duePeriods;

function dueBars({ due }: FiguresView): Bar[] {
  return (Object.keys(WORDS.duePeriods) as Period[]).map((period) => ({
    name: WORDS.duePeriods[period],
    count: due[period],
    look: period === 'overdue' ? 'bad' : 'plain',
    ...(due[period] >= due.atMost ? { words: WORDS.atMost(due.atMost) } : {}),
  }));
}

const tookBars = ({ took }: FiguresView): Bar[] =>
  took.map((count, index) => ({ name: WORDS.tookClasses[index] ?? '', count, look: 'plain' }));

/** What a provider says is gone, what it only took, and where it says neither. */
const LOOKS: Readonly<Record<string, Bar['look']>> = {
  deleted: 'good',
  absent: 'good',
  accepted: 'handed',
  registered: 'handed',
  refused: 'bad',
};

/** All providers together. */
function outcomeBars({ became }: FiguresView): Bar[] {
  return Object.entries(WORDS.became).map(([as, name]) => ({
    name,
    count: became[as] ?? 0,
    look: LOOKS[as] ?? 'plain',
  }));
}

export function Charts() {
  const { data, error, mutate } = useSWR<FiguresView, Error>('figures', () => erasuresCall('figures', {}), {
    refreshInterval: A_MINUTE,
  });
  const content = () => {
    if (error !== undefined && data === undefined) return <Problem error={error} onRetry={() => void mutate()} />;
    if (data === undefined) return <Loading what={WORDS.loading} />;
    return (
      <>
        <div className="charts">
          <Bars title={WORDS.due} unit={WORDS.count} bars={dueBars(data)} empty={WORDS.nothingDue} />
          <ByDay byDay={data.byDay} days={data.days} />
          <Bars title={WORDS.took} unit={WORDS.count} bars={tookBars(data)} empty={WORDS.nothing}>
            {data.late === 0 ? null : <p className="small">{WORDS.late(data.late)}</p>}
          </Bars>
          <Bars title={WORDS.outcomes} unit={WORDS.count} bars={outcomeBars(data)} empty={WORDS.nothing} />
        </div>
        <p className="small quiet">{WORDS.note}</p>
      </>
    );
  };
  return (
    <section className="stack" aria-label={WORDS.title}>
      <Heading size="medium">{WORDS.title}</Heading>
      {content()}
    </section>
  );
}
