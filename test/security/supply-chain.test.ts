/**
 * What ships with the app: few packages, each argued for, from one registry, with its checksum, under a licence that lets
 * us. A new one fails here until somebody has argued for it.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { named, shippedBy } from '../support/lockfile';
import { tell } from '../support/security-figures';
import { ROOT } from '../support/site';

const LICENCES = /^(?:MIT|ISC|0BSD|Apache-2\.0|BSD-[23]-Clause|BlueOak-1\.0\.0|Python-2\.0|\(MIT OR .*\))$/;
/** Atlassian's own terms, for its own platform's packages. */
const OF_THE_PLATFORM = 'node_modules/@forge/';

const argued = readFileSync(join(ROOT, 'docs/decisions/0013-dependencies.md'), 'utf8');
const WORKSPACES = ['', 'static'] as const;
const unargued = (names: readonly string[]): string[] => names.filter((name) => !argued.includes(`\`${name}\``));

it.each(WORKSPACES)('names no package in "%s" that nobody argued for', (workspace) => {
  const names = named(workspace);
  expect(names.length).toBeGreaterThan(3);
  expect(unargued(names)).toEqual([]);
});

it('would notice a new one', () => {
  expect(unargued(['react', 'left-pad'])).toEqual(['left-pad']);
});

it('argues for nothing that does not ship', () => {
  const names = [...argued.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name ?? '');
  expect([...names].sort()).toEqual([...new Set(WORKSPACES.flatMap(named))].sort());
});

it.each(WORKSPACES)('takes everything in "%s" from one registry, with its checksum', (workspace) => {
  const shipped = [...shippedBy(workspace)];
  expect(shipped.length).toBeGreaterThan(10);
  const odd = shipped.filter(
    ([, { resolved, integrity }]) =>
      // Without an address it comes from the registry that npm asks anyway.
      resolved?.startsWith('https://registry.npmjs.org/') === false || integrity?.startsWith('sha512-') !== true,
  );
  expect(odd.map(([place]) => place)).toEqual([]);
  tell('packages that ship', shipped.length);
});

it.each(WORKSPACES)('has a licence for everything in "%s"', (workspace) => {
  const odd = [...shippedBy(workspace)].filter(
    ([place, { license = '' }]) => !LICENCES.test(license) && !place.includes(OF_THE_PLATFORM),
  );
  expect(odd.map(([place, { license }]) => `${place}: ${String(license)}`)).toEqual([]);
});

it('runs no script of a package that the server brings along', () => {
  expect(
    [...shippedBy('')].filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([place]) => place),
  ).toEqual([]);
});

it('lists all of it as a CycloneDX bill of materials', () => {
  const text = execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' });
  const { bomFormat, components } = JSON.parse(text) as { bomFormat: string; components: { 'bom-ref': string }[] };
  expect(bomFormat).toBe('CycloneDX');
  // By name and version: the name may have its scope apart.
  const listed = new Set(components.map(({ 'bom-ref': ref }) => ref));
  const shipped = WORKSPACES.flatMap((workspace) => [...shippedBy(workspace)]).map(
    ([place, { version = '' }]) =>
      `${place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`,
  );
  expect(shipped.filter((one) => !listed.has(one))).toEqual([]);
  expect([...listed].filter((one) => /^(?:jest|oxlint|esbuild|vite|local-forge-host)@/.test(one))).toEqual([]);
});
