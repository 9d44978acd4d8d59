/**
 * Secrets of connections, and what was got with them, in Forge's secret store.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { ConnectionSecrets } from '../../ports/connection-secrets';
import { readSecret } from './secret';

const connectionKey = (keptAs: string) => `connection.${keptAs}`;
const lookUpKey = (keptAs: string) => `look-up.${keptAs}`;
const tokenKey = (keptAs: string) => `token.${keptAs}`;

const Secrets = z.record(z.string(), z.string());
const Token = z.object({ value: z.string(), expiresAt: z.number() });

/** The secrets of this installation's connections. */
export const connectionSecrets: ConnectionSecrets = {
  async secrets(keptAs) {
    return (await readSecret(connectionKey(keptAs), Secrets)) ?? {};
  },
  setSecrets: (keptAs, secrets) => kvs.setSecret(connectionKey(keptAs), secrets),
  async dropSecrets(keptAs) {
    await kvs.deleteSecret(connectionKey(keptAs));
    await kvs.deleteSecret(tokenKey(keptAs));
    await kvs.deleteSecret(lookUpKey(keptAs));
  },
  hasFoundSomebody: async (keptAs, lookUp) => (await readSecret(lookUpKey(keptAs), z.string())) === lookUp,
  noteFoundSomebody: (keptAs, lookUp) => kvs.setSecret(lookUpKey(keptAs), lookUp),

  token: (keptAs) => readSecret(tokenKey(keptAs), Token),
  setToken: (keptAs, token) =>
    token === null ? kvs.deleteSecret(tokenKey(keptAs)) : kvs.setSecret(tokenKey(keptAs), token),
};
