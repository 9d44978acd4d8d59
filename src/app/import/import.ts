/**
 * A settings file, read in two steps: what would change is shown first, and exactly that is done. What the file does not
 * name stays, unless everything is to be replaced.
 */
import * as z from 'zod/mini';
import type { ImportPreview } from '../../contract/admin-calls';
import { AppError } from '../../core/app-error';
import { type AdminChange, changesOfRules } from '../../core/settings/admin-log';
import {
  type Connection,
  type ConnectionInput,
  rulesOf,
  type Settings,
  SettingsFile,
} from '../../core/settings/schema';
import { inPortions } from '../../lib/portions';
import type { Ports } from '../../ports/ports';
import { providerOf } from '../../providers';
import { whatIsWrong } from '../../words/settings-problems';
import { movedSecrets } from '../connections/moved-secrets';
import { connectionChanges } from '../connections/changes';
import { drop, keep, newName, strayAfter } from '../connections/keep-secrets';
import { BLOCKING, parted, savedNow } from '../connections/save';
import { enqueueConnections } from '../background/enqueue';
import { blockRemovedAt, openErasuresAt, removedAfter } from '../connections/removed';
import { type Acting, assertLatest, changeSettings, settingsRevision } from '../settings/change';
import { assertJqlRules } from '../settings/rules';

/** Connections whose tokens are let go of side by side. */
const AT_ONCE = 10;

const twice = (ids: readonly string[]): string | undefined => ids.find((id, index) => ids.indexOf(id) !== index);

/** A file as it was given: what it does not name has defaults in `file`, and no name here. */
interface Given {
  readonly file: SettingsFile;
  readonly named: Readonly<Record<string, unknown>>;
}

/** @throws AppError `bad-settings` */
function parse(raw: unknown): Given {
  const parsed = z.safeParse(SettingsFile, raw);
  if (!parsed.success) throw new AppError('bad-settings', whatIsWrong(parsed.error));
  return { file: parsed.data, named: raw as Given['named'] };
}

/** A section of the rules: whole, or what the file names of it over what stands there. */
function section<T extends object>(named: unknown, parsed: T, before: T): T {
  const names = Object.keys(named ?? {});
  return { ...before, ...Object.fromEntries(Object.entries(parsed).filter(([name]) => names.includes(name))) };
}

type Rules = ReturnType<typeof rulesOf>;

function rulesAfter({ file, named }: Given, before: Settings, replaceAll: boolean): Rules {
  const { extraction, policy, status, events } = file;
  if (replaceAll) return { extraction, policy, status, events };
  return {
    extraction: section(named['extraction'], extraction, before.extraction),
    policy: section(named['policy'], policy, before.policy),
    status: section(named['status'], status, before.status),
    events: section(named['events'], events, before.events),
  };
}

/** A connection of the file, and what becomes of its secrets. */
interface Imported {
  readonly open: ConnectionInput;
  /** The connection that stands there, of the same provider. */
  readonly earlier: Connection | undefined;
  /** The connection that stands there, of another provider. */
  readonly replaces: Connection | undefined;
  /** Names of the secrets that the file gives. */
  readonly given: readonly string[];
  /** All its secrets; null: they stay as they are kept. */
  readonly secrets: Readonly<Record<string, string>> | null;
  readonly keptAs: string;
  /** Secrets that somebody has to give before anybody can be called there. */
  readonly missing: readonly string[];
}

/** The connection that stands under an id: of the same provider, or of another one. */
function standingFor({ id, provider }: ConnectionInput, before: Settings): Pick<Imported, 'earlier' | 'replaces'> {
  const current = before.connections.find((one) => one.id === id);
  return current?.provider === provider
    ? { earlier: current, replaces: undefined }
    : { earlier: undefined, replaces: current };
}

