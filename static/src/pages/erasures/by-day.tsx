import type { FiguresView } from '../../../../src/contract/erasures-calls';
import { ERASURES } from '../../words/erasures';

const WORDS = ERASURES.charts;
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const HEIGHT = 40;
const WIDTH = 8;

type Day = FiguresView['byDay'][number];
const count = ({ ended }: Day): number => Object.values(ended).reduce((sum, n) => sum + n, 0);
const bad = ({ ended }: Day): number => (ended['partial'] ?? 0) + (ended['blocked'] ?? 0);

/** What ended on each day: a column each, the newest on the right, what needs a person in another colour. */
export function ByDay({ byDay, days }: Pick<FiguresView, 'byDay' | 'days'>) {
  const inOrder = [...byDay].reverse();
  const most = Math.max(1, ...inOrder.map(count));
  const withAny = inOrder.filter((one) => count(one) > 0);
  return (
    <figure className="card chart">
      <figcaption>{WORDS.ended(days)}</figcaption>
      <svg
        className="columns"
        viewBox={`0 0 ${String(inOrder.length * WIDTH)} ${String(HEIGHT)}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {inOrder.map((one, index) => {
          const all = (HEIGHT * count(one)) / most;
          const red = (HEIGHT * bad(one)) / most;
          return (
            <g key={one.day}>
              <rect className="good" x={index * WIDTH} y={HEIGHT - all} width={WIDTH - 1} height={all - red} />
              <rect className="bad" x={index * WIDTH} y={HEIGHT - red} width={WIDTH - 1} height={red} />
            </g>
          );
        })}
      </svg>
      {withAny.length === 0 ? <p className="small quiet">{WORDS.nothing}</p> : null}
      {withAny.length === 0 ? null : (
        <details>
          <summary className="small">{WORDS.byDay}</summary>
          <table className="grid small">
            <thead>
              <tr>
                <th scope="col">{WORDS.day}</th>
                <th scope="col">{WORDS.count}</th>
              </tr>
            </thead>
            <tbody>
              {withAny.map((one) => (
                <tr key={one.day}>
                  <td>{day.format(new Date(one.day))}</td>
                  <td>{count(one).toLocaleString()}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </figure>
  );
}
