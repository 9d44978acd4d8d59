import type { PersonId } from '../core/person/person';

/** Whom an invitation is for, because of which issue, and through which connection. */
export interface Invitation {
  readonly issueId: string;
  readonly personId: PersonId;
  readonly connectionId: string;
}

/** An invitation that was sent, or is on its way. `account`: who asked for it, where that is known. */
export interface SentInvitation {
  readonly connectionId: string;
  readonly account: string | null;
  readonly sentAt: number;
}

/**
 * Invitations: each is sent once. Whoever invites notes it (`begin`), then looks whether the person is being erased, then
 * sends; whoever erases takes the claim, then looks at the notes. So whichever comes second sees the first.
 */
export interface Invitations {
  /** Notes one invitation that is about to be sent, and names the note; null where there is one already. */
  begin(invitation: Invitation, account: string, now: number): Promise<string | null>;
  /** Notes that it is sent now; false where an erasure that was begun meanwhile called it off. */
  send(invitation: Invitation, id: string): Promise<boolean>;
  /** Gives it free again: it was not sent, or the provider did not take it. */
  drop(invitation: Invitation, id: string): Promise<void>;
  /** What was sent to a person because of an issue. What is noted and was not sent yet will not be. */
  sentOrCalledOff(
    issueId: string,
    personId: PersonId,
    connectionIds: readonly string[],
  ): Promise<readonly SentInvitation[]>;
}
