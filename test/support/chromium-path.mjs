// Prints where the Chromium lies that comes inside an npm package. It is unpacked once, in a folder that gets its name
// only when all is in it: whoever comes beside, or after an end in the middle, never starts half of one.
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
const { version } = JSON.parse(readFileSync(join(dirname(entry), '../../package.json'), 'utf8'));
const folder = join(tmpdir(), `chromium-${version}`);
const name = join(folder, 'chromium');

if (!existsSync(name)) {
  const unfinished = mkdtempSync(join(tmpdir(), 'chromium-unfinished-'));
  // The package unpacks into the folder for temporary files.
  process.env.TMPDIR = unfinished;
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  const unpacked = basename(await chromium.executablePath());
  if (unpacked !== basename(name)) throw new Error(`@sparticuz/chromium ${version} unpacked ${unpacked}`);
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Somebody else was faster.
    if (!existsSync(name)) throw error;
    rmSync(unfinished, { recursive: true });
  }
}
process.stdout.write(name);
