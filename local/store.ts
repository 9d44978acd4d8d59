/**
 * One embedded database for everything the local site remembers: Forge's storage and queue, Jira, the vendors.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Database, type Statement } from 'node-sqlite3-wasm';

type Value = string | number | null;
export type Row = Record<string, Value>;

export class DataInUseError extends Error {
  override name = 'DataInUseError' as const;
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/**
 * A host that was killed leaves its locks behind. They are cleared only where the process that made them is gone.
 * @throws DataInUseError where another host is at work on this folder.
 */
function takeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const pidFile = join(folder, 'host.pid');
  let pid = 0;
  try {
    pid = Number(readFileSync(pidFile, 'utf8'));
  } catch {
    // nobody was here before
  }
  if (pid > 0 && pid !== process.pid && isAlive(pid))
    throw new DataInUseError(
      `The data folder is in use by process ${String(pid)}. End it, or choose another folder with --data.`,
    );
  rmSync(join(folder, 'site.db.lock'), { recursive: true, force: true });
  writeFileSync(pidFile, String(process.pid));
}

export class Store {
  private readonly db: Database;
  private readonly statements = new Map<string, Statement>();
  private depth = 0;

  /** @param folder where to keep everything; null keeps it in memory. */
  constructor(private readonly folder: string | null) {
    if (folder !== null) takeFolder(folder);
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
    if (this.folder !== null) rmSync(join(this.folder, 'host.pid'), { force: true });
  }
}
