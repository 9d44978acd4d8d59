/**
 * For tests in which the app runs in the test's own process: where it waits, its clock moves on instead, so that no test
 * takes as long as a provider's pace.
 */
import timers from 'node:timers/promises';

const machine = { now: Date.now, wait: timers.setTimeout };
let skipped = 0;

beforeAll(() => {
  Date.now = () => machine.now() + skipped;
  Object.assign(timers, {
    setTimeout: async (milliseconds = 0) => {
      await new Promise((turn) => setImmediate(turn));
      skipped += milliseconds;
    },
  });
});
// Node's own modules outlive a test file.
afterAll(() => {
  Date.now = machine.now;
  Object.assign(timers, { setTimeout: machine.wait });
});
