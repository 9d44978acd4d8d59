/**
 * Addresses in Forge's secret store: encrypted, not listable, deleted when their erasure ends.
 */
import { kvs } from '@forge/kvs';
import { createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { normalForm } from '../../core/person/email';
import { Person } from '../../core/person/person';
import type { Addresses } from '../../ports/addresses';
import type { System } from '../../ports/system';
import { once } from '../../lib/once';
import { CLAIM, keysOf } from './records';
import { readSecret } from './secret';
import { HOUR } from '../../lib/time';

const PERSON_KEY = 'key.person';
const addressKey = (erasureId: string) => `address.${erasureId}`;
const memoryKey = (erasureId: string, connectionId: string) => `memory.${erasureId}.${connectionId}`;

/** Claims in these states belong to erasures whose address was perhaps not let go of. */
const UNCLEAN = ['claimed', 'stored', 'kept', 'second-look', 'ended', 'released'] as const;

const Memory = z.record(z.string(), z.unknown());
/** What was remembered goes with the address; after so long it goes by itself. */
const MEMORY_HOURS = 60 * 24;

/** The longest time to live the platform takes: a year. */
const LONGEST_HOURS = 365 * 24;

/** The key that turns an address into a PersonId. Made once for an installation; two makers agree on the first. */
async function personKey(): Promise<string> {
  const stored = await readSecret(PERSON_KEY, z.string());
  if (stored !== null) return stored;
  try {
    await kvs.setSecret(PERSON_KEY, randomBytes(32).toString('hex'), { keyPolicy: 'FAIL_IF_EXISTS' });
  } catch (error) {
    if ((await readSecret(PERSON_KEY, z.string())) === null) throw error;
  }
  return z.parse(z.string(), await kvs.getSecret(PERSON_KEY));
}

/** The addresses of this installation, for one invocation: the key that never changes is read once. */
export function addressesOf({ now }: Pick<System, 'now'>): Addresses {
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
    person: (erasureId) => readSecret(addressKey(erasureId), Person),
    async forget(erasureId, connectionIds) {
      await kvs.deleteSecret(addressKey(erasureId));
      for (const connectionId of connectionIds) await kvs.deleteSecret(memoryKey(erasureId, connectionId));
    },
    async mayBeKept(limit) {
      const found: string[] = [];
      for (const state of UNCLEAN) {
        const claims = await keysOf(CLAIM, { index: 'by-state', partition: [state], limit: limit - found.length });
        found.push(...claims.map(({ value }) => value.erasure));
      }
      return found;
    },
    remembered: (erasureId, connectionId) => readSecret(memoryKey(erasureId, connectionId), Memory),
    remember: (erasureId, connectionId, what) =>
      kvs.setSecret(memoryKey(erasureId, connectionId), what, { ttl: { unit: 'HOURS', value: MEMORY_HOURS } }),
  };
}
