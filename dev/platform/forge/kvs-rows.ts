/**
 * What the storage keeps its rows in, and the index over them.
 */

export interface StoredRow {
  /** JSON. */
  readonly value: string;
  readonly created: number;
  readonly updated: number;
  readonly expires: number | null;
}

/** Where a row stands in one index. */
export interface IndexEntry {
  readonly name: string;
  readonly part: string;
  readonly range: string | number;
}

export interface IndexQuery {
  readonly entity: string;
  readonly index: string;
  readonly part: string;
  readonly range: { readonly condition: string; readonly values: readonly (string | number)[] } | null;
  readonly sort: 'ASC' | 'DESC';
  readonly limit: number;
  readonly offset: number;
}

/** The conditions that a range can have, with how many values, as SQL. */
export const RANGES: Readonly<Record<string, string>> = {
  EQUAL_TO: '= ?',
  GREATER_THAN: '> ?',
  GREATER_THAN_EQUAL_TO: '>= ?',
  LESS_THAN: '< ?',
  LESS_THAN_EQUAL_TO: '<= ?',
  BETWEEN: 'BETWEEN ? AND ?',
};

export interface Rows {
  /** All or nothing. */
  atomically<T>(work: () => T): T;
  get(kind: string, entity: string, key: string): StoredRow | null;
  put(kind: string, entity: string, key: string, row: StoredRow): void;
  remove(kind: string, entity: string, key: string): void;
  /** Notes a write for the index; null: a removal. */
  indexLater(at: number, entity: string, key: string, value: string | null): void;
  /** Brings the index up to what was written until then. */
  catchUp(until: number, entriesOf: (entity: string, key: string, value: string) => readonly IndexEntry[]): void;
  /** Rows as the index knows them. */
  page(query: IndexQuery): { readonly key: string; readonly value: string }[];
}