/** What becomes of a connection of the file; or why it cannot be imported. @param at where it stands in the file */
async function imported(ports: Ports, raw: ConnectionInput, at: string, before: Settings): Promise<Imported | string> {
  const provider = providerOf(raw.provider);
  if (provider === undefined) return `${at}: there is no provider "${raw.provider}"`;
  const { open, secrets } = parted(raw);
  const { earlier, replaces } = standingFor(raw, before);
  const kept = earlier === undefined ? {} : await ports.connectionSecrets.secrets(earlier.keptAs);
  const all = { ...kept, ...secrets };
  const given = Object.keys(secrets);
  const problems = provider.problems({ ...open.settings, ...all });
  // An export holds no key: what lacks nothing else comes in, and nobody is called there before its key is given.
  const isMissing = ({ path: [name] }: z.core.$ZodIssue) =>
    provider.secretFields.includes(String(name)) && all[String(name)] === undefined;
  if (problems?.issues.every(isMissing) === false) return `${at}.settings: ${whatIsWrong(problems)}`;
  const moved = movedSecrets(earlier, open, kept, secrets);
  if (moved !== null) return `${at}.settings: ${moved}`;
  const isNewKey = earlier === undefined || given.length > 0;
  return {
    ...{ open, earlier, replaces, given, secrets: isNewKey ? all : null },
    keptAs: isNewKey ? newName(ports, open.id) : earlier.keptAs,
    missing: [...new Set(problems?.issues.map(({ path: [name] }) => String(name)))],
  };
}

/** What an import would do, worked out against the settings as they stand. */
interface Plan {
  readonly connections: readonly Imported[];
  readonly kept: readonly Connection[];
  /** Those that are no more, and those that are another provider's. */
  readonly removed: readonly Connection[];
  readonly rules: Rules;
  /** How many erasures wait at each of those that are removed. */
  readonly waiting: readonly number[];
}

/** @throws AppError `bad-settings`, naming what is wrong and where */
async function planFor(ports: Ports, given: Given, before: Settings, replaceAll: boolean): Promise<Plan> {
  const { file } = given;
  const read = await Promise.all(
    file.connections.map((one, index) => imported(ports, one, `connections.${String(index)} (${one.id})`, before)),
  );
  const double = twice(file.connections.map(({ id }) => id));
  const problems = [
    ...read.filter((one) => typeof one === 'string'),
    ...(double === undefined ? [] : [`connections: "${double}" stands there twice`]),
  ];
  if (problems.length > 0) throw new AppError('bad-settings', problems.slice(0, 5).join('; '));
  const rules = rulesAfter(given, before, replaceAll);
  await assertJqlRules(ports, rules.events);
  const connections = read.filter((one) => typeof one !== 'string');
  const isNamed = ({ id }: Connection) => file.connections.some((one) => one.id === id);
  const stays = (one: Connection) =>
    connections.some(({ earlier }) => earlier?.id === one.id) || (!replaceAll && !isNamed(one));
  const removed = before.connections.filter((one) => !stays(one));
  return {
    ...{ connections, rules, removed },
    kept: replaceAll ? [] : before.connections.filter((one) => !isNamed(one)),
    waiting: await Promise.all(removed.map(({ id }) => openErasuresAt(ports, id))),
  };
}

/** The connections as they are afterwards: in the file's order where all are replaced, else where they stood. */
function connectionsAfter({ connections, kept }: Plan, before: Settings, now: number): Connection[] {
  const saved = connections.map(({ open, earlier, keptAs }) => savedNow(open, earlier, keptAs, now));
  if (kept.length === 0) return saved;
  const stood = before.connections.flatMap(
    (one) => kept.find(({ id }) => id === one.id) ?? saved.find(({ id }) => id === one.id) ?? [],
  );
  return [...stood, ...saved.filter(({ id }) => !stood.some((one) => one.id === id))];
}

const changesOf = ({ open, earlier, keptAs, given }: Imported): AdminChange[] =>
  connectionChanges(earlier, savedNow(open, earlier, keptAs, 0), given);

const providerLabel = (id: string): string => providerOf(id)?.label ?? id;

