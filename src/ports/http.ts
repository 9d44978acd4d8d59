import type { Documented, Received } from '../core/reply/reply';

/** Fields of a form, in their order; as pairs, a name may stand there several times. */
export type Form = Readonly<Record<string, string>> | readonly (readonly [name: string, value: string])[];

/** One call to a provider. `op` names it in logs; URL and body never appear there. */
export interface Call {
  readonly op: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Form;
  /** A call that takes longer is given up; missing: 20 s. */
  readonly timeoutMs?: number;
  /** What is no error in a reply to this call, though it reads like one. */
  readonly documented?: Documented;
}
export type Http = (call: Call) => Promise<Received>;
