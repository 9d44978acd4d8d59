import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from './folder';

/** A settings file with this content. @returns its path */
export function settingsFile(content: unknown): string {
  const file = join(folder(), 'settings.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
