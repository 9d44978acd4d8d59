/**
 * The secret of the web trigger: made here, shown once. Those before stay valid for a day, however often one is made.
 */
import { AppError } from '../../core/app-error';
import { lastFour } from '../../core/person/mask';
import type { Ports } from '../../ports/ports';
import type { TriggerSecret } from '../../ports/trigger-secrets';
import { entryOf } from './change';
import { DAY } from '../../lib/time';

/** Who finds another admin at it comes back so often. The secret store takes no conditions: one at a time writes there. */
const ROUNDS = 20;
const A_WHILE = 500;
/** As many as fit into one record; nobody makes so many in a day. */
const MOST = 500;

const isValid = ({ validUntil }: TriggerSecret, now: number): boolean => validUntil === null || validUntil > now;

/** The one before is valid for another day, and those before it as long as they were. */
const replaced = (kept: readonly TriggerSecret[], now: number): TriggerSecret[] =>
  kept
    .filter((one) => isValid(one, now))
    .map((one) => (one.validUntil === null ? { ...one, validUntil: now + DAY } : one));

/**
 * Makes a new secret and returns it, the only time it is shown.
 * @param by the account of whoever asks for it
 * @throws AppError `settings-busy` where others make secrets all the time
 */
export async function rotateSecret(ports: Ports, newSecret: () => string, by: string): Promise<string> {
  const { triggerSecrets, system, leases, adminLog } = ports;
  for (let round = 0; round < ROUNDS; round += 1) {
    const taken = await leases.acquire('trigger', system.now());
    if ('retryAfterSeconds' in taken) {
      await system.sleep(A_WHILE * (0.5 + system.random()));
      continue;
    }
    try {
      const now = system.now();
      const before = replaced(await triggerSecrets.read(), now);
      if (before.length >= MOST) break;
      await adminLog.add(entryOf(ports, by, { action: 'trigger-secret-made' }));
      const secret = newSecret();
      await triggerSecrets.write([{ secret, createdAt: now, validUntil: null }, ...before]);
      return secret;
    } finally {
      await leases.release(taken.lease, null);
    }
  }
  throw new AppError('settings-busy');
}

/** The secrets that are valid now. */
export async function validSecrets({ triggerSecrets, system }: Ports): Promise<string[]> {
  return (await triggerSecrets.read()).filter((kept) => isValid(kept, system.now())).map(({ secret }) => secret);
}

/** What an admin may see of the secret. */
export async function viewSecret({ triggerSecrets }: Ports): Promise<{ lastFour: string; createdAt: number } | null> {
  const [latest] = await triggerSecrets.read();
  return latest === undefined ? null : { lastFour: lastFour(latest.secret), createdAt: latest.createdAt };
}
