import type { Overview } from './admin-call';

/** The rules as they are saved: the first that refuses decides, and every wish for approval is kept. */
export const RuleTable = ({ table }: { table: Overview['table'] }) => (
  <details>
    <summary>What is asked before every erasure, from top to bottom</summary>
    <div className="scroll">
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">What happens</th>
            <th scope="col">As it is set</th>
          </tr>
        </thead>
        <tbody>
          {table.map(({ id, when, then, isOn }) => (
            <tr key={id} data-rule={id}>
              <td>{when}</td>
              <td>{then}</td>
              <td className={isOn ? undefined : 'quiet'}>{isOn ? 'On' : 'Never applies'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </details>
);
