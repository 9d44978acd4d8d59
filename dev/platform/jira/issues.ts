/**
 * The issues of the local Jira, each stored whole.
 */
import type { Manifest } from '../forge/manifest';
import type { Row, Store } from '../store';
import type { Change } from './changelog';
import { JqlError, parseJql, type Value } from './jql';
import { IssueIndex } from './issue-index';
import { userById } from './people';
import type { Link } from './relations';

export interface Comment {
  readonly id: string;
  readonly authorId: string;
  readonly body: unknown;
  readonly created: string;
  readonly properties: readonly { readonly key: string; readonly value: unknown }[];
}

export interface Form {
  readonly id: string;
  readonly name: string;
  readonly submitted: boolean;
  readonly answers: readonly { readonly label: string; readonly answer: string }[];
}

export interface IssueRecord {
  readonly id: string;
  readonly key: string;
  readonly projectKey: string;
  fields: Record<string, unknown>;
  properties: Record<string, unknown>;
  comments: Comment[];
  forms: Form[];
  /** What the customer filled in on the portal; null where the issue is no request. */
  requestFields: { fieldId: string; label: string; value: unknown }[] | null;
  /** The issue that it is a sub-task of. */
  parentId?: string;
  links?: Link[];
  changes?: Change[];
}

export interface Project {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly projectTypeKey: 'service_desk' | 'software';
}

export const PROJECTS: readonly Project[] = [
  { id: '10000', key: 'GDPR', name: 'Privacy requests', projectTypeKey: 'service_desk' },
  { id: '10001', key: 'OPS', name: 'Operations', projectTypeKey: 'software' },
];

export const STATUSES = ['Open', 'In Progress', 'Done'] as const;

/** The fields of the sample site that the app can be pointed to. */
export const FIELDS: readonly { id: string; name: string; custom: boolean; type: string }[] = [
  { id: 'summary', name: 'Summary', custom: false, type: 'string' },
  { id: 'description', name: 'Description', custom: false, type: 'doc' },
  { id: 'issuetype', name: 'Issue Type', custom: false, type: 'issuetype' },
  { id: 'project', name: 'Project', custom: false, type: 'project' },
  { id: 'reporter', name: 'Reporter', custom: false, type: 'user' },
  { id: 'assignee', name: 'Assignee', custom: false, type: 'user' },
  { id: 'status', name: 'Status', custom: false, type: 'status' },
  { id: 'resolution', name: 'Resolution', custom: false, type: 'resolution' },
  { id: 'duedate', name: 'Due date', custom: false, type: 'date' },
  { id: 'labels', name: 'Labels', custom: false, type: 'array' },
  { id: 'created', name: 'Created', custom: false, type: 'datetime' },
  { id: 'updated', name: 'Updated', custom: false, type: 'datetime' },
  { id: 'customfield_10050', name: 'Requester e-mail', custom: true, type: 'string' },
  { id: 'customfield_10051', name: 'First name', custom: true, type: 'string' },
  { id: 'customfield_10052', name: 'Suffix', custom: true, type: 'string' },
  { id: 'customfield_10053', name: 'Last name', custom: true, type: 'string' },
  { id: 'customfield_10054', name: 'Details', custom: true, type: 'doc' },
  { id: 'customfield_10055', name: 'Data subject', custom: true, type: 'user' },
];

const wordsOf = (node: unknown): string => {
  if (typeof node !== 'object' || node === null) return '';
  const { text, content } = node as { text?: unknown; content?: unknown };
  const inner = Array.isArray(content) ? content.map(wordsOf).join(' ') : '';
  return `${typeof text === 'string' ? text : ''} ${inner}`;
};

export class Issues {
  private readonly index: IssueIndex | null;

  /** @param lagging how far the search lags behind; missing: not at all */
  constructor(
    private readonly store: Store,
    private readonly manifest: Manifest,
    lagging: { readonly now: () => number; readonly searchLag: number } = { now: Date.now, searchLag: 0 },
  ) {
    store.exec(`CREATE TABLE IF NOT EXISTS issue (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT UNIQUE, project TEXT, doc TEXT);
      CREATE TABLE IF NOT EXISTS counter (project TEXT PRIMARY KEY, last INTEGER) WITHOUT ROWID;`);
    this.index = lagging.searchLag > 0 ? new IssueIndex(store, lagging.now, lagging.searchLag) : null;
  }

  isEmpty(): boolean {
    return this.store.get('SELECT 1 FROM issue LIMIT 1') === null;
  }

  create(
    projectKey: string,
    issue: Omit<IssueRecord, 'id' | 'key' | 'projectKey' | 'properties' | 'comments' | 'links' | 'changes'>,
  ): IssueRecord {
    return this.store.atomically(() => {
      this.store.run('INSERT OR IGNORE INTO counter VALUES (?, 0)', projectKey);
      this.store.run('UPDATE counter SET last = last + 1 WHERE project = ?', projectKey);
      const last = Number(this.store.get('SELECT last FROM counter WHERE project = ?', projectKey)?.['last']);
      // An id is never given twice, also not that of an issue that was deleted.
      const highest = this.store.get("SELECT seq FROM sqlite_sequence WHERE name = 'issue'")?.['seq'] ?? 10_000;
      const id = String(Number(highest) + 1);
      const record: IssueRecord = {
        ...issue,
        id,
        key: `${projectKey}-${String(last)}`,
        projectKey,
        properties: {},
        comments: [],
      };
      this.store.run(
        'INSERT INTO issue VALUES (?, ?, ?, ?)',
        Number(id),
        record.key,
        projectKey,
        JSON.stringify(record),
      );
      this.index?.note(record.id, record);
      return record;
    });
  }

