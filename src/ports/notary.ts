import type { Sha256 } from '../core/evidence/chain';
import type { PublicKey, Seal, Sealed } from '../core/evidence/receipt';

/** Signs evidence with the installation's own keys. */
export interface Notary {
  readonly sha256: Sha256;
  /** @param of missing: a receipt */
  seal(head: { length: number; hash: string }, now: number, of?: Sealed): Promise<Seal>;
  /** Every key there was, the one that signs now first. */
  publicKeys(): Promise<PublicKey[]>;
  /** Signs with a new key from now on. What was signed stays verifiable by the old one. */
  rotate(now: number): Promise<void>;
}
