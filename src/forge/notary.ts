/**
 * Signs evidence with Ed25519 keys of this installation. Private keys stand in the secret store and never leave it; the
 * newest signs, and every public key is kept, so that old receipts stay verifiable.
 */
import { kvs } from '@forge/kvs';
import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import * as z from 'zod/mini';
import { PublicKey, sealedText } from '../core/evidence/receipt';
import type { Notary } from '../ports/notary';
import type { System } from '../ports/system';
import { once } from '../lib/once';

const KEY = 'key.evidence';
const KeyRing = z.array(z.extend(PublicKey, { privateKey: z.string() })).check(z.minLength(1));
type KeyRing = z.infer<typeof KeyRing>;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function newKey(createdAt: number): KeyRing[number] {
  const pair = generateKeyPairSync('ed25519');
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  return { id: sha256(publicKey).slice(0, 16), publicKey, privateKey, createdAt };
}

async function stored(): Promise<KeyRing | null> {
  const value: unknown = await kvs.getSecret(KEY);
  return value === undefined ? null : z.parse(KeyRing, value);
}

/** The keys, made with the first use; two makers agree on the first. */
async function keys(now: number): Promise<KeyRing> {
  const known = await stored();
  if (known !== null) return known;
  try {
    await kvs.setSecret(KEY, [newKey(now)], { keyPolicy: 'FAIL_IF_EXISTS' });
  } catch (error) {
    if ((await stored()) === null) throw error;
  }
  return z.parse(KeyRing, await kvs.getSecret(KEY));
}

interface Signing {
  readonly keyId: string;
  readonly privateKey: KeyObject;
}

async function newestKey(now: number): Promise<Signing> {
  const [key] = await keys(now);
  if (key === undefined) throw new Error('no key');
  const der = { key: Buffer.from(key.privateKey, 'base64'), type: 'pkcs8', format: 'der' } as const;
  return { keyId: key.id, privateKey: createPrivateKey(der) };
}

/** The notary of this installation, for one invocation: it reads the key that signs once. */
export function notaryOf({ now }: Pick<System, 'now'>): Notary {
  const newest = once(() => newestKey(now()));
  return {
    sha256,
    async seal({ length, hash }, signedAt, of = 'receipt') {
      const { keyId, privateKey } = await newest();
      const sealed = { keyId, signedAt, length, hash };
      const signature = sign(null, Buffer.from(sealedText(sealed, of)), privateKey).toString('base64');
      return { ...sealed, signature };
    },
    async publicKeys() {
      return (await keys(now())).map(({ id, publicKey, createdAt }) => ({ id, publicKey, createdAt }));
    },
    async rotate(createdAt) {
      const known = await keys(createdAt);
      await kvs.setSecret(KEY, [newKey(createdAt), ...known.filter(({ createdAt: at }) => at !== createdAt)]);
    },
  };
}
