import type { Step } from '../core/erasure/step';

/** A step that a question is about. */
type Asked = Pick<Step, 'erasureId' | 'connectionId' | 'provider'>;

/** Finds steps whose provider is asked again, by the platform’s index, which may lag behind; those due first come first. */
export interface QuestionIndex {
  /** Those that are due at any connection. */
  dueAnywhere(now: number, limit: number): Promise<Asked[]>;
  /** Those that are due at a connection by `until`. */
  dueAt(connectionId: string, until: number, limit: number): Promise<Asked[]>;
}
