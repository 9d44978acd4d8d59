/**
 * Two installations in one warm runtime, interleaved call by call: nothing of one is ever seen at the other.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { asDocumented } from '../support/provider-answers';
import { settings } from '../support/settings';
import { spellingsOf } from '../support/spellings';
import { EMAIL_FIELD, Tenant } from '../support/tenant';

const PEOPLE = 12;
const ADMIN = { who: 'admin' } as const;

const keyOf = (tenant: string) => `canary-key-of-${tenant}`;
const addressOf = (tenant: string, index: number) => `person${String(index)}.of.${tenant}@example.com`;

async function installed(name: string): Promise<Tenant> {
  const tenant = new Tenant(name, asDocumented);
  const connections = [
    {
      id: 'quickhelp',
      provider: 'quickhelp',
      label: name,
      settings: { apiKey: keyOf(name), subscriptionKey: keyOf(name) },
    },
    { id: 'copernica', provider: 'copernica', label: name, settings: { apiToken: keyOf(name), mode: 'event' } },
  ];
  await tenant.admin('importSettings', { file: settings({ connections }) });
  return tenant;
}

async function erase(tenant: Tenant, index: number): Promise<void> {
  const { id } = tenant.issue({ [EMAIL_FIELD]: addressOf(tenant.name, index) });
  const at = { who: 'agent', issueId: id };
  await tenant.must('agentResolver', 'start', { expected: addressOf(tenant.name, index), confirmed: true }, at);
  await tenant.deliver();
  await tenant.must('agentResolver', 'status', {}, at);
  await tenant.must('adminResolver', 'overview', {}, ADMIN);
  await tenant.must('erasuresResolver', 'list', { filter: {}, cursor: null }, { who: 'agent' });
  await tenant.invoke('sweepSchedule', {});
}

const everythingOf = (tenant: Tenant): string =>
  [...Object.values(tenant.left).flat(), ...tenant.rows.asText()].join('\n');

it('keeps two installations apart, whichever runs in between', async () => {
  const [one, two] = [await installed('one'), await installed('two')];
  await Promise.all(
    Array.from({ length: PEOPLE }, async (_, index) => Promise.all([erase(one, index), erase(two, index)])),
  );
  for (const [tenant, other] of [
    [one, two],
    [two, one],
  ] as const) {
    const seen = everythingOf(tenant);
    expect(tenant.left.outside.length).toBeGreaterThanOrEqual(PEOPLE);
    expect(seen).toContain(keyOf(tenant.name));
    for (const spelling of spellingsOf(keyOf(other.name))) expect(seen).not.toContain(spelling);
    for (let index = 0; index < PEOPLE; index += 1)
      expect(seen.toLowerCase()).not.toContain(addressOf(other.name, index));
  }
});

it('gives the same person another hash at each installation, so that nobody can be followed', async () => {
  const [one, two] = [await installed('one'), await installed('two')];
  const address = 'in.both@example.com';
  for (const tenant of [one, two]) {
    const { id } = tenant.issue({ [EMAIL_FIELD]: address });
    await tenant.must('agentResolver', 'start', { expected: address, confirmed: true }, { who: 'agent', issueId: id });
  }
  const hash = async (tenant: Tenant, who = 'agent') =>
    tenant.must<{ person: string | null }>('erasuresResolver', 'findPerson', { address }, { who });
  const [first, second, again] = [await hash(one), await hash(two), await hash(one)];
  expect([first.person, second.person]).not.toContain(null);
  expect(first.person).not.toBe(second.person);
  expect(first.person).toBe(again.person);
  // Who may see no erasure of this person learns nothing.
  expect(await hash(one, 'other-agent')).toEqual({ person: null });
});

/** Modules that keep something: a `let` of the module, or a container that can grow. */
function keeping(text: string): string[] {
  return [
    ...text.matchAll(
      /^(?:export )?(?:let |const \w+(?:: [^=]+)? = (?:new (?:Map|Set|WeakMap|WeakSet)(?:<.*>)?\(\)|\[\]|\{\});?).*$/gm,
    ),
  ].map(([line]) => line);
}

const SRC = resolve(__dirname, '../../src');
const modules = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

it.each(modules)('%s keeps nothing from one invocation to the next', (name) => {
  expect(keeping(readFileSync(join(SRC, name), 'utf8'))).toEqual([]);
});

it('would notice a module that does', () => {
  const keepers = [
    'let last = 0;',
    'export const seen = new Map();',
    'const cache = new Map<string, Settings>();',
    'const some = new WeakSet();',
    'const all: string[] = [];',
    'const byName: Record<string, number> = {};',
  ];
  expect(keeping(keepers.join('\n'))).toHaveLength(keepers.length);
});
