/**
 * The shape of the code: arrows point inward, and what is written in two places says the same.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import * as app from '../src';
import { PROVIDERS } from '../src/providers';
import { PROPERTY_KEY } from '../src/core/erasure/issue-property';
import { TASK_PROPERTY } from '../src/forge/jira/task-replies';

const ROOT = resolve(__dirname, '..');
const SRC = join(ROOT, 'src');

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
}

const roomOf = (file: string): string => relative(SRC, file).split('/')[0] ?? '';

/** Every import of a file: a room of src, or a package. */
function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  return specifiers.map((specifier) => ({
    file: relative(ROOT, file),
    room: roomOf(file),
    target: specifier.startsWith('.') ? roomOf(resolve(dirname(file), specifier)) : specifier,
  }));
}

const ROOMS: Record<string, readonly string[]> = {
  // A list of names is no platform.
  core: [
    'core',
    'lib',
    'zod/mini',
    '@hapi/tlds',
    '@date-fns/tz',
    'date-fns/addMonths',
    'date-fns/endOfDay',
    'date-fns/formatISO',
  ],
  // The ground floor: it knows nothing of what the app is about.
  lib: ['lib'],
  ports: ['ports', 'core'],
  words: ['words', 'core', 'zod/mini'],
  // Hashes of an address are all that a provider needs of the platform.
  providers: ['providers', 'core', 'lib', 'ports', 'zod/mini', 'node:crypto'],
  contract: ['contract', 'core', 'zod/mini'],
  app: ['app', 'core', 'lib', 'ports', 'words', 'providers', 'contract', 'zod/mini', 'node:url'],
  forge: [
    'forge',
    'core',
    'lib',
    'ports',
    'zod/mini',
    'node:crypto',
    'node:timers/promises',
    '@forge/api',
    '@forge/kvs',
    '@forge/events',
    '@atlaskit/adf-utils/builders',
  ],
  entry: [
    'entry',
    'app',
    'core',
    'ports',
    'words',
    'contract',
    'forge',
    'providers',
    'zod/mini',
    'node:crypto',
    '@forge/api',
    '@forge/events',
    '@forge/resolver',
  ],
  'index.ts': ['entry'],
};

const imports = filesUnder(SRC).flatMap(importsOf);

it('reads imports at all', () => {
  expect(imports.length).toBeGreaterThan(100);
});

it.each(Object.keys(ROOMS))('%s imports only what lies further inward', (room) => {
  const outward = imports.filter((one) => one.room === room && ROOMS[room]?.includes(one.target) !== true);
  expect(outward).toEqual([]);
});

it('has no room that is not on the plan', () => {
  expect([...new Set(filesUnder(SRC).map(roomOf))].sort()).toEqual(Object.keys(ROOMS).sort());
});

/** The rooms of core and app, from the ground up: each imports only what stands before it. */
const FLOORS = {
  core: ['ids', 'person', 'address', 'reply', 'status', 'settings', 'policy', 'evidence', 'erasure', 'drain'],
  app: [
    ...['locate', 'background', 'people', 'sync', 'settings', 'decide', 'tasks', 'query', 'connections', 'look'],
    ...['drain', 'request', 'invite', 'bulk', 'import', 'sweep'],
  ],
};

it.each(['core', 'app'] as const)('%s has rooms without a circle or an upward arrow', (house) => {
  const inRoom = (path: string) => relative(join(SRC, house), path).split('/')[0]?.replace('.ts', '') ?? '';
  const upward = filesUnder(join(SRC, house)).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)]
      .map((match) => resolve(dirname(file), match[1] ?? ''))
      .filter((target) => target.startsWith(join(SRC, house)))
      .filter((target) => {
        const [from, to] = [inRoom(file), inRoom(target)].map((room) => FLOORS[house].indexOf(room));
        return from !== undefined && to !== undefined && from >= 0 && to > from;
      })
      .map((target) => `${relative(SRC, file)} > ${relative(SRC, target)}`),
  );
  expect(upward).toEqual([]);
  const rooms = readdirSync(join(SRC, house), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(rooms.map(({ name }) => name).filter((name) => !FLOORS[house].includes(name))).toEqual([]);
});

