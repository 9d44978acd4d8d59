/**
 * The latest erasures, of the issues that the reader may see.
 */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Lozenge from '@atlaskit/lozenge';
import { router } from '@forge/bridge';
import useSWRInfinite from 'swr/infinite';
import type { OutputOf } from '../../../../src/contract/call';
import type { ERASURES_CALLS } from '../../../../src/contract/erasures-calls';
import { callsOf } from '../../ui/call';
import { Bulk } from './bulk';
import { Decisions } from '../../ui/decisions';
import { ErasureLozenge } from '../../ui/erasure-status';
import { Loading } from '../../ui/loading';
import { Problem } from '../../ui/problem';
import { exactDay, exactTime } from '../../ui/time';

type Page = OutputOf<(typeof ERASURES_CALLS)['list']>;
const call = callsOf<typeof ERASURES_CALLS>();

type Listed = Page['erasures'][number];

interface RowProps {
  readonly erasure: Listed;
  readonly accountId: string;
  readonly onDecided: () => Promise<unknown>;
}

const Row = ({ erasure, accountId, onDecided }: RowProps) => (
  <tr>
    <td>
      <a
        href={`/browse/${erasure.issueKey}`}
        onClick={(event) => {
          event.preventDefault();
          void router.navigate(`/browse/${erasure.issueKey}`);
        }}
      >
        {erasure.issueKey}
      </a>
    </td>
    <td>{erasure.mask}</td>
    <td>
      <ErasureLozenge erasure={erasure} />
      {erasure.mirror === null ? null : <div className="small quiet">{erasure.mirror}</div>}
    </td>
    <td>
      {erasure.settled} of {erasure.total}
    </td>
    <td>{exactTime(erasure.requestedAt)}</td>
    <td>
      {exactDay(erasure.dueAt)} {erasure.isOverdue ? <Lozenge appearance="removed">Overdue</Lozenge> : null}
    </td>
    <td>
      {erasure.mayAct ? (
        <Decisions
          erasure={erasure}
          accountId={accountId}
          mayApprove
          decide={(decision) => call('decide', decision)}
          onDecided={onDecided}
        />
      ) : null}
    </td>
  </tr>
);

export function Erasures() {
  const { data, error, size, setSize, mutate } = useSWRInfinite<Page, Error>(
    (index, previous: { cursor: string | null } | null) =>
      index > 0 && previous?.cursor == null ? null : ['list', previous?.cursor ?? null],
    ([, cursor]: readonly [string, string | null]) => call('list', { cursor }),
    { focusThrottleInterval: 60_000 },
  );
  const content = () => {
    if (error !== undefined) return <Problem error={error} onRetry={() => void mutate()} />;
    if (data === undefined) return <Loading what="Loading erasures …" />;
    const erasures = data.flatMap((page) => page.erasures);
    const isAll = data.at(-1)?.cursor == null;
    if (erasures.length === 0 && isAll)
      return <p className="quiet">There are no erasures yet on issues that you may see.</p>;
    return (
      <>
        <div className="scroll">
          <table className="grid">
            <thead>
              <tr>
                {['Issue', 'Person', 'Status', 'Providers', 'Asked for', 'Due', 'To decide'].map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {erasures.map((erasure) => (
                <Row
                  key={erasure.id}
                  erasure={erasure}
                  accountId={data[0]?.accountId ?? ''}
                  onDecided={() => mutate()}
                />
              ))}
            </tbody>
          </table>
        </div>
        <div className="row">
          <Button onClick={() => void mutate()}>Refresh</Button>
          {isAll ? null : <Button onClick={() => void setSize(size + 1)}>Show more</Button>}
        </div>
      </>
    );
  };
  return (
    <main className="screen">
      <section className="stack" aria-label="Erasures">
        <Heading size="medium">Erasures</Heading>
        {content()}
      </section>
      <Bulk onChanged={() => mutate()} />
    </main>
  );
}