  find(idOrKey: string): IssueRecord | null {
    const row = this.store.get(
      'SELECT doc FROM issue WHERE key = ? OR id = ?',
      idOrKey.toUpperCase(),
      /^\d+$/.test(idOrKey) ? Number(idOrKey) : -1,
    );
    return row === null ? null : (JSON.parse(String(row['doc'])) as IssueRecord);
  }

  save(issue: IssueRecord): void {
    issue.fields['updated'] = new Date().toISOString();
    this.store.run('UPDATE issue SET doc = ? WHERE id = ?', JSON.stringify(issue), Number(issue.id));
    this.index?.note(issue.id, issue);
  }

  remove(issue: IssueRecord): void {
    this.store.run('DELETE FROM issue WHERE id = ?', Number(issue.id));
    this.index?.note(issue.id, null);
  }

  all(): IssueRecord[] {
    return this.store
      .all('SELECT doc FROM issue ORDER BY id')
      .map((row: Row) => JSON.parse(String(row['doc'])) as IssueRecord);
  }

  /** The sub-tasks of an issue. */
  below({ id }: Pick<IssueRecord, 'id'>): IssueRecord[] {
    return this.store
      .all('SELECT doc FROM issue WHERE doc LIKE ? ORDER BY id', `%"parentId":"${id}"%`)
      .map((row: Row) => JSON.parse(String(row['doc'])) as IssueRecord)
      .filter(({ parentId }) => parentId === id);
  }

  /** The search knows everything from now on: nothing of an issue that is gone is left. */
  close(): void {
    this.index?.close();
  }

  /** The issues as the search knows them; those that are reconciled as they are. */
  private searched(reconcile: readonly number[]): IssueRecord[] {
    if (this.index === null) return this.all();
    const asTheyAre = reconcile.flatMap((id) => this.find(String(id)) ?? []);
    return [...this.index.all().filter(({ id }) => !reconcile.includes(Number(id))), ...asTheyAre];
  }

  /** The issues that match a query, in its order. @throws JqlError */
  search(jql: string, now: number, reconcile: readonly number[] = []): IssueRecord[] {
    const { matches, order } = parseJql<IssueRecord>(
      jql,
      (issue, field) => this.read(issue, field),
      (field) => this.knows(field),
      now,
    );
    const found = this.searched(reconcile).filter(matches);
    const rank = (issue: IssueRecord, field: string) => this.read(issue, field)?.[0] ?? '';
    return found.sort((a, b) => {
      for (const { field, descending } of order.length > 0 ? order : [{ field: 'id', descending: true }]) {
        const [left, right] = [rank(a, field), rank(b, field)];
        if (left !== right) return (left < right ? -1 : 1) * (descending ? -1 : 1);
      }
      return 0;
    });
  }

  private alias(field: string): { propertyKey: string; path: string } | null {
    const direct = /^issue\.property\[['"]?([\w-]+)['"]?\]\.([\w.]+)$/.exec(field);
    const indexed = this.manifest.properties.flatMap(({ propertyKey, values }) =>
      values.map((value) => ({ propertyKey, ...value })),
    );
    if (direct !== null)
      return indexed.find(({ propertyKey, path }) => propertyKey === direct[1] && path === direct[2]) ?? null;
    return indexed.find(({ searchAlias }) => searchAlias?.toLowerCase() === field.toLowerCase()) ?? null;
  }

  private knows(field: string): boolean {
    const known = [
      'id',
      'key',
      'issuekey',
      'issue',
      'project',
      'status',
      'resolution',
      'assignee',
      'issuetype',
      'type',
      'reporter',
      'labels',
      'summary',
      'description',
      'text',
      'created',
      'updated',
    ];
    return (
      known.includes(field.toLowerCase()) ||
      this.alias(field) !== null ||
      FIELDS.some(({ id, name }) => id === field || name === field)
    );
  }

  private read(issue: IssueRecord, field: string): readonly Value[] | null {
    const alias = this.alias(field);
    if (alias !== null) {
      const property = issue.properties[alias.propertyKey] as Record<string, unknown> | undefined;
      return [(property?.[alias.path] ?? null) as Value];
    }
    const { fields } = issue;
    switch (field.toLowerCase()) {
      case 'id':
        return [Number(issue.id)];
      case 'key':
      case 'issuekey':
      case 'issue':
        return [issue.key, issue.id];
      case 'project':
        return [issue.projectKey, PROJECTS.find(({ key }) => key === issue.projectKey)?.name ?? ''];
      case 'status':
        return [(fields['status'] as { name: string }).name];
      case 'type':
      case 'issuetype':
        return [(fields['issuetype'] as { name: string }).name];
      case 'resolution':
        return [(fields['resolution'] as { name: string } | null | undefined)?.name ?? null];
      case 'assignee':
      case 'reporter': {
        const person = fields[field.toLowerCase()] as { accountId: string } | null | undefined;
        return [person?.accountId ?? null, userById(person?.accountId ?? '')?.displayName ?? null];
      }
      case 'labels':
        return (fields['labels'] as string[] | undefined) ?? [];
      case 'text':
        return [String(fields['summary']), wordsOf(fields['description'])];
      case 'description':
        return [fields['description'] === null ? null : wordsOf(fields['description'])];
      default: {
        const id = FIELDS.find((one) => one.id === field.toLowerCase() || one.name === field)?.id ?? field;
        const value = fields[id] ?? null;
        return [typeof value === 'object' && value !== null ? wordsOf(value) : (value as Value)];
      }
    }
  }
}

export { JqlError };
