/**
 * The people whom the sample site's vendors hold, kept with everything else that the site remembers.
 */
import type { Store } from '../store';
import type { VendorName } from './accounts';
import type { VendorPeople, VendorPerson } from './people';

export interface VendorUser extends VendorPerson {
  /** Since when a deletion that takes time is on its way. */
  readonly leavingAt: number | null;
}

export class VendorUsers {
  constructor(
    private readonly store: Store,
    private readonly now: () => number,
  ) {
    store.exec(`CREATE TABLE IF NOT EXISTS vendor_user (id INTEGER PRIMARY KEY, vendor TEXT, email TEXT, leaving INTEGER);
      CREATE INDEX IF NOT EXISTS vendor_user_email ON vendor_user (vendor, email);`);
  }

  add(vendor: VendorName, email: string): void {
    this.store.run('INSERT INTO vendor_user (vendor, email) VALUES (?, ?)', vendor, email);
  }

  /** Everybody who is there at this moment. */
  all(vendor: VendorName): VendorUser[] {
    this.store.run('DELETE FROM vendor_user WHERE leaving IS NOT NULL AND leaving <= ?', this.now());
    return this.store.all('SELECT * FROM vendor_user WHERE vendor = ? ORDER BY email', vendor).map((row) => ({
      id: Number(row['id']),
      email: String(row['email']),
      leavingAt: row['leaving'] === null ? null : Number(row['leaving']),
    }));
  }

  /** The people of one vendor. */
  at(vendor: VendorName): VendorPeople {
    return {
      add: (email) => this.add(vendor, email),
      all: () => this.all(vendor),
      remove: (id, at) => {
        if (at === null) this.store.run('DELETE FROM vendor_user WHERE id = ?', id);
        else this.store.run('UPDATE vendor_user SET leaving = ? WHERE id = ?', at, id);
      },
    };
  }
}
