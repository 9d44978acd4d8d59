import type { ReactNode } from 'react';

/** One bar: its name, how many, and which look the count deserves. */
export interface Bar {
  readonly name: string;
  readonly count: number;
  readonly look: 'good' | 'bad' | 'handed' | 'plain';
  /** Instead of the plain number. */
  readonly words?: string;
}

interface Props {
  readonly title: string;
  readonly unit: string;
  readonly bars: readonly Bar[];
  readonly empty: string;
  readonly children?: ReactNode;
}

/** A bar chart that is a table: whoever cannot see the bars reads the numbers, in the same place. */
export function Bars({ title, unit, bars, empty, children }: Props) {
  const most = Math.max(0, ...bars.map(({ count }) => count));
  return (
    <div className="card chart">
      <table className="bars">
        <caption>{title}</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{unit}</th>
          </tr>
        </thead>
        <tbody>
          {most === 0
            ? null
            : bars.map(({ name, count, look, words }) => (
                <tr key={name}>
                  <th scope="row">
                    <bdi>{name}</bdi>
                  </th>
                  <td>
                    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                      <rect className={look} width={(100 * count) / most} height="10" />
                    </svg>
                    <span>{words ?? count.toLocaleString()}</span>
                  </td>
                </tr>
              ))}
        </tbody>
      </table>
      {most === 0 ? <p className="small quiet">{empty}</p> : null}
      {children}
    </div>
  );
}
