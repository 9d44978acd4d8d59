import type { IssuePerson } from '../core/erasure/issue-people';

/** The people of an issue, as they were read, and which of its erasures is the newest. */
export interface ReadPeople {
  /** None where the issue had one person at most so far. */
  readonly people: readonly IssuePerson[];
  /** Which write of them was read; null: none. */
  readonly version: string | null;
  readonly newest: string | null;
}
/** Who is on an issue that has, or had, more people than one. */
export interface PeopleStore {
  of(issueId: string): Promise<ReadPeople>;
  /** @returns false where they were changed since they were read: nothing was written */
  save(issueId: string, read: ReadPeople, people: readonly IssuePerson[]): Promise<boolean>;
}
