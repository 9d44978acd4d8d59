/** The tests that hold the core, for `npm run mutate`. */
module.exports = {
  rootDir: '..',
  testEnvironment: 'node',
  transform: { '^.+\\.tsx?$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  setupFiles: ['<rootDir>/test/support/fewer-runs.js'],
  testMatch: ['<rootDir>/test/core-in-one.js'],
};
