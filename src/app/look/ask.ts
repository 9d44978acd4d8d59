/**
 * Asks one connection what it holds of a person, and changes nothing there.
 */
import type { Held } from '../../core/status/held';
import type { Outcome } from '../../core/status/outcome';
import { isKeyRejected, type Settings } from '../../core/settings/schema';
import type { Person } from '../../core/person/person';
import { MINUTE, SECOND } from '../../lib/time';
import type { Http } from '../../ports/http';
import type { AcquiredLease } from '../../ports/leases';
import type { Ports } from '../../ports/ports';
import type { OpenProvider } from '../../providers/kit';
import { noteBackoff } from '../background/backoff';
import { openConnection } from '../connections/open';
import type { Planned } from '../locate/assess';

/** So long a person waits for the answer of one provider, all of its calls together. */
const LONGEST_ANSWER = 5 * SECOND;
/** Longer than anybody keeps the right to look at a connection. */
const TURN_LASTS = 20 * SECOND;

const CREDENTIALS: Outcome = { kind: 'refused', reason: 'credentials' };

/** The calls of one look: how many there were, and whether they took too long. */
interface Watch {
  readonly http: Http;
  readonly calls: () => number;
  readonly isLate: () => boolean;
}

/** Gives up what takes longer than a person waits; an answer that comes later is none. */
function watched({ http, system }: Pick<Ports, 'http' | 'system'>): Watch {
  let calls = 0;
  let left = LONGEST_ANSWER;
  return {
    calls: () => calls,
    isLate: () => left <= 0,
    http: async (call) => {
      if (left <= 0) return { kind: 'failed', reason: 'timeout' };
      calls += 1;
      const began = system.now();
      const received = await http({ ...call, timeoutMs: Math.min(call.timeoutMs ?? left, left) });
      const isGivenUp = received.kind === 'failed' && received.reason === 'timeout';
      left = isGivenUp ? 0 : left - (system.now() - began);
      return left <= 0 ? { kind: 'failed', reason: 'timeout' } : received;
    },
  };
}

/** Whom is looked for where, by which settings. */
export interface Looking {
  readonly settings: Settings;
  /** When these settings were read. */
  readonly readAt: number;
  readonly person: Person;
  /** For how many milliseconds the turn to look at a connection is waited for. */
  readonly patience: number;
}

/** The right to look at a connection: one at a time, so that all who look keep to its provider's rate. Null: not in time. */
async function takeTurn({ leases, system }: Ports, id: string, patience: number): Promise<AcquiredLease | null> {
  const until = system.now() + patience;
  for (;;) {
    const taken = await leases.acquire(`look.${id}`, system.now(), { lasts: TURN_LASTS });
    if (!('retryAfterSeconds' in taken)) {
      if (taken.blockedUntil > system.now()) await system.sleep(taken.blockedUntil - system.now());
      return taken;
    }
    const wait = taken.retryAfterSeconds * SECOND;
    if (system.now() + wait > until) return null;
    await system.sleep(wait);
  }
}

async function askInTurn(
  ports: Ports,
  { connection, provider }: Planned,
  { person, patience }: Looking,
  { watch, look }: { readonly watch: Watch; readonly look: NonNullable<OpenProvider['look']> },
): Promise<Held> {
  const { leases, system } = ports;
  const turn = await takeTurn(ports, connection.id, patience);
  if (turn === null) return { kind: 'left-alone', reason: 'postponed' };
  try {
    // Nothing is remembered of the person: the id is nobody's.
    const said = await look({ ...person, erasureId: system.newId() });
    return watch.isLate() ? { kind: 'late' } : said;
  } finally {
    const spacing = MINUTE / provider.callsPerMinute;
    const blockedUntil = system.now() + watch.calls() * spacing;
    await leases.release(turn.lease, { blockedUntil, requeuedAt: 0, settingsReadAt: 0 });
  }
}

/** What one connection of a plan holds of a person. */
export async function askOne(ports: Ports, planned: Planned, looking: Looking): Promise<Held> {
  const { connection } = planned;
  const watch = watched(ports);
  const secrets = await ports.connectionSecrets.secrets(connection.keptAs);
  const opened = openConnection(connection, secrets, { ...ports, http: watch.http });
  if (opened?.look === null) return { kind: 'not-askable' };
  // Settings that no longer fit the provider: most often a key that is not there.
  if (opened === null || isKeyRejected(looking.settings, connection))
    return { kind: 'unanswered', outcome: CREDENTIALS };
  const held = await askInTurn(ports, planned, looking, { watch, look: opened.look });
  const outcome = held.kind === 'unanswered' ? held.outcome : null;
  if (outcome?.kind === 'retry' && outcome.afterSeconds !== undefined) {
    const { reason, afterSeconds } = outcome;
    await noteBackoff(ports, connection.id, { reason, afterSeconds }, looking.readAt);
  }
  return held;
}
