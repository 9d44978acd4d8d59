/**
 * Whether something built is still what its sources say.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Whether a built file is there, and newer than every one of its sources. @param sources files and folders */
export const isNewer = (built: string, sources: readonly string[]): boolean =>
  existsSync(built) && statSync(built).mtimeMs > Math.max(...sources.map(newest));
