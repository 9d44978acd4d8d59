/**
 * The composition root: the ports over this platform. Made anew for every invocation, so that nothing of one installation
 * stays where another could see it.
 */
import { fetch } from '@forge/api';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Leases } from '../ports/leases';
import type { Log } from '../ports/log';
import type { Ports } from '../ports/ports';
import type { StepStore } from '../ports/step-store';
import type { System } from '../ports/system';
import { httpOver } from './fetch';
import { issueWriterOf } from './jira/issue-writer';
import { issuesOf } from './jira/issues';
import { permissions } from './jira/permissions';
import { issueSearchOf } from './jira/search';
import { siteOf } from './jira/site';
import { tasksOf } from './jira/tasks';
import { accounts } from './kvs/accounts';
import { addressesOf } from './kvs/addresses';
import { adminLog } from './kvs/admin-log';
import { bulksOf } from './kvs/bulks';
import { claimsOf } from './kvs/claims';
import { connectionSecrets } from './kvs/connection-secrets';
import { erasureIndex } from './kvs/erasure-index';
import { erasureStoreOf } from './kvs/erasures';
import { failedTriggers } from './kvs/failed-triggers';
import { invitationsOf } from './kvs/invitations';
import { leasesOf } from './kvs/leases';
import { outbox } from './kvs/outbox';
import { peopleStoreOf } from './kvs/people';
import { questionIndex } from './kvs/question-index';
import { reminders } from './kvs/reminders';
import { retentionOf } from './kvs/retention';
import { settingsStoreOf } from './kvs/settings';
import { statsOf } from './kvs/stats';
import { stepIndex } from './kvs/step-index';
import { stepStoreOf } from './kvs/steps';
import { taskOwners } from './kvs/task-owners';
import { triggerSecrets } from './kvs/trigger-secrets';
import { consoleLog } from './log';
import { notaryOf } from './notary';
import { notingAccounts } from './noted-accounts';
import { patiently, TENACIOUS } from './patience';
import { queue } from './queue';

/** What differs from one platform to another. */
export interface Platform {
  readonly system: System;
  readonly fetch: typeof globalThis.fetch;
  readonly log: Log;
}

/** The same leases: one that cannot be given back, however patiently, expires by itself, and fails nothing that was done. */
const lettingGo = (leases: Leases): Leases => ({
  ...leases,
  release: (lease, left) => leases.release(lease, left).catch(() => undefined),
});

/** The same store: what a provider said is written down, however long the storage's rate takes, or the provider is asked again. */
const tenaciousAtCommit = (store: StepStore, over: System): StepStore => ({
  ...patiently(store, over),
  ...patiently<Pick<StepStore, 'commit'>>({ commit: (...given) => store.commit(...given) }, over, TENACIOUS),
});

/** The ports over a platform: Forge's own, or a simulated one. */
export function portsOf({ system, fetch: call, log }: Platform): Ports {
  const newId = () => system.newId();
  const kept = patiently(accounts, system);
  const patient = <Port extends object>(port: Port): Port => patiently(port, system);
  const site = siteOf(system);
  return {
    system,
    accounts: kept,
    ...notingAccounts(
      {
        erasureStore: patient(erasureStoreOf(system)),
        settings: patient(settingsStoreOf(newId)),
        adminLog: patient(adminLog),
      },
      kept,
      { system, log },
    ),
    claims: patient(claimsOf(system)),
    retention: patient(retentionOf(system)),
    erasureIndex: patient(erasureIndex),
    stepStore: tenaciousAtCommit(stepStoreOf(system), system),
    stepIndex: patient(stepIndex),
    questionIndex: patient(questionIndex),
    outbox: patient(outbox),
    leases: lettingGo(patient(leasesOf(newId))),
    addresses: patient(addressesOf(system)),
    connectionSecrets: patient(connectionSecrets),
    triggerSecrets: patient(triggerSecrets),
    notary: patient(notaryOf(system)),
    queue,
    issues: patient(issuesOf(system)),
    issueSearch: patient(issueSearchOf(system)),
    issueWriter: patient(issueWriterOf(system, log)),
    permissions: patient(permissions),
    site,
    invitations: patient(invitationsOf(system)),
    reminders: patient(reminders),
    stats: patient(statsOf(system)),
    people: patient(peopleStoreOf(system)),
    failedTriggers: patient(failedTriggers),
    bulks: patient(bulksOf(newId)),
    tasks: patient(tasksOf(system, site, log)),
    taskOwners: patient(taskOwners),
    http: httpOver(call, system, log),
    log,
  };
}

const system: System = {
  now: () => Date.now(),
  random: () => Math.random(),
  newId: () => randomUUID(),
  sleep: async (milliseconds) => {
    await sleep(milliseconds);
  },
};

export const portsOfThisInstallation = (): Ports =>
  portsOf({ system, fetch: fetch as typeof globalThis.fetch, log: consoleLog });
