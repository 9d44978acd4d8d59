/**
 * The ways in which vendors erase a person.
 */
import type { Answer } from '../../../core/reply/reply';
import type { Subject } from '../provider';
import type { Condition, Meaning, Reading, Replies } from '../replies';
import type { Request } from '../request';
import type { FlowSession } from './flow';
import type { Find, Hit, Listing } from './search';

/** One request for one person. */
export interface OneRequest {
  /** @param call which call for this person it is, from 1; more than one only where `goesOn` says so */
  readonly request: (person: Subject, call: number) => Request;
  readonly replies: Replies | Reading;
  /** The vendor deletes some of what it holds with each request: asked again until nobody is left. */
  readonly untilNobodyIsLeft?: boolean;
  /** A success by which the vendor says that it is not through yet: the next call goes on. */
  readonly goesOn?: Condition;
}

/** A reply that takes all people of a batch but some. */
export interface AllBut {
  readonly status: number;
  /** The places in the request of those who are not taken; null where the reply does not tell. */
  readonly refused: (answer: Answer) => readonly number[] | null;
  /** What it says of the others. */
  readonly then: Meaning;
  /** Such a reply, as the vendor documents it. */
  readonly example: unknown;
}

/** One request for many people. `splitOn`: the statuses that refuse all of them for one bad address. */
export interface Batch {
  readonly requestForAll: (people: readonly Subject[]) => Request;
  readonly replies: Replies;
  readonly splitOn?: number | readonly number[];
  readonly allBut?: AllBut;
}

/** One search for many people, and a deletion that names everybody whom it found. It remembers nothing between attempts. */
export interface BatchFind {
  /** So many people in one search. */
  readonly atMost: number;
  readonly find: Omit<Find, 'request' | 'seesEverybody' | 'isExact' | 'addresses' | 'mayErase' | 'owner'> & {
    readonly requestForAll: (people: readonly Subject[]) => Request;
  };
  readonly deleteAll: (ids: readonly Hit['id'][]) => Request & { readonly replies: Replies };
}

/** Several of these that have nothing to do with each other: each person is gone once all of them say so. */
export interface InParts {
  readonly parts: readonly (Batch | BatchFind)[];
}
export type ForMany = Batch | BatchFind | InParts;

/** A question that is asked until the vendor is done with what came before; anything else it says ends the attempt. */
export type Until = Request & {
  readonly ready: Condition;
  readonly notYet: Condition;
  /** Other replies that say that the record is gone already, such as a 404: the deletion before was the last it took. */
  readonly gone?: Replies;
  readonly everySeconds: number;
};

/** One of the deletions of a record. `afterSeconds`: how long after the deletion before it. */
export type Deletion = Request & {
  readonly replies: Replies | Reading;
  readonly afterSeconds?: number;
  /** Asked first. */
  readonly until?: Until;
};

/** A search, and deletions of every record that it finds. */
interface FindThenDeleteEach {
  readonly find: Find;
  readonly delete: (hit: Hit, person: Subject) => Deletion | readonly Deletion[];
  /** What is asked later of each record of which the deletion was only taken: a reply that says absent says that it is done. */
  readonly confirmedBy?: (id: Hit['id']) => Confirmation;
}

/** A question about a record by its id. */
export type Confirmation = Request & { readonly replies: Replies };

/** A search, and a deletion that names all records of the person. */
interface FindThenDeleteTogether {
  readonly find: Find;
  /** A deletion that counts nobody is believed only where the search, made again, finds nobody any more. */
  readonly findsAgain?: boolean;
  readonly deleteTogether: (ids: readonly Hit['id'][], person: Subject) => Deletion | readonly Deletion[];
}
export type FindThenDelete = FindThenDeleteEach | FindThenDeleteTogether;

/** What a job is started with, besides the person. */
export interface Start {
  /** The ids of the person's records, where the job has a `find`. */
  readonly ids: readonly Hit['id'][];
  /** An id of our own, the same in every attempt where the job is named by us. */
  readonly uuid: string;
  /** When the first attempt began, in milliseconds since the epoch; the same in every attempt where the job is named by us. */
  readonly at: number;
}

/** A job that is started now and asked later. */
export interface Job {
  /** The person's records, where the job wants their ids. Nobody found is absent. */
  readonly find?: Find;
  readonly start: (person: Subject, start: Start) => Request;
  /** Whether the caller names the job: by the id of our own, which is kept from attempt to attempt. */
  readonly isNamedByUs?: true;
  /** The job's id in the reply; null where there is none. */
  readonly jobIn: (answer: Answer) => string | number | null;
  /** How long the vendor says that it takes, in milliseconds; missing: it does not say. */
  readonly within?: number;
  /** When the vendor says in its reply that it will be done, in milliseconds since the epoch; null where it does not. */
  readonly dueAt?: (answer: Answer) => number | null;
  readonly ask: (job: string | number) => Request;
  /**
   * What the job's state means, whatever the status of the reply; null where it is not documented. `absent`: it is done, and
   * found nobody.
   */
  readonly state: (answer: Answer, person: Subject) => 'done' | 'absent' | 'pending' | 'failed' | null;
  /** Replies as the vendor documents them: to the start, and to the question once it is done. */
  readonly examples: { readonly started: unknown; readonly done: unknown };
}

/** Calls that read better as code. */
export interface Flow {
  readonly flow: (session: FlowSession, person: Subject) => Promise<Meaning>;
}

/** `isFor`: whether it is anything to a person; missing: to everybody. */
interface Item {
  readonly item: string;
  readonly erase: OneErase;
  readonly isFor?: (person: Subject) => boolean;
}

/** Once per item of a list setting. */
export interface Each {
  readonly each: readonly Item[];
}

/** Once per item of a list that the vendor gives. */
export interface EachListed {
  readonly eachOf: Listing;
  readonly erase: (item: string | number) => OneErase;
}

type OneErase = OneRequest | FindThenDelete | Flow;
export type ForOne = OneErase | Job | Each | EachListed;
export type Erase = ForOne | ForMany;

/** Once per item of a list setting. What was said for an item is remembered by the item. */
export const each = <T>(items: readonly T[], erase: (item: T) => OneErase): Each => ({
  each: items.map((item) => ({ item: JSON.stringify(item), erase: erase(item) })),
});

/** Once per item of a list that the vendor gives, such as all audiences of the account. */
export const eachListed = (eachOf: Listing, erase: EachListed['erase']): EachListed => ({ eachOf, erase });

/** Several deletions that have nothing to do with each other, by name: the person is gone once all of them say so. */
export const all = (parts: Readonly<Record<string, OneErase | undefined>>): Each => ({
  each: Object.entries(parts).flatMap(([item, erase]) => (erase === undefined ? [] : [{ item, erase }])),
});
