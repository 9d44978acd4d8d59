/**
 * Every provider has a test file of its own, and conforms in it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROVIDERS } from '../../src/providers';

it.each(PROVIDERS.map(({ id }) => id))('%s conforms', (id) => {
  expect(readFileSync(join(__dirname, `${id}.test.ts`), 'utf8')).toMatch(/^conformance\(/m);
});
