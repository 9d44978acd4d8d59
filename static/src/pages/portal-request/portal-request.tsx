/**
 * The panel on a request of the customer portal: what became of it, for whoever made it.
 */
import Button from '@atlaskit/button/new';
import useSWR from 'swr';
import type { OutputOf } from '../../../../src/contract/call';
import type { REQUESTER_CALLS, RequesterView } from '../../../../src/contract/requester-calls';
import { CallError, callsOf } from '../../ui/call';
import { Loading } from '../../ui/loading';
import { type Appearance, Lozenge } from '../../ui/lozenge';
import { When } from '../../ui/time';
import { PORTAL } from '../../words/portal';
import { SHARED } from '../../words/shared';

const call = callsOf<typeof REQUESTER_CALLS>();
type Status = OutputOf<(typeof REQUESTER_CALLS)['status']>;

const HALF_A_MINUTE = 30_000;

/** None is green: what every system answered is not what every system deleted. */
const LOOKS: Record<RequesterView['progress'], Appearance> = {
  'not-begun': 'default',
  'going-on': 'inprogress',
  'with-a-person': 'moved',
  answered: 'new',
  partly: 'moved',
  ended: 'default',
};

function Fact({ name, at }: { name: string; at: number | null }) {
  return at === null ? null : (
    <>
      <dt>{name}</dt>
      <dd>
        <When at={at} />
      </dd>
    </>
  );
}

function Systems({ systems }: Pick<RequesterView, 'systems'>) {
  return systems.length === 0 ? null : (
    <ul className="steps" aria-label={PORTAL.systems}>
      {systems.map(({ label, progress, words }) => (
        <li key={label}>
          <bdi>{label}</bdi> <Lozenge appearance={LOOKS[progress]}>{words}</Lozenge>
        </li>
      ))}
    </ul>
  );
}

const View = ({ view: { progress, words, sentence, begunAt, endedAt, systems } }: { view: RequesterView }) => (
  <>
    <div role="status" className="stack">
      <div>
        <Lozenge appearance={LOOKS[progress]}>{words}</Lozenge>
      </div>
      <p>{sentence}</p>
    </div>
    {begunAt === null ? null : (
      <dl className="facts small">
        <Fact name={PORTAL.begun} at={begunAt} />
        <Fact name={PORTAL.ended} at={endedAt} />
      </dl>
    )}
    <Systems systems={systems} />
  </>
);

const OPEN: readonly (RequesterView['progress'] | undefined)[] = ['going-on', 'with-a-person', 'partly'];

export function PortalRequest() {
  const { data, error, mutate } = useSWR<Status, Error>('status', () => call('status', {}), {
    refreshInterval: (latest) => (OPEN.includes(latest?.view?.progress) ? HALF_A_MINUTE : 0),
  });
  const content = () => {
    if (error instanceof CallError && error.code === 'not-permitted') return <p className="quiet">{PORTAL.notYours}</p>;
    if (error !== undefined)
      return (
        <div className="stack">
          <p className="error" role="alert">
            {PORTAL.notLoaded}
          </p>
          <div>
            <Button onClick={() => void mutate()}>{SHARED.tryAgain}</Button>
          </div>
        </div>
      );
    if (data === undefined) return <Loading what={PORTAL.loading} />;
    return data.view === null ? <p className="quiet">{PORTAL.notShown}</p> : <View view={data.view} />;
  };
  return <main className="screen">{content()}</main>;
}
