/**
 * The secrets of the web trigger, in Forge's secret store.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { TriggerSecrets } from '../../ports/trigger-secrets';
import { readSecret } from './secret';

const KEY = 'trigger';
const Stored = z.array(z.object({ secret: z.string(), createdAt: z.number(), validUntil: z.nullable(z.number()) }));

/** The secrets of this installation's web trigger. */
export const triggerSecrets: TriggerSecrets = {
  read: async () => (await readSecret(KEY, Stored)) ?? [],
  write: (secrets) => kvs.setSecret(KEY, secrets),
};
