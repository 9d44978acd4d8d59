import type { RequestedBackoff, Run } from '../../core/drain/run';
import type { Connection, Settings } from '../../core/settings/schema';
import type { Lease } from '../../ports/leases';
import type { OpenProvider, Provider } from '../../providers/kit';
import type { RulesAtCall } from './rules-at-call';
import type { SyncQueue } from './sync-queue';
import type { Throttle } from './throttle';

/** How fast a provider is called, and for how many people at once. */
export type Rates = Pick<Provider, 'batchSize' | 'concurrency' | 'callsPerMinute'>;

/** What a drain works with, and how far its run is. */
export interface Work {
  readonly lease: Lease;
  /** The settings as they were read when the run began, and when that was. */
  readonly settings: Settings;
  readonly readAt: number;
  readonly connection: Connection;
  readonly rates: Rates;
  /** null where the settings no longer fit the provider, or there is no such connection. */
  readonly opened: OpenProvider | null;
  readonly pace: Throttle;
  readonly rules: RulesAtCall;
  readonly syncs: SyncQueue;
  run: Run;
}

/** How a run ended. `again`: the queue should deliver the same wake-up again after so many seconds. */
export type DrainResult =
  | { readonly kind: 'drained' | 'handed-on' | 'paused' }
  /** The provider asked for a pause: nobody calls it before. */
  | ({ readonly kind: 'backoff' } & RequestedBackoff)
  | { readonly kind: 'again'; readonly afterSeconds: number };
