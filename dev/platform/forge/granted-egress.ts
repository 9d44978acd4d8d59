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
const MOST_DOMAINS = 10;

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
    const named = groups.map(({ key }) => key);
    const all = [...this.groups().filter(({ key }) => !named.includes(key)), ...groups];
    if (all.length > MOST_GROUPS) throw new EgressDeniedError(`At most ${String(MOST_GROUPS)} groups.`);
    if (all.some(({ configured }) => configured.length > MOST_DOMAINS))
      throw new EgressDeniedError(`At most ${String(MOST_DOMAINS)} domains in a group.`);
    const domains = all.flatMap(({ configured }) => configured.map(({ domain }) => domain));
    if (new Set(domains).size < domains.length) throw new EgressDeniedError('A domain stands there twice.');
    for (const group of groups)
      this.store.run('INSERT OR REPLACE INTO egress VALUES (?, ?)', group.key, JSON.stringify(group));
  }

  remove(key: string): void {
    this.store.run('DELETE FROM egress WHERE key = ?', key);
  }

  /** Takes one domain out of a group. */
  removeDomain(key: string, domain: string): void {
    const group = this.groups().find((one) => one.key === key);
    if (group === undefined) return;
    const left = { ...group, configured: group.configured.filter((one) => one.domain !== domain) };
    this.store.run('INSERT OR REPLACE INTO egress VALUES (?, ?)', key, JSON.stringify(left));
  }
}
