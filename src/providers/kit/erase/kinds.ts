/**
 * The ways in which vendors erase a person.
 */
import type { Answer } from '../../../core/reply/reply';
import type { Subject } from '../provider';
import type { Meaning, Reading, Replies } from '../replies';
import type { Request } from '../request';
import type { Find, Hit } from './find';
import type { FlowSession } from './flow';

/** One request for one person. */
export interface OneRequest {
  readonly request: (person: Subject) => Request;
  readonly replies: Replies | Reading;
  /** The vendor deletes some of what it holds with each request: asked again until nobody is left. */
  readonly untilNobodyIsLeft?: boolean;
}

/** One request for many people. `splitOn`: the status that refuses all of them for one bad address. */
export interface Batch {
  readonly requestForAll: (people: readonly Subject[]) => Request;
  readonly replies: Replies;
  readonly splitOn?: number;
}

/** One of the deletions of a record. `afterSeconds`: how long after the deletion before it. */
export type Deletion = Request & { readonly replies: Replies; readonly afterSeconds?: number };

/** A search, and deletions of every record that it finds. */
export interface FindThenDelete {
  readonly find: Find;
  readonly delete: (hit: Hit) => Deletion | readonly Deletion[];
}

/** A job that is started now and asked later. */
export interface Job {
  readonly start: (person: Subject) => Request;
  /** The job's id in the reply; null where there is none. */
  readonly jobIn: (answer: Answer) => string | number | null;
  /** How long the vendor says that it takes, in milliseconds. */
  readonly within: number;
  readonly ask: (job: string | number) => Request;
  /** What the job's state means; null where it is not documented. */
  readonly state: (answer: Answer) => 'done' | 'pending' | 'failed' | null;
  /** Replies as the vendor documents them: to the start, and to the question once it is done. */
  readonly examples: { readonly started: unknown; readonly done: unknown };
}

/** Calls that read better as code. */
export interface Flow {
  readonly flow: (session: FlowSession, person: Subject) => Promise<Meaning>;
}

/** Once per item of a list setting. */
export interface Each {
  readonly each: readonly { readonly item: string; readonly erase: OneErase }[];
}

type OneErase = OneRequest | FindThenDelete | Flow;
export type Erase = OneErase | Batch | Job | Each;

/** Once per item of a list setting. What was deleted for an item is remembered by the item. */
export const each = <T>(items: readonly T[], erase: (item: T) => OneErase): Each => ({
  each: items.map((item) => ({ item: JSON.stringify(item), erase: erase(item) })),
});
