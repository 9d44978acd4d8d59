import type { ImportPreview } from '../../../../src/contract/admin-calls';
import { ADMIN } from '../../words/admin';

type Change = ImportPreview['rules'][number];

/** What changes, or changed: before and after, a line each. */
export const Changes = ({ changes, label }: { changes: readonly Change[]; label: string }) =>
  changes.length === 0 ? null : (
    <ul className="small" aria-label={label}>
      {changes.map(({ what, before, after }) => (
        <li key={what}>
          <bdi>{what}</bdi>: <del>{before ?? ADMIN.log.nothing}</del> → <ins>{after ?? ADMIN.log.nothing}</ins>
        </li>
      ))}
    </ul>
  );
