import type { FiguresView } from '../../../../src/contract/erasures-calls';
import { ERASURES } from '../../words/erasures';

const WORDS = ERASURES.charts;
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const HEIGHT = 40;
const WIDTH = 8;

type Day = FiguresView['byDay'][number];
const count = ({ ended }: Day): number => Object.values(ended).reduce((sum, n) => sum + n, 0);
/** From the bottom of a column to its top. */
const PARTS = [
  { look: 'bad', words: WORDS.needsPerson, of: ({ ended }: Day) => (ended['partial'] ?? 0) + (ended['blocked'] ?? 0) },
  {
    look: 'plain',
    words: WORDS.calledOff,
    of: ({ ended }: Day) => (ended['cancelled'] ?? 0) + (ended['rejected'] ?? 0),
  },
  { look: 'handed', words: WORDS.handedOver, of: ({ ended }: Day) => ended['handed-over'] ?? 0 },
  { look: 'good', words: WORDS.completed, of: ({ ended }: Day) => ended['completed'] ?? 0 },
] as const;

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
          let top = HEIGHT;
          return PARTS.map(({ look, of }) => {
            const height = (HEIGHT * of(one)) / most;
            top -= height;
            return (
              <rect
                key={`${one.day} ${look}`}
                className={look}
                x={index * WIDTH}
                y={top}
                width={WIDTH - 1}
                height={height}
              />
            );
          });
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
                {PARTS.map(({ look, words }) => (
                  <th key={look} scope="col">
                    {words}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {withAny.map((one) => (
                <tr key={one.day}>
                  <td>{day.format(new Date(one.day))}</td>
                  {PARTS.map(({ look, of }) => (
                    <td key={look}>{of(one).toLocaleString()}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </figure>
  );
}
