import type { ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly columns: readonly string[];
  readonly caption?: string;
  readonly children: ReactNode;
}

/** A table of rows. It may be wider than the page: then it scrolls, by keyboard too. */
export const Grid = ({ label, columns, caption, children }: Props) => (
  <div className="scroll" tabIndex={0} role="region" aria-label={label}>
    <table className="grid">
      {caption === undefined ? null : <caption className="small quiet">{caption}</caption>}
      <thead>
        <tr>
          {columns.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);
