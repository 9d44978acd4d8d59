import Button from '@atlaskit/button/new';
import { useState } from 'react';
import useSWR from 'swr';
import type { BulkRowView, BulkView, LookedRowView } from '../../../../src/contract/erasures-calls';
import { Grid } from '../../ui/grid';
import { Lozenge } from '../../ui/lozenge';
import { Complaint } from '../../ui/problem';
import { ERASURES } from '../../words/erasures';
import { erasuresCall } from './erasures-call';
import { useBulkLook } from './use-bulk-look';

const WORDS = ERASURES.bulk;

const LOOKS = { run: 'inprogress', approve: 'moved', refused: 'removed', begun: 'default' } as const;

const NOTHING = <span className="quiet">–</span>;

/** What the providers hold of a row's person; nothing where they were not looked for. */
const Looked = ({ looked }: { looked: LookedRowView | undefined }) => (
  <td className="small" data-looked={looked?.kind}>
    {looked?.words ?? NOTHING}
  </td>
);

const isToRun = ({ verdict, became }: BulkRowView): boolean =>
  became === null && (verdict === 'run' || verdict === 'approve');

/** @param looked what was found of each, by their issues' keys; null: nobody is looked for */
const Row = ({ row, looked }: { row: BulkRowView; looked: ReadonlyMap<string, LookedRowView> | null }) => (
  <tr data-verdict={row.verdict}>
    <td className="nowrap">{row.issueKey}</td>
    <td>{row.mask ?? NOTHING}</td>
    <td>{row.source ?? NOTHING}</td>
    <td>
      {row.became === null ? <Lozenge appearance={LOOKS[row.verdict]}>{WORDS.verdicts[row.verdict]}</Lozenge> : null}
      <div className="small">{row.became ?? row.words}</div>
    </td>
    <td>{row.calls}</td>
    {looked === null ? null : <Looked looked={looked.get(row.issueKey)} />}
  </tr>
);

type Look = ReturnType<typeof useBulkLook>;

/** How far looking is on this page, with a way to stop it, or to look again. */
function LookProgress({
  look: { found, isRunning, problem, stop, again },
  rows,
}: {
  look: Look;
  rows: readonly BulkRowView[];
}) {
  const people = rows.filter(isToRun);
  const looked = people.filter(({ issueKey }) => found.has(issueKey)).length;
  if (again === null || people.length === 0) return null;
  return (
    <div className="stack">
      <div className="row">
        <Button spacing="compact" onClick={isRunning ? stop : again}>
          {isRunning ? WORDS.look.stop : WORDS.look.again}
        </Button>
        <p className="small grow" role="status">
          {isRunning ? WORDS.look.looking(looked, people.length) : WORDS.look.looked(looked, people.length)}
        </p>
      </div>
      <Complaint words={problem} />
    </div>
  );
}

interface Props {
  readonly bulk: BulkView;
  readonly previewed: readonly BulkRowView[];
  /** Whether the providers are asked, too. */
  readonly looks: boolean;
}

/** What the preview showed, a page at a time; what the providers hold, where they are asked; and what came of it. */
export function BulkRows({ bulk, previewed, looks }: Props) {
  const [page, setPage] = useState(0);
  const isToLook = looks && (bulk.status === 'ready' || bulk.status === 'stopped');
  const look = useBulkLook(isToLook ? { id: bulk.id, page } : null);
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
      <LookProgress look={look} rows={rows} />
      <Grid
        label={WORDS.table}
        columns={looks ? [...WORDS.columns, WORDS.look.column] : WORDS.columns}
        caption={WORDS.page(page + 1, bulk.pages)}
      >
        {rows.map((row) => (
          <Row key={row.issueKey} row={row} looked={looks ? look.found : null} />
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
