/**
 * What the app brings along: zod's edition for small apps lets everything be left out that is not used, unless something of
 * it is used as a whole.
 */
import { join } from 'node:path';
import { filesIn } from '../dev/platform/forge/bundle';
import { ROOT } from './support/site';

it('leaves the languages of zod out', () => {
  const files = filesIn(join(ROOT, 'src/index.ts'));
  expect(files.length).toBeGreaterThan(200);
  const languages = files.filter((path) => path.includes('/zod/v4/locales/'));
  expect(languages.filter((path) => !/\/(?:en|index)\.js$/.test(path))).toEqual([]);
});
