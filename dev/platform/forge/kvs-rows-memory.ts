/**
 * The storage's rows in memory: the same storage as in the database, fast enough for thousands of lives.
 */
import type { IndexEntry, IndexQuery, Rows, StoredRow } from './kvs-rows';

interface Pending {
  readonly at: number;
  readonly entity: string;
  readonly key: string;
  readonly value: string | null;
}
interface Indexed {
  readonly key: string;
  readonly value: string;
  readonly entries: readonly IndexEntry[];
}

const tableId = (kind: string, entity: string): string => `${kind} ${entity}`;

function compare(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const HOLDS: Readonly<Record<string, (range: string | number, values: readonly (string | number)[]) => boolean>> = {
  EQUAL_TO: (range, [a = '']) => range === a,
  GREATER_THAN: (range, [a = '']) => compare(range, a) > 0,
  GREATER_THAN_EQUAL_TO: (range, [a = '']) => compare(range, a) >= 0,
  LESS_THAN: (range, [a = '']) => compare(range, a) < 0,
  LESS_THAN_EQUAL_TO: (range, [a = '']) => compare(range, a) <= 0,
  BETWEEN: (range, [a = '', b = '']) => compare(range, a) >= 0 && compare(range, b) <= 0,
};

export class MemoryRows implements Rows {
  private readonly tables = new Map<string, Map<string, StoredRow>>();
  private readonly parsed = new WeakMap<StoredRow, unknown>();
  private pending: Pending[] = [];
  private readonly indexed = new Map<string, Map<string, Indexed>>();

  // What a transaction writes was checked before its first write.
  atomically<T>(work: () => T): T {
    return work();
  }

  get(kind: string, entity: string, key: string): StoredRow | null {
    return this.tables.get(tableId(kind, entity))?.get(key) ?? null;
  }

  put(kind: string, entity: string, key: string, row: StoredRow): void {
    const name = tableId(kind, entity);
    const table = this.tables.get(name) ?? new Map<string, StoredRow>();
    this.tables.set(name, table);
    table.set(key, row);
  }

  remove(kind: string, entity: string, key: string): void {
    this.tables.get(tableId(kind, entity))?.delete(key);
  }

  indexLater(at: number, entity: string, key: string, value: string | null): void {
    this.pending.push({ at, entity, key, value });
  }

  catchUp(until: number, entriesOf: (entity: string, key: string, value: string) => readonly IndexEntry[]): void {
    const due = this.pending.filter(({ at }) => at <= until);
    if (due.length === 0) return;
    this.pending = this.pending.filter(({ at }) => at > until);
    for (const { entity, key, value } of due) {
      const of = this.indexed.get(entity) ?? new Map<string, Indexed>();
      this.indexed.set(entity, of);
      if (value === null) of.delete(key);
      else of.set(key, { key, value, entries: entriesOf(entity, key, value) });
    }
  }

  page({ entity, index, part, range, sort, limit, offset }: IndexQuery): { key: string; value: string }[] {
    const order = sort === 'ASC' ? 1 : -1;
    return [...(this.indexed.get(entity)?.values() ?? [])]
      .flatMap((row) => {
        const entry = row.entries.find((one) => one.name === index && one.part === part);
        const isIn =
          entry !== undefined && (range === null || HOLDS[range.condition]?.(entry.range, range.values) === true);
        return isIn ? [{ ...row, range: entry.range }] : [];
      })
      .sort((a, b) => order * (compare(a.range, b.range) || compare(a.key, b.key)))
      .slice(offset, offset + limit)
      .map(({ key, value }) => ({ key, value }));
  }

  /** Everything that is stored, of one kind and entity, as what the caller knows it to be. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- a reader says once what it expects
  all<T>(kind: string, entity: string): { key: string; value: T }[] {
    return [...(this.tables.get(tableId(kind, entity)) ?? [])].map(([key, row]) => {
      // A row is written once and read often.
      if (!this.parsed.has(row)) this.parsed.set(row, JSON.parse(row.value));
      return { key, value: this.parsed.get(row) as T };
    });
  }

  /** The keys of an entity's rows. */
  keysOf(kind: string, entity: string): string[] {
    return [...(this.tables.get(tableId(kind, entity))?.keys() ?? [])];
  }

  /** Changes what every entity's rows hold, as another version of the app may have written them. */
  changeAll(change: (value: object) => object): void {
    for (const [name, table] of this.tables)
      if (name.startsWith('entity '))
        for (const [key, row] of table)
          table.set(key, { ...row, value: JSON.stringify(change(JSON.parse(row.value) as object)) });
  }

  /** Every row there is, as text. */
  asText(): string[] {
    return [...this.tables].flatMap(([name, table]) => [...table].map(([key, { value }]) => `${name} ${key} ${value}`));
  }
}
