import type { Email } from '../core/person/email';
import type { Person, PersonId } from '../core/person/person';

/** Where addresses live while their erasure is open. Nothing in it can be listed. */
export interface Addresses {
  personId(email: Email): Promise<PersonId>;
  keep(erasureId: string, person: Person, until: number): Promise<void>;
  person(erasureId: string): Promise<Person | null>;
  forget(erasureId: string): Promise<void>;
}
