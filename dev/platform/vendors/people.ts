/**
 * The people whom a vendor holds.
 */
import { normalForm, parseEmail } from '../../../src/core/person/email';

/** Somebody whom a vendor holds. */
export interface VendorPerson {
  readonly id: number;
  readonly email: string;
}

export interface VendorPeople {
  add(email: string): void;
  /** Everybody who is there at this moment. */
  all(): readonly VendorPerson[];
  /** Lets somebody go, at once or at a later time. */
  remove(id: number, at: number | null): void;
}

/** An address as vendors compare it. */
export const formOf = (text: string): string => {
  const email = parseEmail(text);
  return email === null ? text.toLowerCase() : normalForm(email);
};

/** People in memory. */
export class PeopleInMemory implements VendorPeople {
  private readonly people = new Map<number, VendorPerson>();
  private last = 100;

  add(email: string): void {
    this.last += 1;
    this.people.set(this.last, { id: this.last, email });
  }

  all(): readonly VendorPerson[] {
    return [...this.people.values()];
  }

  remove(id: number): void {
    this.people.delete(id);
  }
}
