/**
 * The single erasure, crashed once at every call it makes to the platform, in turn.
 */
import { type Fault } from './faults';
import { live } from './life';
import { singleErasure } from './plan';

/** What can end at one call: the function dies before it, or after it, or its answer is lost. */
export const ENDS: readonly Fault[] = ['crash-before', 'crash-after', 'lost-reply'];

export interface Crashed {
  /** Calls that the flow makes when nothing goes wrong, until its end is told. */
  readonly points: number;
  readonly lives: number;
  readonly failed: readonly { readonly call: number; readonly fault: Fault; readonly violations: readonly string[] }[];
}

/** Crashes the flow at every call. @param endsAt what ends there, each in a life of its own */
export async function crashEverywhere(endsAt: (call: number) => readonly Fault[] = () => ENDS): Promise<Crashed> {
  const { flow } = await live(singleErasure);
  const points = flow.last - flow.first + 1;
  const failed: Crashed['failed'][number][] = [];
  let lives = 0;
  for (let call = flow.first; call <= flow.last; call += 1)
    for (const fault of endsAt(call)) {
      const { violations } = await live(singleErasure, { forced: new Map([[call, fault]]) });
      lives += 1;
      if (violations.length > 0) failed.push({ call, fault, violations });
    }
  return { points, lives, failed };
}
