/**
 * What a scanner finds in free text.
 */
import type { Email } from '../../person/email';

export type Finding =
  | { readonly kind: 'address'; readonly email: Email }
  | { readonly kind: 'unsure' }
  | { readonly kind: 'broken' }
  | Witness;

/** Something that was left aside and may name the person. */
export interface Witness {
  readonly kind: 'witness';
  /** The address that it names, where one can be read. */
  readonly email: Email | null;
  /** The name that it gives somebody, where it gives one: `@jane`. */
  readonly handle: string | null;
}

export const UNSURE: Finding = { kind: 'unsure' };
export const BROKEN: Finding = { kind: 'broken' };

export const witness = (email: Email | null = null, handle: string | null = null): Witness => ({
  kind: 'witness',
  email,
  handle,
});
