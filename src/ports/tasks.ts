import type { Outcome } from '../core/status/outcome';
import type { Task, TaskFound } from '../core/status/task';

/** Where tasks are made, and for whom, as a connection is set up. */
export interface TaskPlace {
  /** Below the erasure's issue, or an issue of its own that is linked to it. */
  readonly kind: 'sub-task' | 'linked task';
  /** A project's key; null: that of the erasure's issue. */
  readonly project: string | null;
  /** An issue type, by its name or id; null: the first that fits. */
  readonly issueType: string | null;
  /** How it is linked, by the name of a type of links. */
  readonly linkType: string;
  readonly assignee: string;
}

/** The issue of an erasure. */
export interface TaskIssue {
  readonly id: string;
  readonly key: string;
  readonly projectKey: string;
}

/** A task as it is to be made. It holds no address. */
export interface TaskWanted extends TaskPlace {
  readonly erasureId: string;
  readonly connectionId: string;
  readonly issue: TaskIssue;
  readonly summary: string;
  /** What its person reads: paragraphs. */
  readonly text: readonly string[];
  readonly dueAt: number;
}

/** A task whose making is a request to Jira and nothing before it. */
export interface PreparedTask extends TaskWanted {
  /** The id of its issue type. */
  readonly typeId: string;
  /** The day it is due on, as the site counts days. */
  readonly dueDay: string;
}

/** Why there is no task: to be tried again, or for a person to put right. */
export type NoTask = Extract<Outcome, { kind: 'retry' | 'refused' }>;

/** Something that a connection names and Jira does not know. */
export interface Missing {
  readonly what: 'person' | 'project' | 'issue type' | 'link type' | 'resolution';
  readonly name: string;
}

/** Tasks for people, as issues in Jira, by the app itself. */
export interface Tasks {
  /** Asks for whatever has to be known before a task can be made. */
  prepare(wanted: TaskWanted): Promise<PreparedTask | NoTask>;
  /** Makes a task by its first request, and links it. */
  make(prepared: PreparedTask): Promise<Task | NoTask>;
  /** An open task that an earlier try made, by its mark; linked from now on. @param except the id of one that does not count */
  find(wanted: TaskWanted, except: string | null): Promise<Task | NoTask | null>;
  /** @throws AppError `jira-unavailable` */
  read(taskId: string): Promise<TaskFound>;
  /** What Jira does not know of what is to be used. @throws AppError `jira-unavailable` */
  missing(place: TaskPlace, resolutions: readonly string[]): Promise<readonly Missing[]>;
}