/** What the admin log says of a connection of the file; null where it stays as it is. */
function rowOf(one: Imported): AdminChange | null {
  const { open, earlier, replaces } = one;
  if (replaces !== undefined)
    return { what: open.label, before: providerLabel(replaces.provider), after: providerLabel(open.provider) };
  if (earlier === undefined) return { what: open.label, before: null, after: 'added' };
  const { length } = changesOf(one);
  return length === 0 ? null : { what: open.label, before: 'as it was', after: `${String(length)} changes` };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** What may change: everything that the file names, or everything. */
interface How {
  readonly replaceAll: boolean;
}

/**
 * What importing this file would change. Changes nothing.
 * @throws AppError `bad-settings`, naming what is wrong and where
 */
export async function previewImport(ports: Ports, raw: unknown, { replaceAll }: How): Promise<ImportPreview> {
  const given = parse(raw);
  const before = await ports.settings.read();
  const plan = await planFor(ports, given, before, replaceAll);
  const nameOf = ({ open }: Imported): string => open.label;
  const gone = plan.removed.map((one, index) => ({
    label: one.label,
    from: providerLabel(one.provider),
    waiting: plan.waiting[index] ?? 0,
    by: plan.connections.find(({ replaces }) => replaces === one),
  }));
  const changed = plan.connections.flatMap((one) => {
    const changes = changesOf(one);
    return one.earlier === undefined || changes.length === 0 ? [] : [{ label: one.open.label, changes }];
  });
  return {
    changed,
    added: plan.connections.filter((one) => one.earlier === undefined && one.replaces === undefined).map(nameOf),
    removed: gone.filter(({ by }) => by === undefined).map(({ label, waiting }) => ({ label, waiting })),
    replaced: gone.flatMap(({ label, waiting, from, by }) =>
      by === undefined ? [] : [{ label, becomes: nameOf(by), from, to: providerLabel(by.open.provider), waiting }],
    ),
    kept: plan.kept.map(({ label }) => label),
    needKeys: plan.connections.flatMap(({ open, missing }) =>
      missing.length === 0 ? [] : [{ label: open.label, fields: [...missing] }],
    ),
    rules: changesOfRules(rulesOf(before), plan.rules),
    waiting: sum(plan.waiting),
    revision: settingsRevision(ports, before),
  };
}

/** How an admin imports. `confirmed`: how many erasures they were told wait at what is removed. */
interface Importing extends Acting, How {
  readonly confirmed?: number | undefined;
}

/**
 * Imports a file, as its preview showed it. A secret that the file does not give, or gives as an empty text, stays as it is.
 * @throws AppError `bad-settings`; `stale` where the settings are not those of the preview; `work-waits`; nothing is
 * changed then
 */
export async function importSettings(ports: Ports, raw: unknown, acting: Importing): Promise<void> {
  const given = parse(raw);
  const before = await ports.settings.read();
  const revision = settingsRevision(ports, before);
  const plan = await planFor(ports, given, before, acting.replaceAll);
  assertLatest(acting, revision);
  if (sum(plan.waiting) !== (acting.confirmed ?? 0)) throw new AppError('work-waits');
  const { connections, removed } = plan;
  const wanted = connections.flatMap(({ keptAs, secrets }) => (secrets === null ? [] : [{ keptAs, secrets }]));
  const used = wanted.map(({ keptAs }) => keptAs);
  const renewed = connections.flatMap(({ earlier, secrets }) => (secrets === null ? [] : (earlier?.keptAs ?? [])));
  const unused = [...removed.map(({ keptAs }) => keptAs), ...renewed];
  const removedIds = removed.map(({ id }) => id);
  try {
    await keep(ports, wanted);
    await changeSettings(ports, acting.by, (now, at) => {
      if (settingsRevision(ports, now) !== revision) throw new AppError('stale');
      const rows: AdminChange[] = [
        ...connections.map(rowOf).filter((row) => row !== null),
        ...removed
          .filter((one) => !connections.some(({ replaces }) => replaces === one))
          .map(({ label }) => ({ what: label, before: 'with its keys', after: 'removed' })),
      ];
      return {
        settings: {
          ...now,
          ...plan.rules,
          connections: connectionsAfter(plan, now, at),
          removed: removedAfter(now, removed, acting.by, at),
          strayVaultNames: strayAfter(now, used, unused, at),
        },
        done: { action: 'settings-imported', changes: [...rows, ...changesOfRules(rulesOf(now), plan.rules)] },
      };
    });
  } catch (error) {
    await drop(ports, used);
    throw error;
  }
  await drop(ports, unused);
  const tokens = connections.filter(({ earlier, secrets }) => earlier !== undefined && secrets === null);
  await inPortions(tokens, AT_ONCE, ({ keptAs }) => ports.connectionSecrets.setToken(keptAs, null));
  const until = ports.system.now() + BLOCKING;
  for (const id of removedIds) await blockRemovedAt(ports, id, until);
  await enqueueConnections(ports, [...new Set([...connections.map(({ open }) => open.id), ...removedIds])]);
}
