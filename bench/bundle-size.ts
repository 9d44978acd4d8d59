/**
 * P6: how large the server code is, minified as the local host runs it.
 */
import { statSync } from 'node:fs';
import { bundle } from '../local/host/bundle';
import { type Figure, figureOf } from './figure';

/** @param root the project's folder */
export function measureBundle(root: string): Figure[] {
  const files = bundle(root);
  try {
    const kilobytes = statSync(files.app).size / 1000;
    return [
      figureOf(
        'P6',
        'kB minified',
        [kilobytes],
        'server bundle with the @forge packages, by esbuild; goal 150 at most',
      ),
    ];
  } finally {
    files.remove();
  }
}
