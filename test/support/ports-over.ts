/**
 * The ports as the composition root makes them, over a platform and with time and chance of the test's own.
 */
import { type Installation, type Invocation, invocations } from './under-forge';
import type { Chance, Ports } from '../../src/core/ports';
import { adminLog } from '../../src/forge/admin-log-kvs';
import { bulksOf } from '../../src/forge/bulks-kvs';
import { figuresOf } from '../../src/forge/figures-kvs';
import { httpOver } from '../../src/forge/http-fetch';
import { invitationsOf } from '../../src/forge/invitations-kvs';
import { issuesOf } from '../../src/forge/issues-jira';
import { leasesOf } from '../../src/forge/leases-kvs';
import { ledgerOf } from '../../src/forge/ledger-kvs';
import { notaryOf } from '../../src/forge/notary-ed25519';
import { queues } from '../../src/forge/queue-events';
import { peopleOf } from '../../src/forge/people-kvs';
import { refusedStarts } from '../../src/forge/refused-starts-kvs';
import { reminders } from '../../src/forge/reminders-kvs';
import { settingsStoreOf } from '../../src/forge/settings-kvs';
import { siteOf } from '../../src/forge/site-jira';
import { vaultOf } from '../../src/forge/vault-secrets';

function madeOver(installation: Installation, chance: Chance): Ports {
  const log: Ports['log'] = (event, facts = {}) => installation.log(JSON.stringify({ event, ...facts }));
  const fetch = async (url: string, init: RequestInit) => installation.answerOutside(url, init);
  return {
    chance,
    ledger: ledgerOf(chance),
    leases: leasesOf(() => chance.newId()),
    vault: vaultOf(chance),
    notary: notaryOf(chance),
    settings: settingsStoreOf(() => chance.newId()),
    adminLog,
    queue: queues,
    issues: issuesOf(chance, log),
    site: siteOf(chance),
    invitations: invitationsOf(chance),
    reminders,
    figures: figuresOf(chance),
    people: peopleOf(chance),
    refusedStarts,
    bulks: bulksOf(() => chance.newId()),
    http: httpOver(fetch as typeof globalThis.fetch, chance, log),
    log,
  };
}

type AnyFunction = (...given: unknown[]) => unknown;

/** The ports of one invocation; each of their functions is called within it, because the @forge packages ask whose it is. */
export function portsOver(invocation: Invocation, chance: Chance): Ports {
  const within =
    (work: AnyFunction): AnyFunction =>
    (...given) =>
      invocations.run(invocation, () => work(...given));
  const every = Object.entries(madeOver(invocation.installation, chance)).map(
    ([name, port]: [string, AnyFunction | Record<string, AnyFunction>]) => {
      if (typeof port === 'function') return [name, within(port)];
      return [name, Object.fromEntries(Object.entries(port).map(([method, work]) => [method, within(work)]))];
    },
  );
  return Object.fromEntries(every) as Ports;
}
