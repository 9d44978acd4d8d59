/** For mutation runs: see runs.ts. */
process.env['FEWER_RUNS'] = 'yes';
require('fast-check').configureGlobal({ numRuns: 10 });
