/**
 * What holds the core, in one file: its own tests, the tickets of the corpus, and the words for what it says. A mutation run
 * loads the modules once instead of once for each file.
 */
const { readdirSync } = require('node:fs');
const { join } = require('node:path');

for (const folder of ['core', 'corpus', 'words'])
  for (const name of readdirSync(join(__dirname, folder), { recursive: true }))
    if (name.endsWith('.test.ts'))
      describe(`${folder}/${name}`, () => {
        require(join(__dirname, folder, name));
      });
