/**
 * The vault in Forge's secret store: encrypted, not listable, deleted when an erasure ends.
 * @see https://developer.atlassian.com/platform/forge/storage-reference/kvs-api-secret/
 */
import { createHmac, randomBytes } from 'node:crypto';
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { normalForm, Person } from '../core/person';
import type { Chance, Vault } from '../core/ports';
import { once } from './once';

const PERSON_KEY = 'key.person';
const TRIGGER = 'trigger';
const addressKey = (erasureId: string) => `address.${erasureId}`;
const connectionKey = (id: string) => `connection.${id}`;
const lookUpKey = (id: string) => `look-up.${id}`;
const tokenKey = (id: string) => `token.${id}`;

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
export function vaultOf({ now }: Chance): Vault {
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

    async secrets(id) {
      return (await read(connectionKey(id), Secrets)) ?? {};
    },
    setSecrets: (id, secrets) => kvs.setSecret(connectionKey(id), secrets),
    async dropSecrets(id) {
      await kvs.deleteSecret(connectionKey(id));
      await kvs.deleteSecret(lookUpKey(id));
    },
    hasShown: async (id, lookUp) => (await read(lookUpKey(id), z.string())) === lookUp,
    noteShown: (id, lookUp) => kvs.setSecret(lookUpKey(id), lookUp),

    token: (id) => read(tokenKey(id), Token),
    setToken: (id, token) => (token === null ? kvs.deleteSecret(tokenKey(id)) : kvs.setSecret(tokenKey(id), token)),

    async triggerSecrets() {
      return (await read(TRIGGER, TriggerSecrets)) ?? [];
    },
    setTriggerSecrets: (secrets) => kvs.setSecret(TRIGGER, secrets),
  };
}
