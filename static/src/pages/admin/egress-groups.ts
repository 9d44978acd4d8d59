/**
 * Which groups of hosts Jira is asked to allow. Jira keeps ten groups of ten hosts for a site, and no host twice.
 * @see https://developer.atlassian.com/platform/forge/customer-managed-egress-and-remotes/
 */
const MOST_GROUPS = 10;
const MOST_HOSTS = 10;

/** A group as Jira keeps it. */
export interface EgressGroup {
  readonly key: string;
  readonly configured: readonly { readonly domain: string }[];
}

/** The host of what Jira keeps as a domain: a URL, a bare host, or a wildcard. */
export function hostOf(domain: string): string {
  const url = domain.includes('://') ? domain : `https://${domain}`;
  return URL.canParse(url) ? new URL(url).hostname : domain;
}

const hostsIn = ({ configured }: EgressGroup): string[] => configured.map(({ domain }) => hostOf(domain));

const lets = (allowed: string, host: string): boolean =>
  allowed === '*' || allowed === host || (allowed.startsWith('*.') && host.endsWith(allowed.slice(1)));

/** Those of the hosts that Jira does not let the app call. */
export const notAllowed = (groups: readonly EgressGroup[], hosts: readonly string[]): string[] =>
  [...new Set(hosts)].filter((host) => !groups.flatMap(hostsIn).some((allowed) => lets(allowed, host)));

/** A group to be allowed, whole: what it holds already and what is new. */
export interface GroupToAllow {
  readonly key: string;
  readonly hosts: readonly string[];
}

/**
 * The groups that allow these hosts besides: new ones as long as there is room, then those that have room.
 * @returns null where there is no room
 */
export function groupsToAllow(groups: readonly EgressGroup[], hosts: readonly string[]): GroupToAllow[] | null {
  const left = notAllowed(groups, hosts);
  const free = Array.from({ length: MOST_GROUPS }, (_, index) => `hosts-${String(index + 1)}`)
    .filter((key) => !groups.some((group) => group.key === key))
    .slice(0, Math.max(0, MOST_GROUPS - groups.length));
  const rooms = [
    ...free.map((key) => ({ key, hosts: [] as string[] })),
    ...groups.map((group) => ({ key: group.key, hosts: hostsIn(group) })),
  ];
  const chosen: GroupToAllow[] = [];
  for (const { key, hosts: held } of rooms) {
    if (left.length === 0) break;
    const added = left.splice(0, Math.max(0, MOST_HOSTS - held.length));
    if (added.length > 0) chosen.push({ key, hosts: [...held, ...added] });
  }
  return left.length === 0 ? chosen : null;
}

/** What Jira still allows although no connection needs it: whole groups, and single domains of groups. */
export interface Unused {
  readonly hosts: readonly string[];
  readonly groups: readonly string[];
  readonly domains: readonly { readonly key: string; readonly domain: string }[];
}

/** What is allowed and no connection calls. @param hosts of all connections */
export function unusedOf(groups: readonly EgressGroup[], hosts: readonly string[]): Unused {
  const isUnused = ({ domain }: { domain: string }) => !hosts.some((host) => lets(hostOf(domain), host));
  const whole = groups.filter(({ configured }) => configured.every(isUnused));
  const partly = groups.filter((group) => !whole.includes(group));
  const domains = partly.flatMap(({ key, configured }) =>
    configured.filter(isUnused).map(({ domain }) => ({ key, domain })),
  );
  const of = [...whole.flatMap(hostsIn), ...domains.map(({ domain }) => hostOf(domain))];
  return { hosts: [...new Set(of)], groups: whole.map(({ key }) => key), domains };
}
