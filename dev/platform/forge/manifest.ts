/**
 * The app's own manifest, as far as the host needs it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { EventFilter } from './event-filter';
import { nameFlaws } from './storage-names';

export interface UiModule {
  readonly type: string;
  readonly key: string;
  readonly title: string;
  /** The page: its resource's key, and the file within it. */
  readonly page: string;
  readonly functionKey: string;
  readonly viewportSize: string;
  /** The function that says what stands beside the label; null where none does. */
  readonly statusFunctionKey: string | null;
  /** The property without which the module is not shown; null: it always is. */
  readonly needsProperty: string | null;
  /** The kinds of accounts without a licence that it is for. */
  readonly unlicensedAccess: readonly string[];
}

export interface EntityIndex {
  readonly name: string;
  readonly partition: readonly string[];
  readonly range: readonly string[];
}

export interface Entity {
  readonly attributes: Readonly<Record<string, string>>;
  readonly indexes: readonly EntityIndex[];
}

/** A workflow validator: a function, or a Jira expression with what is said where it is not true. */
export interface Validator {
  readonly key: string;
  readonly name: string;
  readonly functionKey: string | null;
  readonly expression: string;
  readonly errorMessage: string;
}

export interface Manifest {
  readonly appId: string;
  readonly memoryMB: number;
  readonly functions: ReadonlyMap<string, { readonly handler: string; readonly timeoutSeconds: number | null }>;
  readonly uiModules: readonly UiModule[];
  readonly webTriggers: ReadonlyMap<string, string>;
  readonly consumers: ReadonlyMap<string, string>;
  readonly schedules: readonly { readonly key: string; readonly functionKey: string; readonly seconds: number }[];
  /** What runs before the app is uninstalled. */
  readonly beforeUninstall: readonly { readonly key: string; readonly functionKey: string }[];
  readonly actions: readonly { readonly key: string; readonly name: string; readonly functionKey: string }[];
  readonly triggers: readonly {
    readonly key: string;
    readonly functionKey: string;
    readonly events: readonly string[];
    readonly filter: EventFilter;
  }[];
  readonly validators: readonly Validator[];
  /** Whether an admin can be asked to allow more hosts. */
  readonly isEgressConfigurable: boolean;
  readonly properties: readonly {
    readonly propertyKey: string;
    readonly values: readonly { path: string; type: string; searchAlias?: string }[];
  }[];
  readonly scopes: readonly string[];
  readonly egress: readonly string[];
  readonly entities: ReadonlyMap<string, Entity>;
  /** The folder of each Custom UI resource, by the resource's key. */
  readonly resources: ReadonlyMap<string, string>;
}

interface RawModule {
  key: string;
  title?: string;
  function?: string;
  handler?: string;
  name?: string;
  resource?: string;
  config?: { resource: string };
  events?: string[];
  filter?: { ignoreSelf?: boolean; expression?: string; onError?: string };
  actions?: string[];
  expression?: string;
  errorMessage?: string;
  resolver?: { function: string };
  viewportSize?: string;
  dynamicProperties?: { function: string };
  displayConditions?: { entityPropertyExists?: { propertyKey: string } };
  unlicensedAccess?: string[];
  queue?: string;
  interval?: string;
  timeoutSeconds?: number;
  propertyKey?: string;
  values?: { path: string; type: string; searchAlias?: string }[];
}
interface RawResource {
  key: string;
  path: string;
  entry?: Record<string, string>;
}
interface RawManifest {
  modules: Record<string, RawModule[]>;
  resources: RawResource[];
  permissions: {
    scopes: string[];
    external: { configurable?: { enabled: boolean }; fetch: { backend: { address: string }[] } };
  };
  app: {
    id: string;
    runtime: { memoryMB?: number };
    storage: {
      entities: {
        name: string;
        attributes: Record<string, { type: string }>;
        indexes?: (string | { name: string; partition?: string[]; range: string[] })[];
      }[];
    };
  };
}

const INTERVALS: Record<string, number> = { fiveMinute: 300, hour: 3600, day: 86_400, week: 604_800 };

const toIndex = (index: string | { name: string; partition?: string[]; range: string[] }): EntityIndex =>
  typeof index === 'string'
    ? { name: index, partition: [], range: [index] }
    : { ...index, partition: index.partition ?? [] };

/**
 * Where a module's page is. A resource with several pages is for modules of Jira: others name one that has an index.html.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/resources/
 */
