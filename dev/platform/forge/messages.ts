/**
 * What the host and its workers say to each other.
 */
import type { ForgeCall } from './calls';
import type { PlainResponse } from './egress';

export interface WorkerData {
  readonly bundle: string;
  /** The milliseconds by which the site's time is ahead of the machine's. */
  readonly skipped: Float64Array;
}

export interface PlainError {
  readonly name: string;
  readonly message: string;
}

export interface OutsideCall {
  readonly kind: 'call';
  readonly id: number;
  /** `fetch`: the app's own egress. `forge`: the platform (Jira, storage, queue). */
  readonly to: 'fetch' | 'forge';
  readonly target: string;
  /** Of a call to the platform: which part of it, and as whom. */
  readonly meta: ForgeCall['meta'];
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly redirect: 'follow' | 'manual' | 'error';
}

/** The app waits until so much of the site's time has passed. */
export interface Sleep {
  readonly kind: 'sleep';
  readonly id: number;
  readonly milliseconds: number;
}

export type FromWorker =
  | { readonly kind: 'ready' }
  | OutsideCall
  | { readonly kind: 'abort'; readonly id: number }
  | Sleep
  | { readonly kind: 'log'; readonly level: string; readonly text: string }
  | { readonly kind: 'done'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly kind: 'done'; readonly id: number; readonly ok: false; readonly error: PlainError };

export type ToWorker =
  | {
      readonly kind: 'invoke';
      readonly id: number;
      readonly handler: string;
      readonly args: readonly [unknown, unknown];
      readonly runtime: object;
      readonly timeoutMs: number;
    }
  | { readonly kind: 'replied'; readonly id: number; readonly response: PlainResponse }
  | { readonly kind: 'failed'; readonly id: number; readonly error: PlainError }
  | { readonly kind: 'awake'; readonly id: number };
