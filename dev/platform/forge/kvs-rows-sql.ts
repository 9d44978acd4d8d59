import type { Row, Store } from '../store';
import { type IndexEntry, type IndexQuery, RANGES, type Rows, type StoredRow } from './kvs-rows';

/** The storage's rows in the site's database. */
export class SqlRows implements Rows {
  constructor(private readonly store: Store) {
    store.exec(`
      CREATE TABLE IF NOT EXISTS kvs (kind TEXT, entity TEXT, key TEXT, value TEXT, created INTEGER, updated INTEGER, expires INTEGER,
        PRIMARY KEY (kind, entity, key)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS kvs_pending (seq INTEGER PRIMARY KEY, at INTEGER, entity TEXT, key TEXT, value TEXT);
      CREATE TABLE IF NOT EXISTS kvs_index (entity TEXT, name TEXT, part TEXT, range, key TEXT,
        PRIMARY KEY (entity, name, part, range, key)) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS kvs_index_key ON kvs_index (entity, key);
      CREATE TABLE IF NOT EXISTS kvs_indexed (entity TEXT, key TEXT, value TEXT, PRIMARY KEY (entity, key)) WITHOUT ROWID;
    `);
  }

  atomically<T>(work: () => T): T {
    return this.store.atomically(work);
  }

  get(kind: string, entity: string, key: string): StoredRow | null {
    const row = this.store.get('SELECT * FROM kvs WHERE kind = ? AND entity = ? AND key = ?', kind, entity, key);
    return row === null ? null : toStored(row);
  }

  put(kind: string, entity: string, key: string, { value, created, updated, expires }: StoredRow): void {
    this.store.run(
      'INSERT OR REPLACE INTO kvs VALUES (?, ?, ?, ?, ?, ?, ?)',
      kind,
      entity,
      key,
      value,
      created,
      updated,
      expires,
    );
  }

  remove(kind: string, entity: string, key: string): void {
    this.store.run('DELETE FROM kvs WHERE kind = ? AND entity = ? AND key = ?', kind, entity, key);
  }

  indexLater(at: number, entity: string, key: string, value: string | null): void {
    this.store.run('INSERT INTO kvs_pending (at, entity, key, value) VALUES (?, ?, ?, ?)', at, entity, key, value);
  }

  catchUp(until: number, entriesOf: (entity: string, key: string, value: string) => readonly IndexEntry[]): void {
    for (const { seq, entity, key, value } of this.store.all(
      'SELECT * FROM kvs_pending WHERE at <= ? ORDER BY seq',
      until,
    )) {
      this.reindex(String(entity), String(key), value === null ? null : String(value), entriesOf);
      this.store.run('DELETE FROM kvs_pending WHERE seq = ?', seq ?? 0);
    }
  }

  private reindex(
    entity: string,
    key: string,
    value: string | null,
    entriesOf: (entity: string, key: string, value: string) => readonly IndexEntry[],
  ): void {
    this.store.run('DELETE FROM kvs_index WHERE entity = ? AND key = ?', entity, key);
    if (value === null) {
      this.store.run('DELETE FROM kvs_indexed WHERE entity = ? AND key = ?', entity, key);
      return;
    }
    this.store.run('INSERT OR REPLACE INTO kvs_indexed VALUES (?, ?, ?)', entity, key, value);
    for (const { name, part, range } of entriesOf(entity, key, value))
      this.store.run('INSERT OR REPLACE INTO kvs_index VALUES (?, ?, ?, ?, ?)', entity, name, part, range, key);
  }

  page({ entity, index, part, range, sort, limit, offset }: IndexQuery): { key: string; value: string }[] {
    const where = range === null ? '' : `AND i.range ${RANGES[range.condition] ?? ''}`;
    return this.store
      .all(
        `SELECT i.key, d.value FROM kvs_index i JOIN kvs_indexed d ON d.entity = i.entity AND d.key = i.key
         WHERE i.entity = ? AND i.name = ? AND i.part = ? ${where} ORDER BY i.range ${sort}, i.key ${sort} LIMIT ? OFFSET ?`,
        entity,
        index,
        part,
        ...(range?.values ?? []),
        limit,
        offset,
      )
      .map(({ key, value }) => ({ key: String(key), value: String(value) }));
  }
}

const toStored = (row: Row): StoredRow => ({
  value: String(row['value']),
  created: Number(row['created']),
  updated: Number(row['updated']),
  expires: row['expires'] === null ? null : Number(row['expires']),
});
