import { Grid } from '../../ui/grid';
import { ADMIN } from '../../words/admin';
import type { Overview } from './admin-call';

const WORDS = ADMIN.rules;

/** The rules as they are saved: the first that refuses decides, and every wish for approval is kept. */
export const RuleTable = ({ table }: { table: Overview['table'] }) => (
  <details>
    <summary>{WORDS.table}</summary>
    <Grid label={WORDS.table} columns={WORDS.columns}>
      {table.map(({ id, when, then, isOn }) => (
        <tr key={id} data-rule={id}>
          <td>{when}</td>
          <td>{then}</td>
          <td className={isOn ? undefined : 'quiet'}>{isOn ? WORDS.on : WORDS.never}</td>
        </tr>
      ))}
    </Grid>
  </details>
);
