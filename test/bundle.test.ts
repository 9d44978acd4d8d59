/**
 * What the app brings along: zod's edition for small apps lets everything be left out that is not used, unless something of
 * it is used as a whole.
 */
import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { ROOT } from './support/site';

it('leaves the languages of zod out', () => {
  const { metafile } = buildSync({
    entryPoints: [join(ROOT, 'src/index.ts')],
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    metafile: true,
    write: false,
  });
  const [bundle] = Object.values(metafile.outputs);
  const inputs = Object.entries(bundle?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  expect(inputs.length).toBeGreaterThan(200);
  const languages = inputs.filter(([path]) => path.includes('/zod/v4/locales/')).map(([path]) => path);
  expect(languages.filter((path) => !/\/(?:en|index)\.js$/.test(path))).toEqual([]);
});
