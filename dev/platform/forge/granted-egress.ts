/**
 * Hosts that an admin of this site allowed the app to call, besides those that the manifest names.
 * @see https://developer.atlassian.com/platform/forge/apis-reference/customer-managed-egress-and-remotes-api/
 */
import type { Store } from '../store';

export interface EgressGroup {
  readonly key: string;
  readonly description: string;
  readonly configured: readonly { readonly domain: string; readonly type: readonly string[] }[];
}

export class EgressDeniedError extends Error {
  override name = 'EgressDeniedError' as const;
}

const MOST_GROUPS = 10;

export class GrantedEgress {
  constructor(
    private readonly store: Store,
    private readonly isConfigurable: boolean,
  ) {
    store.exec('CREATE TABLE IF NOT EXISTS egress (key TEXT PRIMARY KEY, doc TEXT) WITHOUT ROWID');
  }

  groups(): EgressGroup[] {
    return this.store.all('SELECT doc FROM egress').map((row) => JSON.parse(String(row['doc'])) as EgressGroup);
  }

  domains(): string[] {
    return this.groups().flatMap(({ configured }) =>
      configured.filter(({ type }) => type.includes('FETCH_BACKEND_SIDE')).map(({ domain }) => domain),
    );
  }

  /** Allows groups of hosts. @throws EgressDeniedError */
  set(groups: readonly EgressGroup[], isAdmin: boolean): void {
    if (!this.isConfigurable) throw new EgressDeniedError('Customer-managed egress is not enabled for this app.');
    if (!isAdmin) throw new EgressDeniedError('Only an admin can allow this.');
    if (groups.some(({ configured }) => configured.some(({ domain }) => !domain.startsWith('https://'))))
      throw new EgressDeniedError('A domain is a URL.');
    const keys = new Set([...this.groups(), ...groups].map(({ key }) => key));
    if (keys.size > MOST_GROUPS) throw new EgressDeniedError(`At most ${String(MOST_GROUPS)} groups.`);
    for (const group of groups)
      this.store.run('INSERT OR REPLACE INTO egress VALUES (?, ?)', group.key, JSON.stringify(group));
  }

  remove(key: string): void {
    this.store.run('DELETE FROM egress WHERE key = ?', key);
  }
}
