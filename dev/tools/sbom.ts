/**
 * Lists everything that ships with the app as a CycloneDX bill of materials: of all that npm lists, what the server and the
 * screens name as a dependency, and what that depends on. (npm's own `--omit dev` leaves out, too, what is used in
 * development as well.)
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';

const ROOT = resolve(__dirname, '../..');
const Manifest = z.object({ dependencies: z.record(z.string(), z.string()) });
const Bill = z.looseObject({
  components: z.array(z.looseObject({ 'bom-ref': z.string() })),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

// What a package wants of its peers is npm's to say when it installs, not here.
const asked = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--legacy-peer-deps'];
const bill = Bill.parse(JSON.parse(execFileSync('npm', asked, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64e6 })));

const needs = new Map(bill.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
const ships = new Set<string>();
const ship = (ref: string) => {
  if (ships.has(ref)) return;
  ships.add(ref);
  for (const needed of needs.get(ref) ?? []) ship(needed);
};
for (const manifest of ['package.json', 'static/package.json']) {
  const { dependencies } = Manifest.parse(JSON.parse(readFileSync(join(ROOT, manifest), 'utf8')));
  for (const [name, version] of Object.entries(dependencies)) ship(`${name}@${version}`);
}

const shipped = {
  ...bill,
  components: bill.components.filter((component) => ships.has(component['bom-ref'])),
  dependencies: bill.dependencies.filter(({ ref }) => ships.has(ref)),
};
process.stdout.write(`${JSON.stringify(shipped, null, 2)}\n`);
