import { ADMIN } from '../../words/admin';
import type { Overview } from './admin-call';

const WORDS = ADMIN.rules;

/** The rules as they are saved: the first that refuses decides, and every wish for approval is kept. */
export const RuleTable = ({ table }: { table: Overview['table'] }) => (
  <details>
    <summary>{WORDS.table}</summary>
    <div className="scroll" tabIndex={0} role="region" aria-label={WORDS.table}>
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">{WORDS.where}</th>
            <th scope="col">{WORDS.what}</th>
            <th scope="col">{WORDS.asSet}</th>
          </tr>
        </thead>
        <tbody>
          {table.map(({ id, when, then, isOn }) => (
            <tr key={id} data-rule={id}>
              <td>{when}</td>
              <td>{then}</td>
              <td className={isOn ? undefined : 'quiet'}>{isOn ? WORDS.on : WORDS.never}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </details>
);
