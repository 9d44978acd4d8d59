/**
 * Fills the storage with erasures that ended: copies of one that did, each of another person because of another issue.
 */
import type { Store } from '../../platform/store';

/** What tells one erasure's rows from another's. */
export interface Ended {
  readonly erasureId: string;
  readonly personId: string;
  readonly issueId: string;
}

/** Stores so many erasures, with all their rows and the index over them. */
export function storeMore(store: Store, { erasureId, personId, issueId }: Ended, count: number): void {
  const copied = (column: string) =>
    `replace(replace(replace(${column}, '${erasureId}', printf('${erasureId.slice(0, 24)}%012d', n)),
      '${personId}', printf('p%064d', n)), '${issueId}', printf('9%09d', n))`;
  const isOfIt = `(key LIKE '%${erasureId}%' OR key LIKE '%${personId}%' OR key = 'latest.${issueId}')`;
  const numbers = `WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${String(count)})`;
  store.atomically(() => {
    store.exec(`
      ${numbers} INSERT INTO kvs SELECT kind, entity, ${copied('key')}, ${copied('value')}, created, updated, expires
        FROM (SELECT * FROM kvs WHERE ${isOfIt}), numbers;
      ${numbers} INSERT INTO kvs_indexed SELECT entity, ${copied('key')}, ${copied('value')}
        FROM (SELECT * FROM kvs_indexed WHERE ${isOfIt}), numbers;
      ${numbers} INSERT INTO kvs_index SELECT entity, name, ${copied('part')}, range, ${copied('key')}
        FROM (SELECT * FROM kvs_index WHERE ${isOfIt}), numbers;
    `);
  });
}
