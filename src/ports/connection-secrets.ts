/** The secrets of connections, and what was got with them. Nothing in it can be listed. */
export interface ConnectionSecrets {
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
}
