import type { Email } from '../core/person/email';
import type { Person, PersonId } from '../core/person/person';

/** Where addresses live while their erasure is open. Nothing in it can be listed; which erasures have one, claims tell. */
export interface Addresses {
  personId(email: Email): Promise<PersonId>;
  keep(erasureId: string, person: Person, until: number): Promise<void>;
  person(erasureId: string): Promise<Person | null>;
  /** Forgets the address, and what these connections remember of the person. */
  forget(erasureId: string, connectionIds: readonly string[]): Promise<void>;
  /** Erasures whose address may still be kept, by the index of claims, which may lag behind. */
  mayBeKept(limit: number): Promise<string[]>;
  /** What a connection remembers of the person of an erasure, between attempts; null where it remembers nothing. */
  remembered(erasureId: string, connectionId: string): Promise<Readonly<Record<string, unknown>> | null>;
  remember(erasureId: string, connectionId: string, what: Readonly<Record<string, unknown>>): Promise<void>;
}
