/**
 * The only place that calls the app's server code: typed by the contracts, which the server parses by.
 */
import { invoke } from '@forge/bridge';
import type { Answer, Contract, InputOf, OutputOf } from '../../../src/contract/call';
import { SHARED } from '../words/shared';

/** What the app refused, in words for whoever reads the screen. */
export class CallError extends Error {
  override name = 'CallError' as const;

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The calls of one contract. */
export function callsOf<Calls extends Contract>() {
  return async <Name extends keyof Calls & string>(
    name: Name,
    input: InputOf<Calls[Name]>,
  ): Promise<OutputOf<Calls[Name]>> => {
    let answer: Answer<OutputOf<Calls[Name]>>;
    try {
      answer = (await invoke(name, input as Record<string, unknown>)) as typeof answer;
    } catch {
      throw new CallError('unreachable', SHARED.unreachable);
    }
    if (answer.ok) return answer.value;
    throw new CallError(answer.error.code, answer.error.message);
  };
}

/** The words of anything that was thrown. */
export const wordsOf = (error: unknown): string => (error instanceof CallError ? error.message : SHARED.unreachable);
