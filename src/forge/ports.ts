/**
 * The composition root: the ports as this platform provides them. Made anew for every invocation, so that nothing of
 * one installation stays where another could see it.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetch } from '@forge/api';
import type { Chance, Ports } from '../core/ports';
import { adminLog } from './admin-log-kvs';
import { bulksOf } from './bulks-kvs';
import { figuresOf } from './figures-kvs';
import { httpOver } from './http-fetch';
import { invitationsOf } from './invitations-kvs';
import { issuesOf } from './issues-jira';
import { leasesOf } from './leases-kvs';
import { ledgerOf } from './ledger-kvs';
import { consoleLog } from './log-console';
import { notaryOf } from './notary-ed25519';
import { peopleOf } from './people-kvs';
import { queues } from './queue-events';
import { refusedStarts } from './refused-starts-kvs';
import { reminders } from './reminders-kvs';
import { settingsStoreOf } from './settings-kvs';
import { siteOf } from './site-jira';
import { vaultOf } from './vault-secrets';

const chance: Chance = {
  now: () => Date.now(),
  random: () => Math.random(),
  newId: () => randomUUID(),
  sleep: async (milliseconds) => {
    await sleep(milliseconds);
  },
};

export function portsOfThisInstallation(): Ports {
  return {
    chance,
    ledger: ledgerOf(chance),
    leases: leasesOf(() => chance.newId()),
    vault: vaultOf(chance),
    notary: notaryOf(chance),
    settings: settingsStoreOf(() => chance.newId()),
    adminLog,
    queue: queues,
    issues: issuesOf(chance, consoleLog),
    site: siteOf(chance),
    invitations: invitationsOf(chance),
    reminders,
    figures: figuresOf(chance),
    people: peopleOf(chance),
    refusedStarts,
    bulks: bulksOf(() => chance.newId()),
    http: httpOver(fetch as typeof globalThis.fetch, chance, consoleLog),
    log: consoleLog,
  };
}
