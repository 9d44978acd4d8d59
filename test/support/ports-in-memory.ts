/**
 * The ports of an installation in memory, made in a line, and what a test asks of the use cases.
 */
import { accountOf } from '../../dev/platform/site-in-memory';
import { LENIENT, type Strictness } from '../../dev/platform/strictness';
import { email } from './people';
import { settings } from './settings';
import type { Scripted } from './vendor';
import { type Says, type ToStorage, World } from './world-in-memory';
import { request, type Request } from '../../src/app/request/request';
import { removeConnection, saveConnection, switchConnection } from '../../src/app/connections/save';
import { openErasuresAt } from '../../src/app/connections/removed';
import { importSettings, previewImport } from '../../src/app/import/import';
import type { Ports } from '../../src/ports/ports';
import { saveRules } from '../../src/app/settings/rules';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** What an HTTP API that a test set up says, as a status. */
export const SAYS = { deleted: 200, accepted: 202, absent: 404, badKey: 401, refused: 400, down: 503 } as const;
/** The provider asks to be left alone for so long. */
export const leaveMeAlone = (seconds: number): Scripted => ({
  status: 429,
  headers: { 'retry-after': String(seconds) },
});
export const KEY = 'canary-key-1';

export const JANE = 'jane@example.com';
export const AGENT = accountOf('agent') ?? '';
export const ADMIN = accountOf('admin') ?? '';
export const SECOND = accountOf('second-agent') ?? '';

/** How an erasure ends of which every provider says that it is done. */
export const TAKEN = 'completed';

/** A connection to an HTTP API of its own, at a host of its name. */
export const connection = (id: string, more: { settings?: object; enabled?: boolean; projects?: string[] } = {}) => ({
  ...{ id, provider: 'http', label: id, ...more },
  settings: {
    url: `https://${id}.example/people/{{email}}`,
    ...{ auth: 'bearer', authSecret: KEY },
    ...{ deleted: '200', accepted: '202', absent: '404' },
    ...more.settings,
  },
});

/** A connection as {@link connection} makes it, that finds people by their address and can be asked what it holds. */
export const askable = (id: string, settings: object = {}) =>
  connection(id, {
    settings: {
      url: `https://${id}.example/people/{{id}}`,
      findUrl: `https://${id}.example/find?mail={{email}}`,
      ...{ findRecords: '/people', findId: '/id', findEmail: '/mail', findSeesEverybody: true },
      ...settings,
    },
  });
/** What such a vendor answers that holds a record of each of these addresses. */
export const holding = (...mails: string[]): Scripted => ({
  status: 200,
  body: { people: mails.map((mail, index) => ({ id: index + 1, mail })) },
});

/** What an admin does who sees what stands there, and confirms what they are asked. */
export const adminOver = (ports: Ports) => ({
  save: (given: unknown) => saveConnection(ports, given, { by: ADMIN }),
  turn: (id: string, isOn: boolean) => switchConnection(ports, id, isOn, ADMIN),
  remove: async (id: string) => removeConnection(ports, id, { by: ADMIN, confirmed: await openErasuresAt(ports, id) }),
  rules: (given: object) => saveRules(ports, given, { by: ADMIN }),
  /** Replaces everything. */
  imports: async (file: unknown) => {
    const how = { replaceAll: true };
    const { waiting } = await previewImport(ports, file, how);
    await importSettings(ports, file, { ...how, by: ADMIN, confirmed: waiting });
  },
});

/** The keys of a connection, as the vault keeps them; an empty record where there is no such connection. */
export async function keysOf(
  { settings: store, connectionSecrets }: Ports,
  id: string,
): Promise<Record<string, string>> {
  const found = (await store.read()).connections.find((one) => one.id === id);
  return found === undefined ? {} : connectionSecrets.secrets(found.keptAs);
}

export interface Given extends Omit<NonNullable<Parameters<typeof settings>[0]>, 'connections'> {
  /** What each vendor answers, in turn. Each is a connection of its own, unless others are given. */
  readonly vendors?: Readonly<Record<string, readonly Says[]>>;
  readonly connections?: unknown[];
  /** How strict the platform is; missing: not at all. */
  readonly strictness?: Strictness;
}

/** What setting an installation up writes, by its settings: each is set up once in a file, by the use case. */
const setUps = new Map<string, readonly ToStorage[]>();

async function setUp(world: World, file: object, isLenient: boolean): Promise<void> {
  const known = setUps.get(JSON.stringify(file));
  if (known === undefined || !isLenient) {
    const ports = world.as('admin');
    await importSettings(ports, file, { by: ADMIN, replaceAll: true });
    // Its keys are made with their first use.
    await ports.notary.publicKeys();
    await ports.addresses.personId(email('somebody@example.com'));
    if (isLenient) setUps.set(JSON.stringify(file), world.written());
    world.queue = [];
  } else world.write(known);
}

/** An installation with these settings, and two vendors that are asked nothing unless the test says otherwise. */
export async function portsInMemory({
  vendors = { alpha: [], beta: [] },
  connections,
  strictness = LENIENT,
  ...rules
}: Given = {}): Promise<World> {
  const world = new World(strictness);
  for (const [vendor, says] of Object.entries(vendors)) world.answers(vendor, ...says);
  const own = Object.keys(vendors).map((id) => connection(id));
  await setUp(world, settings({ connections: connections ?? own, ...rules }), strictness === LENIENT);
  return world;
}

export type Issue = { readonly id: string; readonly key: string };

/** What the web trigger asks for. */
export const byTrigger = ({ key }: Issue): Request => ({
  issue: key,
  origin: { via: 'web-trigger', accountId: null },
});

/** What an agent asks for who saw this address. */
export const byAgent = ({ id }: Issue, expected: string, more: Partial<Request> = {}): Request => ({
  ...{ issue: id, origin: { via: 'issue-action', accountId: accountOf('agent') }, expected, confirmed: true },
  ...more,
});

/** An installation as {@link portsInMemory} makes it, at which the web trigger asked for Jane's erasure. */
export async function begun(given: Given = {}) {
  const world = await portsInMemory(given);
  const issue = world.asks(JANE);
  const { erasureId } = await request(world.ports, byTrigger(issue));
  return { world, issue, erasureId, became: () => world.became(erasureId) };
}
