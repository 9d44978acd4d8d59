/**
 * How strict the local platform is: what Atlassian's does besides answering, each with its figure and where that is said.
 * Checks that depend on no time, rate or chance (names, lengths, scopes, time-outs) are always made.
 */
import { Random } from './random';

export interface StorageStrictness {
  /** The index over what is written lags behind, in milliseconds. "Eventually consistent"; no figure is documented. */
  readonly indexLag: number;
  /** Portions of 10 KB read, and written, in a minute. @see limits-kvs-ce, the table of December 2025 */
  readonly readsPerMinute: number;
  readonly writesPerMinute: number;
  readonly requestsPerSecond: number;
  /**
   * How likely a transaction meets another write at a record that was written within the last second, and is called off
   * though its conditions hold. Not documented; the storage's limits are those of DynamoDB, which does so.
   */
  readonly conflicts: number;
  /** How long a cursor leads anywhere, in milliseconds. "Not stable and should not be persisted"; no figure is documented. */
  readonly cursorLasts: number;
  /** What a batch calls a key that is not there: the client's types and the documentation of batches differ. */
  readonly missingInBatch: 'KEY_NOT_FOUND' | 'NOT_FOUND';
}

export interface QueueStrictness {
  /** How likely an event, or a run of a schedule, comes twice. "At least once"; no figure is documented. */
  readonly twice: number;
  /** How late the second one is at most, in milliseconds: the first may still be at work. */
  readonly secondWithin: number;
  /** How late Jira's events are, in milliseconds. @see manifest-reference/modules/trigger: "up to 3 minutes" */
  readonly eventsLate: readonly [least: number, most: number];
}

export interface JiraStrictness {
  /** Points in an hour, for all installations of the app together. @see cloud/jira/platform/rate-limiting, Tier 1 */
  readonly pointsPerHour: number;
  /** Requests in a second for one endpoint, by method. @see the same */
  readonly burst: Readonly<Record<'GET' | 'POST' | 'PUT' | 'DELETE', number>>;
  /** The search lags behind, in milliseconds; issues under `reconcileIssues` are found as they are. No figure is documented. */
  readonly searchLag: number;
  /** Whether Jira tells apps the address of a customer who has the portal only. Nothing says that it does. */
  readonly tellsPortalAddresses: boolean;
}

export interface Strictness {
  /** What looks like chance is the same for the same seed. */
  readonly seed: number;
  readonly storage: StorageStrictness;
  readonly queue: QueueStrictness;
  readonly jira: JiraStrictness;
}

/** For a start without `--strict`: nothing lags, comes twice, or is counted. */
export const LENIENT: Strictness = {
  seed: 1,
  storage: {
    ...{ indexLag: 0, readsPerMinute: Infinity, writesPerMinute: Infinity, requestsPerSecond: Infinity },
    ...{ conflicts: 0, cursorLasts: Infinity, missingInBatch: 'KEY_NOT_FOUND' },
  },
  queue: { twice: 0, secondWithin: 0, eventsLate: [1000, 1000] },
  jira: {
    pointsPerHour: Infinity,
    burst: { GET: Infinity, POST: Infinity, PUT: Infinity, DELETE: Infinity },
    searchLag: 0,
    tellsPortalAddresses: true,
  },
};

/** For `--strict`, and for tests. Where no figure is documented, it is one that a test of a screen can wait for. */
export const STRICT: Strictness = {
  seed: 1,
  storage: {
    ...{ indexLag: 300, readsPerMinute: 4000, writesPerMinute: 4000, requestsPerSecond: 1000 },
    ...{ conflicts: 0.02, cursorLasts: 600_000, missingInBatch: 'NOT_FOUND' },
  },
  queue: { twice: 0.1, secondWithin: 2000, eventsLate: [1000, 180_000] },
  jira: {
    pointsPerHour: 65_000,
    burst: { GET: 100, POST: 100, PUT: 50, DELETE: 50 },
    searchLag: 300,
    tellsPortalAddresses: false,
  },
};

/** A description with some of its figures changed. */
export const stricter = (
  from: Strictness,
  {
    seed = from.seed,
    storage,
    queue,
    jira,
  }: {
    readonly seed?: number;
    readonly storage?: Partial<StorageStrictness>;
    readonly queue?: Partial<QueueStrictness>;
    readonly jira?: Partial<JiraStrictness>;
  },
): Strictness => ({
  seed,
  storage: { ...from.storage, ...storage },
  queue: { ...from.queue, ...queue },
  jira: { ...from.jira, ...jira },
});

/** The chance of one part of the platform: another part's draws change nothing here. */
export const chanceOf = ({ seed }: Strictness, part: 'storage' | 'queue' | 'events'): Random =>
  new Random(seed).branch({ storage: 1, queue: 2, events: 3 }[part]);
