import type { Email } from '../core/person/email';
import type { Person, PersonId } from '../core/person/person';

/** Where addresses and keys live. Nothing in it can be listed. */
export interface Vault {
  personId(email: Email): Promise<PersonId>;
  keep(erasureId: string, person: Person, until: number): Promise<void>;
  person(erasureId: string): Promise<Person | null>;
  forget(erasureId: string): Promise<void>;
  /** The secrets of a connection, by the name that it says they are kept as. */
  secrets(keptAs: string): Promise<Record<string, string>>;
  setSecrets(keptAs: string, secrets: Record<string, string>): Promise<void>;
  /** Forgets them, and the access token that was got with them. */
  dropSecrets(keptAs: string): Promise<void>;
  /** A provider's access token, kept for this installation only. */
  token(keptAs: string): Promise<{ value: string; expiresAt: number } | null>;
  setToken(keptAs: string, token: { value: string; expiresAt: number } | null): Promise<void>;
  /**
   * Whether a look-up, as an admin pasted it, has ever shown somebody; forgotten with the connection's secrets: another key
   * may see less.
   */
  hasFoundSomebody(keptAs: string, lookUp: string): Promise<boolean>;
  noteFoundSomebody(keptAs: string, lookUp: string): Promise<void>;
  triggerSecrets(): Promise<TriggerSecret[]>;
  setTriggerSecrets(secrets: TriggerSecret[]): Promise<void>;
}
/** A secret of the web trigger. One that was replaced stays valid until `validUntil`. */
export interface TriggerSecret {
  readonly secret: string;
  readonly createdAt: number;
  readonly validUntil: number | null;
}
