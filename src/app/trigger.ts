/**
 * The secret of the web trigger: made here, shown once. Those before stay valid for a day, however often one is made.
 */
import { lastFour } from '../core/mask';
import type { Ports, TriggerSecret } from '../core/ports';
import { RefusedError } from '../core/refusal';
import { entryOf } from './change-settings';

const DAY = 86_400_000;
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
 * @throws RefusedError `settings-busy` where others make secrets all the time
 */
export const rotateSecret =
  (ports: Ports) =>
  async (newSecret: () => string, by: string): Promise<string> => {
    const { vault, chance, leases, adminLog } = ports;
    for (let round = 0; round < ROUNDS; round += 1) {
      const taken = await leases.take('trigger', chance.now());
      if ('retryAfterSeconds' in taken) {
        await chance.sleep(A_WHILE * (0.5 + chance.random()));
        continue;
      }
      try {
        const now = chance.now();
        const before = replaced(await vault.triggerSecrets(), now);
        if (before.length >= MOST) break;
        await adminLog.add(entryOf(ports, by, { action: 'trigger-secret-made' }));
        const secret = newSecret();
        await vault.setTriggerSecrets([{ secret, createdAt: now, validUntil: null }, ...before]);
        return secret;
      } finally {
        await leases.giveBack(taken.lease, null);
      }
    }
    throw new RefusedError('settings-busy');
  };

/** The secrets that are valid now. */
export const validSecrets =
  ({ vault, chance }: Ports) =>
  async (): Promise<string[]> =>
    (await vault.triggerSecrets()).filter((kept) => isValid(kept, chance.now())).map(({ secret }) => secret);

/** What an admin may see of the secret. */
export const viewSecret =
  ({ vault }: Ports) =>
  async (): Promise<{ lastFour: string; createdAt: number } | null> => {
    const [latest] = await vault.triggerSecrets();
    return latest === undefined ? null : { lastFour: lastFour(latest.secret), createdAt: latest.createdAt };
  };
