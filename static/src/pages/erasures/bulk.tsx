/**
 * Erasures in bulk: a query, what would happen to each issue it finds, and exactly that is run.
 */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import ProgressBar from '@atlaskit/progress-bar';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import useSWR from 'swr';
import type { OutputOf } from '../../../../src/contract/call';
import type { BulkRowView, BulkView, ERASURES_CALLS } from '../../../../src/contract/erasures-calls';
import { wordsOf } from '../../ui/call';
import { Complaint } from '../../ui/problem';
import { ERASURES } from '../../words/erasures';
import { erasuresCall } from './erasures-call';
import { BulkRows } from './bulk-rows';
import { RunBulk } from './run-bulk';

const WORDS = ERASURES.bulk;
type Found = OutputOf<(typeof ERASURES_CALLS)['bulk']>;

function Summary({ bulk }: { bulk: BulkView }) {
  const { issues, runnable, begun, refused } = bulk;
  const said: Record<BulkView['status'], string> = {
    previewing: WORDS.previewing(WORDS.found(bulk)),
    ready: WORDS.ready(WORDS.found(bulk)),
    running: WORDS.running(begun, runnable, refused),
    stopped: WORDS.stopped(WORDS.account(bulk)),
    done: WORDS.done(WORDS.account(bulk)),
  };
  const share = runnable === 0 ? 1 : (begun + refused) / runnable;
  return (
    <div className="stack" role="status">
      {bulk.status === 'running' ? <ProgressBar value={share} ariaLabel={said.running} /> : null}
      <p>{said[bulk.status]}</p>
      {bulk.isCut ? <p>{WORDS.cut(issues)}</p> : null}
    </div>
  );
}

/** The choice to ask the providers, too, and what it costs. */
const LookToo = ({ looks, onChange }: { looks: boolean; onChange: (looks: boolean) => void }) => (
  <div className="stack">
    <label className="row">
      <input
        type="checkbox"
        checked={looks}
        aria-describedby="look-too"
        onChange={(event) => {
          onChange(event.currentTarget.checked);
        }}
      />
      {WORDS.look.choice}
    </label>
    <p id="look-too" className="small quiet">
      {WORDS.look.cost}
    </p>
  </div>
);

export function Bulk({ onChanged }: { onChanged: () => Promise<unknown> }) {
  const [jql, setJql] = useState('');
  const [looks, setLooks] = useState(false);
  const [previewed, setPreviewed] = useState<BulkRowView[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const givenUp = useRef({ is: false });
  const { data, mutate } = useSWR<Found, Error>('bulk', () => erasuresCall('bulk', { page: 0 }), {
    refreshInterval: (latest) => (latest?.bulk?.status === 'running' ? 2000 : 0),
  });
  const bulk = data?.bulk ?? null;
  const status = bulk?.status;
  // Whoever leaves the page stops looking: nobody else could.
  useEffect(
    () => () => {
      givenUp.current.is = true;
    },
    [],
  );
  const tellParent = useRef(onChanged);
  tellParent.current = onChanged;
  useEffect(() => {
    if (status === 'done') void tellParent.current();
  }, [status]);

  const attempt = async (work: () => Promise<void>) => {
    setIsBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(wordsOf(error));
    } finally {
      setIsBusy(false);
    }
  };

  const preview = async () => {
    givenUp.current = { is: false };
    const asked = givenUp.current;
    setPreviewed([]);
    let goingOn: { id: string; next: string } | null = null;
    do {
      const page: OutputOf<(typeof ERASURES_CALLS)['previewBulk']> = await erasuresCall('previewBulk', {
        jql,
        goingOn,
      });
      setPreviewed((before) => [...before, ...page.rows]);
      await mutate({ bulk: page.bulk, rows: page.rows }, { revalidate: false });
      goingOn = page.next === null ? null : { id: page.bulk.id, next: page.next };
    } while (goingOn !== null && !asked.is);
  };
  const look = (event: FormEvent) => {
    event.preventDefault();
    void attempt(preview);
  };
  const change = (work: () => Promise<unknown>) =>
    void attempt(async () => {
      // Also where it is refused: what stands there is another number by then.
      try {
        await work();
      } finally {
        await mutate();
      }
      setPreviewed([]);
      await onChanged();
    });
  const run = (erasures: number) => {
    change(() => erasuresCall('runBulk', { id: bulk?.id ?? '', erasures }));
  };

  const mayRun = bulk !== null && (bulk.status === 'ready' || bulk.status === 'stopped') && !isBusy;
  return (
    <section className="stack" aria-label={WORDS.label}>
      <Heading size="medium">{WORDS.title}</Heading>
      <p className="small quiet">{WORDS.intro}</p>
      <form className="row" onSubmit={look} aria-label={WORDS.preview}>
        <label htmlFor="jql">{WORDS.jql}</label>
        <div className="grow">
          <Textfield
            id="jql"
            value={jql}
            isRequired
            placeholder={WORDS.example}
            onChange={(event) => {
              setJql(event.currentTarget.value);
            }}
          />
        </div>
        <Button type="submit" isLoading={isBusy} isDisabled={bulk?.status === 'running'}>
          {WORDS.preview}
        </Button>
        {isBusy && bulk?.status === 'previewing' ? (
          <Button
            appearance="subtle"
            onClick={() => {
              givenUp.current.is = true;
            }}
          >
            {WORDS.stopLooking}
          </Button>
        ) : null}
      </form>
      <LookToo looks={looks} onChange={setLooks} />
      <Complaint words={problem} />
      {bulk === null ? null : <Summary bulk={bulk} />}
      {mayRun && bulk.left > 0 ? <RunBulk key={`${bulk.id} ${String(bulk.left)}`} bulk={bulk} onRun={run} /> : null}
      {bulk?.status === 'running' ? (
        <div>
          <Button
            isLoading={isBusy}
            onClick={() => {
              change(() => erasuresCall('stopBulk', {}));
            }}
          >
            {WORDS.stop}
          </Button>
        </div>
      ) : null}
      {bulk === null ? null : <BulkRows key={bulk.id} bulk={bulk} previewed={previewed} looks={looks} />}
    </section>
  );
}
