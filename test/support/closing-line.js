/** Ends a run with one line that says how many tests passed and failed. */
module.exports = class ClosingLine {
  onRunComplete(_, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    process.once('exit', () => {
      process.stdout.write(
        `${String(numPassedTests)} passed, ${String(numFailedTests + numRuntimeErrorTestSuites)} failed\n`,
      );
    });
  }
};
