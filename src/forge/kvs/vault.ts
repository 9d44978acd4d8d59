/**
 * The vault in Forge's secret store: encrypted, not listable, deleted when an erasure ends.
 * @see https://developer.atlassian.com/platform/forge/storage-reference/kvs-api-secret/
 */
import { createHmac, randomBytes } from 'node:crypto';
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { normalForm } from '../../core/person/email';
import { once } from '../once';
import type { System } from '../../ports/system';
import type { Vault } from '../../ports/vault';
import { Person } from '../../core/person/person';

const PERSON_KEY = 'key.person';
const TRIGGER = 'trigger';
const addressKey = (erasureId: string) => `address.${erasureId}`;
const connectionKey = (keptAs: string) => `connection.${keptAs}`;
const lookUpKey = (keptAs: string) => `look-up.${keptAs}`;
const tokenKey = (keptAs: string) => `token.${keptAs}`;

const Secrets = z.record(z.string(), z.string());
const Token = z.object({ value: z.string(), expiresAt: z.number() });
const TriggerSecrets = z.array(
  z.object({ secret: z.string(), createdAt: z.number(), validUntil: z.nullable(z.number()) }),
);

const HOUR = 3_600_000;
/** The longest time to live the platform takes: a year. */
const LONGEST_HOURS = 365 * 24;

async function read<S extends z.ZodMiniType>(key: string, schema: S): Promise<z.infer<S> | null> {
  const value: unknown = await kvs.getSecret(key);
  return value === undefined ? null : z.parse(schema, value);
}

/** The key that turns an address into a PersonId. Made once for an installation; two makers agree on the first. */
async function personKey(): Promise<string> {
  const standing = await read(PERSON_KEY, z.string());
  if (standing !== null) return standing;
  try {
    await kvs.setSecret(PERSON_KEY, randomBytes(32).toString('hex'), { keyPolicy: 'FAIL_IF_EXISTS' });
  } catch (error) {
    if ((await read(PERSON_KEY, z.string())) === null) throw error;
  }
  return z.parse(z.string(), await kvs.getSecret(PERSON_KEY));
}

/** The vault of this installation, for one invocation: the key that never changes is read once. */
export function vaultOf({ now }: System): Vault {
  const keyOfPersons = once(personKey);
  return {
    async personId(email) {
      return `p${createHmac('sha256', await keyOfPersons())
        .update(normalForm(email))
        .digest('hex')}`;
    },

    async keep(erasureId, person, until) {
      const hours = Math.min(Math.max(1, Math.ceil((until - now()) / HOUR)), LONGEST_HOURS);
      await kvs.setSecret(addressKey(erasureId), person, { ttl: { unit: 'HOURS', value: hours } });
    },
    person: (erasureId) => read(addressKey(erasureId), Person),
    forget: (erasureId) => kvs.deleteSecret(addressKey(erasureId)),

    async secrets(keptAs) {
      return (await read(connectionKey(keptAs), Secrets)) ?? {};
    },
    setSecrets: (keptAs, secrets) => kvs.setSecret(connectionKey(keptAs), secrets),
    async dropSecrets(keptAs) {
      await kvs.deleteSecret(connectionKey(keptAs));
      await kvs.deleteSecret(tokenKey(keptAs));
      await kvs.deleteSecret(lookUpKey(keptAs));
    },
    hasFoundSomebody: async (keptAs, lookUp) => (await read(lookUpKey(keptAs), z.string())) === lookUp,
    noteFoundSomebody: (keptAs, lookUp) => kvs.setSecret(lookUpKey(keptAs), lookUp),

    token: (keptAs) => read(tokenKey(keptAs), Token),
    setToken: (keptAs, token) =>
      token === null ? kvs.deleteSecret(tokenKey(keptAs)) : kvs.setSecret(tokenKey(keptAs), token),

    async triggerSecrets() {
      return (await read(TRIGGER, TriggerSecrets)) ?? [];
    },
    setTriggerSecrets: (secrets) => kvs.setSecret(TRIGGER, secrets),
  };
}
