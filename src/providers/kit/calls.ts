/**
 * The calls for one person: counted, read by what is documented, and remembered.
 */
import type { Documented, Reply } from '../../core/reply/reply';
import { Ending, POSTPONED } from './ending';
import { type Meaning, read, readingOf, type Reading, type Replies } from './replies';
import type { Request } from './request';
import type { Remembered } from './remember';

/** Sends a request with whatever proves who sends it. @param what names it in logs, behind the provider's id */
export type Send = (what: string, request: Request, documented?: Documented) => Promise<Reply>;

/** What is left after so many calls for one person is taken up in the next turn: what was deleted is gone by then. */
const MOST_CALLS = 40;

export interface Calls {
  readonly now: () => number;
  readonly memory: Remembered;
  /** Sends a request. @throws Ending where too many were sent for one person */
  readonly send: Send;
  /** Sends a request, and says what its reply means. @throws Ending with the failure where that is not documented */
  readonly ask: (what: string, request: Request, replies: Replies | Reading) => Promise<Meaning>;
}

export function callsFor(send: Send, now: () => number, memory: Remembered): Calls {
  let calls = 0;
  const counted: Send = (...call) => {
    calls += 1;
    if (calls > MOST_CALLS) throw new Ending(POSTPONED);
    return send(...call);
  };
  return {
    ...{ now, memory, send: counted },
    async ask(what, request, replies) {
      const reading = readingOf(replies);
      const result = read(reading, await counted(what, request, reading.documented));
      if ('failed' in result) throw new Ending(result.failed);
      return result.means;
    },
  };
}
