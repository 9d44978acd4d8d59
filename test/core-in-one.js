/** Every test of the core in one file: a mutation run loads the modules once instead of once for each file. */
const { readdirSync } = require('node:fs');
const { join } = require('node:path');

const folder = join(__dirname, 'core');
for (const name of readdirSync(folder, { recursive: true }))
  if (name.endsWith('.test.ts'))
    describe(name, () => {
      require(join(folder, name));
    });
