/**
 * Erasures in bulk: a query, what would happen to each issue it finds, and one click that runs exactly that.
 */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import ProgressBar from '@atlaskit/progress-bar';
import SectionMessage from '@atlaskit/section-message';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import useSWR from 'swr';
import type { OutputOf } from '../../../../src/contract/call';
import type { BulkRowView, BulkView, ERASURES_CALLS } from '../../../../src/contract/erasures-calls';
import { callsOf, wordsOf } from '../../ui/call';
import { BulkRows } from './bulk-rows';

const call = callsOf<typeof ERASURES_CALLS>();
type Found = OutputOf<(typeof ERASURES_CALLS)['bulk']>;

const plural = (n: number, one: string, many: string): string => `${n.toLocaleString()} ${n === 1 ? one : many}`;

function Summary({ bulk }: { bulk: BulkView }) {
  const found = `${plural(bulk.issues, 'issue', 'issues')} looked at, ${plural(bulk.runnable, 'person', 'people')} to erase.`;
  const left = bulk.runnable - bulk.begun - bulk.refused;
  const said: Record<BulkView['status'], string> = {
    previewing: `${found} Looking at more …`,
    ready: `${found} Nothing was started yet.`,
    running: `${plural(bulk.begun, 'erasure', 'erasures')} begun of ${bulk.runnable.toLocaleString()}; ${bulk.refused.toLocaleString()} refused. You can close this page: it goes on.`,
    stopped: `Stopped. ${plural(bulk.begun, 'erasure', 'erasures')} begun, ${left.toLocaleString()} not.`,
    done: `Done. ${plural(bulk.begun, 'erasure', 'erasures')} begun, ${bulk.refused.toLocaleString()} refused.`,
  };
  const share = bulk.runnable === 0 ? 1 : (bulk.begun + bulk.refused) / bulk.runnable;
  return (
    <div className="stack" role="status">
      {bulk.status === 'running' ? <ProgressBar value={share} ariaLabel={said.running} /> : null}
      <p>{said[bulk.status]}</p>
      {bulk.isCut ? (
        <p>
          These are the first {bulk.issues.toLocaleString()} issues; one bulk has no more. Narrow the query, or go on
          with the rest afterwards.
        </p>
      ) : null}
    </div>
  );
}

export function Bulk({ onChanged }: { onChanged: () => Promise<unknown> }) {
  const [jql, setJql] = useState('');
  const [previewed, setPreviewed] = useState<BulkRowView[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const givenUp = useRef({ is: false });
  const { data, mutate } = useSWR<Found, Error>('bulk', () => call('bulk', { page: 0 }), {
    refreshInterval: (latest) => (latest?.bulk?.status === 'running' ? 2000 : 0),
  });
  const bulk = data?.bulk ?? null;
  const status = bulk?.status;
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
      const page: OutputOf<(typeof ERASURES_CALLS)['previewBulk']> = await call('previewBulk', { jql, goingOn });
      setPreviewed((before) => [...before, ...page.rows]);
      await mutate({ bulk: page.bulk, rows: page.rows }, { revalidate: false });
      goingOn = page.next === null ? null : { id: page.bulk.id, next: page.next };
    } while (goingOn !== null && !asked.is);
  };
  const look = (event: FormEvent) => {
    event.preventDefault();
    void attempt(preview);
  };
  const change = (name: 'runBulk' | 'stopBulk') =>
    void attempt(async () => {
      await (name === 'runBulk' ? call(name, { id: bulk?.id ?? '' }) : call(name, {}));
      setPreviewed([]);
      await mutate();
      await onChanged();
    });

  const mayRun = bulk !== null && (bulk.status === 'ready' || bulk.status === 'stopped') && !isBusy;
  const left = bulk === null ? 0 : bulk.runnable - bulk.begun - bulk.refused;
  return (
    <section className="stack" aria-label="Bulk">
      <Heading size="medium">Many at once</Heading>
      <p className="small quiet">
        Nothing is started before you have seen what would happen to each issue. You need the permission to edit every
        issue that is run.
      </p>
      <form className="row" onSubmit={look} aria-label="Preview">
        <label htmlFor="jql">JQL</label>
        <div className="grow">
          <Textfield
            id="jql"
            value={jql}
            isRequired
            placeholder="project = GDPR AND labels = erase AND erasureStatus IS EMPTY"
            onChange={(event) => {
              setJql(event.currentTarget.value);
            }}
          />
        </div>
        <Button type="submit" isLoading={isBusy} isDisabled={bulk?.status === 'running'}>
          Preview
        </Button>
        {isBusy && bulk?.status === 'previewing' ? (
          <Button
            appearance="subtle"
            onClick={() => {
              givenUp.current.is = true;
            }}
          >
            Stop looking
          </Button>
        ) : null}
      </form>
      {problem === null ? null : (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
      {bulk === null ? null : <Summary bulk={bulk} />}
      {mayRun && left > 0 ? (
        <SectionMessage appearance="warning" title={`Erase ${plural(left, 'person', 'people')}?`}>
          <div className="stack">
            <p>
              Every provider is asked to delete each of them; those who need approval wait for it first. What a provider
              has deleted cannot be brought back.
            </p>
            <div>
              <Button
                appearance="danger"
                onClick={() => {
                  change('runBulk');
                }}
              >
                {bulk.status === 'stopped' ? 'Go on' : `Erase ${plural(left, 'person', 'people')}`}
              </Button>
            </div>
          </div>
        </SectionMessage>
      ) : null}
      {bulk?.status === 'running' ? (
        <div>
          <Button
            isLoading={isBusy}
            onClick={() => {
              change('stopBulk');
            }}
          >
            Stop the bulk
          </Button>
        </div>
      ) : null}
      {bulk === null ? null : <BulkRows bulk={bulk} previewed={previewed} />}
    </section>
  );
}
