import Button from '@atlaskit/button/new';
import { useState } from 'react';
import useSWR from 'swr';
import type { BulkRowView, BulkView } from '../../../../src/contract/erasures-calls';
import { Grid } from '../../ui/grid';
import { Lozenge } from '../../ui/lozenge';
import { ERASURES } from '../../words/erasures';
import { erasuresCall } from './erasures-call';

const WORDS = ERASURES.bulk;

const LOOKS = { run: 'inprogress', approve: 'moved', refused: 'removed', begun: 'default' } as const;

const Row = ({ row }: { row: BulkRowView }) => (
  <tr data-verdict={row.verdict}>
    <td className="nowrap">{row.issueKey}</td>
    <td>{row.mask ?? <span className="quiet">–</span>}</td>
    <td>{row.source ?? <span className="quiet">–</span>}</td>
    <td>
      {row.became === null ? <Lozenge appearance={LOOKS[row.verdict]}>{WORDS.verdicts[row.verdict]}</Lozenge> : null}
      <div className="small">{row.became ?? row.words}</div>
    </td>
    <td>{row.calls}</td>
  </tr>
);

/** What the preview showed, a page at a time; and what came of it. */
export function BulkRows({ bulk, previewed }: { bulk: BulkView; previewed: readonly BulkRowView[] }) {
  const [page, setPage] = useState(0);
  const { data } = useSWR(
    ['rows', bulk.id, page, bulk.begun, bulk.refused, bulk.pages],
    () => erasuresCall('bulk', { page }),
    {
      keepPreviousData: true,
    },
  );
  const rows = page === 0 && data === undefined ? previewed.slice(0, 100) : (data?.rows ?? []);
  if (bulk.issues === 0) return <p className="quiet">{WORDS.nothing}</p>;
  return (
    <div className="stack">
      <Grid label={WORDS.table} columns={WORDS.columns} caption={WORDS.page(page + 1, bulk.pages)}>
        {rows.map((row) => (
          <Row key={row.issueKey} row={row} />
        ))}
      </Grid>
      {bulk.pages > 1 ? (
        <div className="row">
          <Button
            isDisabled={page === 0}
            onClick={() => {
              setPage(page - 1);
            }}
          >
            {WORDS.previous}
          </Button>
          <Button
            isDisabled={page + 1 >= bulk.pages}
            onClick={() => {
              setPage(page + 1);
            }}
          >
            {WORDS.next}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
