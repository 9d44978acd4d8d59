import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder of the test's own, removed after it. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'erasure-test-'));
  made.push(path);
  return path;
}
