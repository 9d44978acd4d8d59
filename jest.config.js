/** Unit tests of src/, what holds attackers off, then whole flows on the local host, then the screens in a real Chromium. */
const cores = require('node:os').availableParallelism();
const common = {
  testEnvironment: 'node',
  // Read from inside jest's sandbox, each of them costs a detour: a quarter of the time of a simulated life.
  sandboxInjectedGlobals: [
    ...['Array', 'Boolean', 'Error', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Promise', 'Reflect', 'RegExp'],
    ...['Set', 'String', 'Symbol', 'TypeError', 'WeakMap'],
  ],
  transform: { '^.+\\.tsx?$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
};

module.exports = {
  reporters: ['default', '<rootDir>/test/support/closing-line.js'],
  projects: [
    {
      ...common,
      displayName: 'unit',
      globalSetup: '<rootDir>/test/support/build-start.js',
      testMatch: [
        '<rootDir>/test/{core,corpus,providers,app,entry,forge,lib,words,local,screens}/**/*.test.ts',
        '<rootDir>/test/*.test.ts',
      ],
    },
    {
      ...common,
      displayName: 'security',
      setupFilesAfterEnv: ['<rootDir>/test/support/skip-waits.ts'],
      testMatch: ['<rootDir>/test/security/**/*.test.ts'],
    },
    {
      ...common,
      displayName: 'flows',
      globalSetup: '<rootDir>/test/support/build-start.js',
      testMatch: ['<rootDir>/test/flows/**/*.test.ts'],
    },
    { ...common, displayName: 'simulation', testMatch: ['<rootDir>/test/simulation/**/*.test.ts'] },
    { ...common, displayName: 'bench', testMatch: ['<rootDir>/test/bench/**/*.test.ts'] },
    {
      ...common,
      displayName: 'browser',
      globalSetup: '<rootDir>/test/support/build-start.js',
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
    },
  ],
  // Tests wait for a condition; only one that never comes about takes so long.
  testTimeout: process.env.LONG_RUNS === undefined ? 600_000 : 3_600_000,
  // Flows and screens wait much of the time: one worker more than there are cores.
  maxWorkers: cores + 1,
  // A worker whose heap has grown is slow: it is started anew before its next file.
  workerIdleMemoryLimit: '400MB',
};
