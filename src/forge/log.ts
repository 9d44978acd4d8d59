import type { Log } from '../ports/log';

/** One line of facts for Forge's log. Callers pass ids, names of operations and numbers only. */
export const consoleLog: Log = (event, facts = {}) => {
  console.info(JSON.stringify({ event, ...facts }));
};