function pageOf(type: string, named: string, resources: readonly RawResource[]): string {
  const [key = '', page] = named.split('/');
  const resource = resources.find((one) => one.key === key);
  const file = page === undefined ? 'index.html' : resource?.entry?.[page];
  if (resource === undefined || file === undefined || (page !== undefined && !type.startsWith('jira:')))
    throw new Error(`The manifest has no page ${named} for a module of ${type}.`);
  return `${key}/${file}`;
}

const known = new Map<string, Manifest>();

/** The manifest of a working copy, read once. @param root the project's folder */
export function readManifest(root: string): Manifest {
  const manifest = known.get(root) ?? parsedManifest(root);
  known.set(root, manifest);
  return manifest;
}

function parsedManifest(root: string): Manifest {
  const raw = parse(readFileSync(join(root, 'manifest.yml'), 'utf8')) as RawManifest;
  const { modules } = raw;
  const ofType = (type: string): RawModule[] => modules[type] ?? [];
  const uiModules = Object.entries(modules).flatMap(([type, list]) =>
    list
      .map((module) => ({ ...module, resource: module.resource ?? module.config?.resource }))
      .filter(({ resource }) => resource !== undefined)
      .map((module) => ({
        type,
        key: module.key,
        title: module.title ?? module.name ?? module.key,
        page: pageOf(type, module.resource ?? '', raw.resources),
        functionKey: module.resolver?.function ?? '',
        viewportSize: module.viewportSize ?? 'medium',
        statusFunctionKey: module.dynamicProperties?.function ?? null,
        needsProperty: module.displayConditions?.entityPropertyExists?.propertyKey ?? null,
        unlicensedAccess: module.unlicensedAccess ?? [],
      })),
  );
  const entities = raw.app.storage.entities.map(({ name, attributes, indexes = [] }): [string, Entity] => [
    name,
    {
      attributes: Object.fromEntries(Object.entries(attributes).map(([attribute, { type }]) => [attribute, type])),
      indexes: indexes.map(toIndex),
    },
  ]);
  const flaws = nameFlaws(entities);
  if (flaws.length > 0) throw new Error(`The storage would not take the manifest: ${flaws.join('; ')}.`);
  return {
    appId: raw.app.id.split('/')[1] ?? '',
    memoryMB: raw.app.runtime.memoryMB ?? 512,
    functions: new Map(
      ofType('function').map((one) => [
        one.key,
        { handler: one.handler ?? '', timeoutSeconds: one.timeoutSeconds ?? null },
      ]),
    ),
    uiModules,
    webTriggers: new Map(ofType('webtrigger').map((one) => [one.key, one.function ?? ''])),
    consumers: new Map(ofType('consumer').map((one) => [one.queue ?? '', one.function ?? ''])),
    schedules: ofType('scheduledTrigger').map((one) => ({
      key: one.key,
      functionKey: one.function ?? '',
      seconds: INTERVALS[one.interval ?? ''] ?? 300,
    })),
    beforeUninstall: ofType('preUninstall').map((one) => ({ key: one.key, functionKey: one.function ?? '' })),
    // Automation shows the actions that a provider names, and no others.
    actions: ofType('action')
      .filter(({ key }) => ofType('automation:actionProvider').some(({ actions }) => actions?.includes(key) === true))
      .map((one) => ({ key: one.key, name: one.name ?? one.key, functionKey: one.function ?? '' })),
    triggers: ofType('trigger').map((one) => ({
      key: one.key,
      functionKey: one.function ?? '',
      events: one.events ?? [],
      filter: {
        ignoreSelf: one.filter?.ignoreSelf === true,
        expression: one.filter?.expression ?? null,
        onError: one.filter?.onError ?? 'IGNORE_AND_LOG',
      },
    })),
    validators: ofType('jira:workflowValidator').map((one) => ({
      key: one.key,
      name: one.name ?? one.key,
      functionKey: one.function ?? null,
      expression: one.expression ?? '',
      errorMessage: one.errorMessage ?? '',
    })),
    isEgressConfigurable: raw.permissions.external.configurable?.enabled === true,
    properties: ofType('jira:entityProperty').map((one) => ({
      propertyKey: one.propertyKey ?? '',
      values: one.values ?? [],
    })),
    scopes: raw.permissions.scopes,
    egress: raw.permissions.external.fetch.backend.map(({ address }) => address),
    entities: new Map(entities),
    resources: new Map(raw.resources.map(({ key, path }) => [key, join(root, path)])),
  };
}
