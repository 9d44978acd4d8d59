/** Whose task an issue is. */
export interface TaskOwner {
  readonly erasureId: string;
  readonly connectionId: string;
}

/** The tasks that the app made, by the ids of their issues: only these say anything of an erasure. */
export interface TaskOwners {
  note(taskId: string, owner: TaskOwner): Promise<void>;
  /** null where the issue is no task of the app's. */
  of(taskId: string): Promise<TaskOwner | null>;
}
