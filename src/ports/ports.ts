import type { Issues } from './issues';
import type { Ledger } from './ledger';
import { type System } from './system';
import { type Leases } from './leases';
import { type Vault } from './vault';
import { type Site } from './site';
import { type SettingsStore } from './settings-store';
import { type AdminLog } from './admin-log';
import { type Notary } from './notary';
import { type Queue } from './queue';
import { type Invitations } from './invitations';
import { type Reminders } from './reminders';
import { type StatsStore } from './stats';
import { type PeopleStore } from './people';
import { type FailedTriggers } from './failed-triggers';
import { type Bulks } from './bulks';
import { type Http } from './http';
import { type Log } from './log';

/** Everything together, as the composition root hands it to the use cases. */
export interface Ports {
  readonly system: System;
  readonly ledger: Ledger;
  readonly leases: Leases;
  readonly vault: Vault;
  readonly notary: Notary;
  readonly settings: SettingsStore;
  readonly adminLog: AdminLog;
  readonly queue: Queue;
  readonly issues: Issues;
  readonly site: Site;
  readonly invitations: Invitations;
  readonly reminders: Reminders;
  readonly stats: StatsStore;
  readonly people: PeopleStore;
  readonly failedTriggers: FailedTriggers;
  readonly bulks: Bulks;
  readonly http: Http;
  readonly log: Log;
}
