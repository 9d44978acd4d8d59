/**
 * Bundles the app's server code, and the worker that runs it, to plain CommonJS: where the bundles are missing or older
 * than what they are made of.
 */
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { isNewer } from './newer';

export interface Bundles {
  readonly app: string;
  readonly worker: string;
}

const PACKED = {
  ...{ bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'error' },
  // Of a package that brings modules, too, only what is used goes into the bundle.
  mainFields: ['module', 'main'],
} satisfies BuildOptions;

/** Packs an entry with all that it imports into one file. @param packages whether the packages go into it, too */
export function pack(
  entry: string,
  outfile: string,
  minify: boolean,
  packages: 'bundle' | 'external' = 'bundle',
): void {
  // Two hosts may start at the same time: each finds a whole file.
  const unfinished = `${outfile}.${String(process.pid)}`;
  buildSync({
    entryPoints: [entry],
    outfile: unfinished,
    minify,
    packages,
    ...PACKED,
  });
  renameSync(unfinished, outfile);
}

/** The files of which anything goes into the bundle of an entry. */
export function filesIn(entry: string): string[] {
  const { metafile } = buildSync({ ...PACKED, entryPoints: [entry], metafile: true, write: false });
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
}

/** The bundles of the working copy. @param root the project's folder */
export function bundle(root: string): Bundles {
  const folder = join(root, 'dist/local');
  mkdirSync(folder, { recursive: true });
  const [app, worker] = [join(folder, 'app.cjs'), join(folder, 'worker.cjs')];
  const packages = join(root, 'package-lock.json');
  if (!isNewer(app, [join(root, 'src'), packages])) pack(join(root, 'src/index.ts'), app, true);
  if (!isNewer(worker, [join(root, 'dev/platform/forge'), packages]))
    pack(join(root, 'dev/platform/forge/worker.ts'), worker, false);
  return { app, worker };
}
