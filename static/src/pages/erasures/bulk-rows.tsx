import Button from '@atlaskit/button/new';
import Lozenge from '@atlaskit/lozenge';
import { useState } from 'react';
import useSWR from 'swr';
import type { BulkRowView, BulkView, ERASURES_CALLS } from '../../../../src/contract/erasures-calls';
import { callsOf } from '../../ui/call';

const call = callsOf<typeof ERASURES_CALLS>();

const LOOKS = { run: 'inprogress', approve: 'moved', refused: 'removed', begun: 'default' } as const;
const SHORT = { run: 'Will run', approve: 'Needs approval', refused: 'Refused', begun: 'Begun before' } as const;

const Row = ({ row }: { row: BulkRowView }) => (
  <tr data-verdict={row.verdict}>
    <td className="nowrap">{row.issueKey}</td>
    <td>{row.mask ?? <span className="quiet">–</span>}</td>
    <td>{row.source ?? <span className="quiet">–</span>}</td>
    <td>
      {row.became === null ? <Lozenge appearance={LOOKS[row.verdict]}>{SHORT[row.verdict]}</Lozenge> : null}
      <div className="small">{row.became ?? row.words}</div>
    </td>
    <td>{row.calls}</td>
  </tr>
);

/** What the preview showed, a page at a time; and what came of it. */
export function BulkRows({ bulk, previewed }: { bulk: BulkView; previewed: readonly BulkRowView[] }) {
  const [page, setPage] = useState(0);
  const { data } = useSWR(['rows', bulk.id, page, bulk.begun, bulk.refused, bulk.pages], () => call('bulk', { page }), {
    keepPreviousData: true,
  });
  const rows = page === 0 && data === undefined ? previewed.slice(0, 100) : (data?.rows ?? []);
  if (bulk.issues === 0) return <p className="quiet">The query finds no issue that you may see.</p>;
  return (
    <div className="stack">
      <div className="scroll">
        <table className="grid">
          <caption className="small quiet">
            Page {page + 1} of {bulk.pages}
          </caption>
          <thead>
            <tr>
              {['Issue', 'Person', 'Found in', 'What happens', 'Providers'].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.issueKey} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      {bulk.pages > 1 ? (
        <div className="row">
          <Button
            isDisabled={page === 0}
            onClick={() => {
              setPage(page - 1);
            }}
          >
            Previous page
          </Button>
          <Button
            isDisabled={page + 1 >= bulk.pages}
            onClick={() => {
              setPage(page + 1);
            }}
          >
            Next page
          </Button>
        </div>
      ) : null}
    </div>
  );
}
