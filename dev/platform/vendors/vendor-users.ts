/**
 * The people whom the simulated vendors hold.
 */
import type { Store } from '../store';

/** The forum stands for any HTTP API: the sample site has no connection to it yet. */
export type VendorName = 'centercode' | 'copernica' | 'quickhelp' | 'forum';
export const VENDORS: readonly VendorName[] = ['centercode', 'copernica', 'quickhelp', 'forum'];

export interface VendorUser {
  readonly id: number;
  readonly email: string;
  /** Since when a deletion that takes time is on its way. */
  readonly leavingAt: number | null;
}

export class VendorUsers {
  constructor(private readonly store: Store) {
    store.exec(`CREATE TABLE IF NOT EXISTS vendor_user (id INTEGER PRIMARY KEY, vendor TEXT, email TEXT, leaving INTEGER);
      CREATE INDEX IF NOT EXISTS vendor_user_email ON vendor_user (vendor, email);`);
  }

  add(vendor: VendorName, email: string): void {
    this.store.run('INSERT INTO vendor_user (vendor, email) VALUES (?, ?)', vendor, email);
  }

  /** Everybody who is there at this moment. */
  all(vendor: VendorName, now: number): VendorUser[] {
    this.store.run('DELETE FROM vendor_user WHERE leaving IS NOT NULL AND leaving <= ?', now);
    return this.store.all('SELECT * FROM vendor_user WHERE vendor = ? ORDER BY email', vendor).map((row) => ({
      id: Number(row['id']),
      email: String(row['email']),
      leavingAt: row['leaving'] === null ? null : Number(row['leaving']),
    }));
  }

  find(vendor: VendorName, email: string, now: number): VendorUser[] {
    return this.all(vendor, now).filter((user) => user.email.toLowerCase() === email.toLowerCase());
  }

  byId(vendor: VendorName, id: number, now: number): VendorUser | undefined {
    return this.all(vendor, now).find((user) => user.id === id);
  }

  remove(id: number): void {
    this.store.run('DELETE FROM vendor_user WHERE id = ?', id);
  }

  removeAt(id: number, at: number): void {
    this.store.run('UPDATE vendor_user SET leaving = ? WHERE id = ?', at, id);
  }
}
