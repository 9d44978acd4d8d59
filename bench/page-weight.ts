/**
 * P7: what a page of the screens loads before it shows anything, gzipped as a browser gets it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildScreens } from '../local/screens';
import type { Figure } from './figure';

/** What a built file needs at once: scripts and styles of a page, and the modules that a script imports statically. */
function neededBy(text: string): string[] {
  const inPage = [...text.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, name]) => name ?? '');
  const inScript = [...text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)].map(
    ([, name]) => `assets/${name ?? ''}`,
  );
  return [...inPage, ...inScript].filter((name) => /\.(?:js|css)$/.test(name));
}

/** Everything that a page loads at first, by its path within the folder. */
export function loadedBy(folder: string, page: string): string[] {
  const seen = new Set<string>();
  const look = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    neededBy(readFileSync(join(folder, name), 'utf8')).forEach(look);
  };
  look(page);
  return [...seen];
}

/** The weight of a page in bytes. */
export const weightOf = (folder: string, page: string): number =>
  loadedBy(folder, page).reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);

/** A figure for each page. */
export function measurePages(root: string): Figure[] {
  buildScreens(root, () => undefined);
  const folder = join(root, 'static/dist');
  const pages = readdirSync(folder).filter((name) => name.endsWith('.html'));
  return pages.map((page) => {
    const kilobytes = Math.round(weightOf(folder, page) / 102.4) / 10;
    return {
      ...{ figure: 'P7', value: kilobytes, unit: 'kB gzip', n: loadedBy(folder, page).length },
      ...{ min: kilobytes, max: kilobytes, note: `${basename(page, '.html')}: all that it loads at first` },
    };
  });
}
