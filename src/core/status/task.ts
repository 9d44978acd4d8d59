/**
 * A task for a person, at a system that has no API: an issue in Jira. Who resolves it says what became of the person there.
 */
import * as z from 'zod/mini';
import { IssueId } from '../ids';
import { Said } from './statement';

/** A task as the ledger knows it. `assignee`: an account; null where nobody has it by now. */
export const Task = z.object({
  id: IssueId,
  key: z.string(),
  assignee: z.nullable(z.string()),
  /** When its person is asked to be done, in milliseconds since the epoch. */
  dueAt: z.number(),
});
export type Task = z.infer<typeof Task>;

interface Standing {
  readonly key: string;
  readonly assignee: string | null;
}

/**
 * What Jira says of a task. `by`: the person whose doing it was; null where it was an app's, or nobody can be told.
 * `closed`: the task is done by its status, and nobody said how.
 */
export type TaskFound =
  | { readonly kind: 'gone' }
  | (Standing & { readonly kind: 'open'; readonly by: string | null })
  | (Standing & { readonly kind: 'resolved'; readonly resolution: string; readonly by: string | null })
  | (Standing & { readonly kind: 'closed' });

/** How the site's resolutions read, by their names. One that is not named says nothing. */
export const Readings = z.record(z.string().check(z.minLength(1), z.maxLength(255)), Said);
export type Readings = z.infer<typeof Readings>;

const plain = (name: string): string => name.trim().toLowerCase();

/** What a resolution says; null where the settings do not name it. */
export const readingOf = (readings: Readings, resolution: string): Said | null =>
  Object.entries(readings).find(([name]) => plain(name) === plain(resolution))?.[1] ?? null;
