/**
 * Bundles the app's server code, and the worker that runs it, to plain CommonJS.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

export interface Bundles {
  readonly app: string;
  readonly worker: string;
  remove(): void;
}

/** Packs an entry with all that it imports into one file. */
export function pack(entry: string, outfile: string, minify: boolean): void {
  buildSync({
    entryPoints: [entry],
    outfile,
    minify,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
  });
}

export function bundle(root: string): Bundles {
  const folder = mkdtempSync(join(tmpdir(), 'local-forge-'));
  const app = join(folder, 'app.cjs');
  const worker = join(folder, 'worker.cjs');
  pack(join(root, 'src/index.ts'), app, true);
  pack(join(root, 'local/host/worker.ts'), worker, false);
  return {
    app,
    worker,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
