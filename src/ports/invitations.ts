import type { PersonId } from '../core/person/person';

/** Invitations: each is sent once. */
export interface Invitations {
  /** Takes (issue, person, connection) for one invitation; false where it was taken before. */
  begin(issueId: string, personId: PersonId, connectionId: string, now: number): Promise<boolean>;
  /** Gives it free again: the provider did not take the invitation. */
  drop(issueId: string, personId: PersonId, connectionId: string): Promise<void>;
}
