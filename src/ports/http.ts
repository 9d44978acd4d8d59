import type { Documented, Received } from '../core/reply/reply';

/** One call to a provider. `op` names it in logs; URL and body never appear there. */
export interface Call {
  readonly op: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** A call that takes longer is given up; missing: 20 s. */
  readonly timeoutMs?: number;
  /** What is no error in a reply to this call, though it reads like one. */
  readonly documented?: Documented;
}
export type Http = (call: Call) => Promise<Received>;
