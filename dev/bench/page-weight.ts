/**
 * What a page of the screens loads before it shows anything, gzipped as a browser gets it.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildScreens } from '../local/screens';
import { type Figure, figureOf } from './figure';
import { buildMinimalPage } from './minimal-page';
import { timeRatios } from './page-time';

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

/** P7: the weight of every page, and of the action against a minimal page; and how long that takes to show. */
export async function measurePages(root: string): Promise<Figure[]> {
  buildScreens(root, () => undefined);
  const folder = join(root, 'static/dist/ui');
  const minimal = buildMinimalPage(root);
  try {
    const kilobytes = (where: string, page: string) => Math.round(weightOf(where, page) / 100) / 10;
    const pages = readdirSync(folder).filter((name) => name.endsWith('.html'));
    const least = kilobytes(minimal, 'index.html');
    const all = pages.map((page) => `${basename(page, '.html')} ${String(kilobytes(folder, page))} kB`).join(', ');
    const ratio = kilobytes(folder, 'issue-action.html') / least;
    const times = await timeRatios(root, minimal);
    return [
      figureOf(
        'P7',
        'weight ÷ minimal page',
        [ratio],
        `gzipped; minimal ${String(least)} kB, ${all}; goal 1.15 at most`,
      ),
      figureOf(
        'P7',
        'time to show ÷ minimal page',
        times,
        'Chromium, in turns, after 3 warm-up runs; goal 1.2 at most',
      ),
    ];
  } finally {
    rmSync(minimal, { recursive: true, force: true });
  }
}
