/** Before the tests that start a local site: what they start, and the screens it shows, are built once. */
const { join } = require('node:path');
const { execFileSync } = require('node:child_process');

module.exports = () => {
  execFileSync(process.execPath, ['--import', 'tsx', join(__dirname, 'build-start.ts')], { stdio: 'inherit' });
};
