/**
 * Claims: which erasure (issue, person) belongs to.
 */
import type { PersonId } from '../core/person/person';

/** Which erasure (issue, person) belongs to. */
export interface Claims {
  /** The erasure id that (issue, person) was claimed for, if any. */
  claimed(issueId: string, personId: PersonId): Promise<string | null>;
  /** Takes (issue, person) for this erasure id, or tells which id took it before. */
  claim(issueId: string, personId: PersonId, erasureId: string, now: number): Promise<string>;
  /** Takes (issue, person) over for one erasure, from another that was called off; tells which id has it afterwards. */
  reclaim(
    issueId: string,
    personId: PersonId,
    erasureIds: { readonly from: string; readonly to: string },
    now: number,
  ): Promise<string>;
  /** Claims made before `before` whose erasure was perhaps never stored. */
  abandoned(before: number, limit: number): Promise<{ key: string; erasureId: string }[]>;
  /**
   * Gives an abandoned claim free, once the address kept for it is gone; false where its erasure was stored in the
   * meantime: then the address stays.
   */
  release(claimKey: string, erasureId: string, forget: () => Promise<void>): Promise<boolean>;
}
