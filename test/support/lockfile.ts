/**
 * What the lockfile says of the packages that ship: the server's, and the screens'.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './site';

export interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, Locked>>;
};

/** Where a package finds another: in its own folder, or in one above it. */
function placeOf(name: string, from: string): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[place] !== undefined) return place;
    if (folder === '') return null;
    if (!folder.includes('/node_modules/')) folder = '';
  }
}

/** What a workspace names itself. */
export const named = (workspace: '' | 'static'): string[] =>
  Object.keys(packages[workspace]?.dependencies ?? {}).sort();

/** Everything that a workspace brings along, by where it stands. */
export function shippedBy(workspace: '' | 'static'): ReadonlyMap<string, Locked> {
  const found = new Map<string, Locked>();
  const look = (from: string) => {
    const { dependencies = {}, optionalDependencies = {} } = packages[from] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const place = placeOf(name, from) ?? placeOf(name, '');
      const locked = place === null ? undefined : packages[place];
      if (place === null || locked === undefined || found.has(place)) continue;
      found.set(place, locked);
      look(place);
    }
  };
  look(workspace);
  return found;
}
