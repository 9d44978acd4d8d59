/**
 * What holds the core, in one file: its own tests, the tickets of the corpus, and the words for what it says. A mutation run
 * loads the modules once instead of once for each file, and is over at the first test that fails.
 */
const { readdirSync } = require('node:fs');
const { join } = require('node:path');

let isNoticed = false;

/** A test that has nothing to find out any more once another failed. */
const unlessNoticed =
  (fact) =>
  async (...given) => {
    if (isNoticed) return;
    try {
      await fact(...given);
    } catch (error) {
      isNoticed = true;
      throw error;
    }
  };

const stopping =
  (register) =>
  (name, fact, ...more) =>
    register(name, unlessNoticed(fact), ...more);

const { it } = globalThis;
globalThis.it = Object.assign(stopping(it), { each: (...table) => stopping(it.each(...table)) });

// What is soon over comes first.
const LAST = /corpus|shapes|scan|grammar/;
const files = ['core', 'words', 'corpus'].flatMap((folder) =>
  readdirSync(join(__dirname, folder), { recursive: true }).map((name) => join(folder, name)),
);
for (const name of files
  .filter((file) => file.endsWith('.test.ts'))
  .sort((a, b) => Number(LAST.test(a)) - Number(LAST.test(b))))
  describe(name, () => {
    require(join(__dirname, name));
  });