it('keeps a port to seven methods', () => {
  for (const file of filesUnder(join(SRC, 'ports'))) {
    const methods = readFileSync(file, 'utf8').match(/^ {2}[a-zA-Z]+(?=\()/gm) ?? [];
    expect([relative(SRC, file), methods.slice(7)]).toEqual([relative(SRC, file), []]);
  }
});

it('keeps time and chance out of the core', () => {
  for (const file of ['core', 'lib'].flatMap((room) => filesUnder(join(SRC, room))))
    expect(readFileSync(file, 'utf8')).not.toMatch(/Date\.now|Math\.random|new Date\(\)|setTimeout|\bfetch\(/);
});

it('shares nothing but types with the screens', () => {
  const screens = join(ROOT, 'static/src');
  const files = readdirSync(screens, { withFileTypes: true, recursive: true }).filter(
    (entry) => entry.isFile() && /\.tsx?$/.test(entry.name),
  );
  for (const entry of files) {
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    for (const line of text.match(/^import .*src\/(?:contract|core).*$/gm) ?? []) expect(line).toMatch(/^import type /);
  }
});

interface Manifest {
  readonly modules: Record<string, readonly { key: string; handler?: string; propertyKey?: string }[]>;
  readonly permissions: {
    scopes: string[];
    external: { fetch: { backend: { address: string; inScopeEUD: boolean }[] } };
  };
  readonly app: { runtime: { name: string } };
}
const manifest = parse(readFileSync(join(ROOT, 'manifest.yml'), 'utf8')) as Manifest;

describe('the manifest', () => {
  it('lets the app call exactly the hosts of its providers', () => {
    const declared = manifest.permissions.external.fetch.backend.map(({ address }) => address).sort();
    expect(declared).toEqual([...new Set(PROVIDERS.flatMap(({ egress }) => egress))].sort());
  });

  it('says of every host that people’s data goes there', () => {
    expect(manifest.permissions.external.fetch.backend.every(({ inScopeEUD }) => inScopeEUD)).toBe(true);
  });

  it('names exactly the handlers that the app exports', () => {
    const named = (manifest.modules['function'] ?? []).map(({ handler }) => handler?.replace('index.', '')).sort();
    expect(named).toEqual(Object.keys(app).sort());
  });

  it('has every key once, whatever the module', () => {
    const keys = Object.values(manifest.modules).flatMap((modules) => modules.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('indexes the properties that the app writes', () => {
    const indexed = manifest.modules['jira:entityProperty']?.map(({ propertyKey }) => propertyKey);
    expect(indexed).toEqual([PROPERTY_KEY, TASK_PROPERTY]);
  });

  it('asks for these scopes and no others', () => {
    expect(manifest.permissions.scopes.toSorted()).toEqual([
      'manage:jira-project',
      'read:email-address:jira',
      'read:jira-user',
      'read:jira-work',
      'read:servicedesk-request',
      'report:personal-data',
      'storage:app',
      'write:jira-work',
    ]);
  });

  it('runs on Node 22 or newer', () => {
    expect(Number(/\d+/.exec(manifest.app.runtime.name)?.[0])).toBeGreaterThanOrEqual(22);
  });
});

it('names every provider once', () => {
  expect(new Set(PROVIDERS.map(({ id }) => id)).size).toBe(PROVIDERS.length);
});

it('holds no address but of example domains', () => {
  const files = ['src', 'static/src', 'dev', 'test', 'docs'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
      .filter(
        (entry) =>
          entry.isFile() &&
          /\.(ts|tsx|js|mjs|md|json|html)$/.test(entry.name) &&
          !entry.parentPath.includes('node_modules'),
      )
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const real = files.flatMap((file) => {
    const found =
      readFileSync(file, 'utf8').match(/[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|de|nl|io)\b/gi) ??
      [];
    return found
      .filter(
        (address) =>
          !/@(?:[a-z0-9-]+\.)*(?:example\.(?:com|org|net)|xn--exmple-cua\.com|centercode\.com)$/i.test(address),
      )
      .map((address) => `${relative(ROOT, file)}: ${address}`);
  });
  expect(real).toEqual([]);
});
