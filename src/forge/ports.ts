/**
 * The composition root: the ports as this platform provides them. Made anew for every invocation, so that nothing of
 * one installation stays where another could see it.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetch } from '@forge/api';
import type { Chance, Ports } from '../core/ports';
import { httpOver } from './http-fetch';
import { issuesOf } from './issues-jira';
import { leasesOf } from './leases-kvs';
import { ledgerOf } from './ledger-kvs';
import { consoleLog } from './log-console';
import { notaryOf } from './notary-ed25519';
import { drainQueue } from './queue-events';
import { settingsStore } from './settings-kvs';
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
    settings: settingsStore,
    queue: drainQueue,
    issues: issuesOf(chance, consoleLog),
    http: httpOver(fetch as typeof globalThis.fetch, chance, consoleLog),
    log: consoleLog,
  };
}
