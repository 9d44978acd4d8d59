/** Which groups of hosts Jira is asked to allow, and what it still allows without need. */
interface Group {
  readonly key: string;
  readonly configured: readonly { readonly domain: string }[];
}
// The screens are a package of their own (ES modules), of which Jest reads this file alone.
const { groupsToAllow, hostOf, notAllowed, unusedOf } = jest.requireActual<{
  hostOf: (domain: string) => string;
  notAllowed: (groups: readonly Group[], hosts: readonly string[]) => string[];
  groupsToAllow: (groups: readonly Group[], hosts: readonly string[]) => { key: string; hosts: string[] }[] | null;
  unusedOf: (
    groups: readonly Group[],
    hosts: readonly string[],
  ) => { hosts: string[]; groups: string[]; domains: object[] };
}>('../../static/src/pages/admin/egress-groups');

const hosts = (count: number, of = 'a') => Array.from({ length: count }, (_, index) => `${of}${String(index)}.example`);
const group = (key: string, ...held: string[]): Group => ({
  key,
  configured: held.map((host) => ({ domain: `https://${host}` })),
});

it.each([
  ['https://api.example.com', 'api.example.com'],
  ['https://api.example.com/path', 'api.example.com'],
  ['api.example.com', 'api.example.com'],
  ['*.example.com', '*.example.com'],
  ['*', '*'],
])('reads %s, as Jira may keep it', (domain, host) => {
  expect(hostOf(domain)).toBe(host);
});

it('asks for no host twice, and for none that a wildcard allows', () => {
  const groups = [group('hosts-1', 'a.example', '*.example.com')];
  expect(notAllowed(groups, ['a.example', 'b.example', 'api.example.com', 'b.example'])).toEqual(['b.example']);
});

it('puts the hosts of many connections into few groups', () => {
  expect(groupsToAllow([], hosts(12))?.map((one) => [one.key, one.hosts.length])).toEqual([
    ['hosts-1', 10],
    ['hosts-2', 2],
  ]);
});

it('fills groups up once all ten are there, and keeps what they hold', () => {
  const full = Array.from({ length: 10 }, (_, index) =>
    group(`hosts-${String(index + 1)}`, `held${String(index)}.example`),
  );
  const [first] = groupsToAllow(full, ['new.example']) ?? [];
  expect(first).toEqual({ key: 'hosts-1', hosts: ['held0.example', 'new.example'] });
  expect(groupsToAllow(full, hosts(90))).toHaveLength(10);
  expect(groupsToAllow(full, hosts(91))).toBeNull();
});

it('takes back what no connection calls: whole groups, and single hosts of others', () => {
  const groups = [group('hosts-1', 'a.example', 'b.example'), group('connection-old', 'c.example')];
  expect(unusedOf(groups, ['a.example'])).toEqual({
    hosts: ['c.example', 'b.example'],
    groups: ['connection-old'],
    domains: [{ key: 'hosts-1', domain: 'https://b.example' }],
  });
  expect(unusedOf([group('hosts-1', '*.example.com')], ['api.example.com']).hosts).toEqual([]);
});
