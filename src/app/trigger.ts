/**
 * The secret of the web trigger: made here, shown once, rotated with a day in which both are valid.
 */
import { lastFour } from '../core/mask';
import type { Ports, TriggerSecret } from '../core/ports';

const DAY = 86_400_000;

const isValid = ({ validUntil }: TriggerSecret, now: number): boolean => validUntil === null || validUntil > now;

/** Makes a new secret and returns it, the only time it is shown. The one before stays valid for a day. */
export const rotateSecret =
  ({ vault, chance }: Ports) =>
  async (newSecret: () => string): Promise<string> => {
    const now = chance.now();
    const [latest] = (await vault.triggerSecrets()).filter((kept) => kept.validUntil === null);
    const before = latest === undefined ? [] : [{ ...latest, validUntil: now + DAY }];
    const secret = newSecret();
    await vault.setTriggerSecrets([{ secret, createdAt: now, validUntil: null }, ...before]);
    return secret;
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
