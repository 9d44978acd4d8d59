/**
 * One embedded database for everything the local site remembers: Forge's storage and queue, Jira, the vendors.
 */
import { join } from 'node:path';
import { Database, type Statement } from 'node-sqlite3-wasm';

type Value = string | number | null;
export type Row = Record<string, Value>;

export class Store {
  private readonly db: Database;
  private readonly statements = new Map<string, Statement>();
  private depth = 0;

  /** @param folder where to keep everything: a folder that nobody else works in; null keeps it in memory. */
  constructor(folder: string | null) {
    this.db = new Database(folder === null ? ':memory:' : join(folder, 'site.db'));
    // A killed process loses nothing the system took; only a power cut could.
    this.db.exec(
      'PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=OFF; PRAGMA secure_delete=ON; PRAGMA cache_size=-65536;',
    );
  }

  exec(sql: string): void {
    this.db.exec(sql);
  }

  private prepared(sql: string): Statement {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.db.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }

  run(sql: string, ...values: Value[]): void {
    this.prepared(sql).run(values);
  }

  get(sql: string, ...values: Value[]): Row | null {
    return (this.prepared(sql).get(values) as Row | null | undefined) ?? null;
  }

  all(sql: string, ...values: Value[]): Row[] {
    return this.prepared(sql).all(values) as Row[];
  }

  /** All or nothing. */
  atomically<T>(work: () => T): T {
    if (this.depth > 0) return work();
    this.db.exec('BEGIN IMMEDIATE');
    this.depth = 1;
    try {
      const result = work();
      this.db.exec('COMMIT');
      return result;
    } catch (error) {
      this.db.exec('ROLLBACK');
      throw error;
    } finally {
      this.depth = 0;
    }
  }

  close(): void {
    for (const statement of this.statements.values()) statement.finalize();
    this.db.close();
  }
}
