import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { Filter } from '../../../../src/contract/erasures-calls';
import { download } from '../../ui/download';
import { Complaint } from '../../ui/problem';
import { useAttempt } from '../../ui/use-attempt';
import { ERASURES } from '../../words/erasures';
import { erasuresCall, type Listed } from './erasures-call';

const WORDS = ERASURES.csv;
const iso = (time: number | null): string => (time === null ? '' : new Date(time).toISOString());

/** How many providers ended how, a column each. */
const OUTCOMES = ['deleted', 'absent', 'accepted', 'registered', 'by-hand', 'kept'];

/** What is exported of an erasure: nothing that tells who the person is. */
const rowOf = ({ issueKey, status, requestedAt, via, dueAt, isOverdue, finishedAt, settled, total, steps }: Listed) => [
  issueKey,
  status,
  iso(requestedAt),
  via,
  iso(dueAt),
  isOverdue ? 'yes' : 'no',
  iso(finishedAt),
  settled,
  total,
  ...OUTCOMES.map((kind) => steps.filter(({ outcome }) => outcome === kind).length),
  steps.filter((step) => step.status === 'blocked').length,
  steps.filter(({ verification }) => verification?.state === 'verified').length,
];

/** Every erasure that passes the filter, as a file for a spreadsheet. */
export function ExportCsv({ filter }: { filter: Filter }) {
  const { attempt, isBusy, problem } = useAttempt();
  const [read, setRead] = useState(0);

  const write = () => {
    attempt(async () => {
      const rows: ReturnType<typeof rowOf>[] = [];
      let cursor: string | null = null;
      do {
        const page: { erasures: Listed[]; cursor: string | null } = await erasuresCall('list', { filter, cursor });
        rows.push(...page.erasures.map(rowOf));
        setRead(rows.length);
        ({ cursor } = page);
      } while (cursor !== null);
      const { unparse } = await import('papaparse');
      // A cell that begins like a formula stays a text in every spreadsheet.
      const csv = unparse({ fields: WORDS.columns, data: rows }, { escapeFormulae: true });
      download(WORDS.file, 'text/csv', csv);
    });
  };
  return (
    <>
      <Button isLoading={isBusy} onClick={write}>
        {WORDS.button}
      </Button>
      <span className="small quiet" role="status">
        {isBusy ? WORDS.reading(read) : WORDS.help}
      </span>
      <Complaint words={problem} />
    </>
  );
}
