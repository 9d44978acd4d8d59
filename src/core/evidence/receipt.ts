/**
 * The receipt: the signed evidence of a finished erasure.
 */
import * as z from 'zod/mini';
import { Event, type Sha256, canonical, verifyChain } from './chain';

/** A signature over the end of a chain. */
export const Seal = z.object({
  keyId: z.string(),
  signedAt: z.number(),
  length: z.int(),
  hash: z.string(),
  /** Ed25519, base64. */
  signature: z.string(),
});
export type Seal = z.infer<typeof Seal>;
/** What is signed: the chain's end commits to every event in it. `signedAt` in milliseconds since the epoch. */
export const sealedText = ({ keyId, signedAt, length, hash }: Omit<Seal, 'signature'>): string =>
  canonical({ kind: 'user-erasure-receipt', v: 1, keyId, signedAt: new Date(signedAt).toISOString(), length, hash });
/** A key that receipts are checked with. */
export const PublicKey = z.object({
  /** The first 16 hex digits of the SHA-256 of `publicKey`. */
  id: z.string(),
  /** Ed25519, DER (SubjectPublicKeyInfo), base64. */
  publicKey: z.string(),
  createdAt: z.number(),
});
export type PublicKey = z.infer<typeof PublicKey>;
/** The evidence of one finished erasure, as it is downloaded. */
export const Receipt = z.strictObject({
  kind: z.literal('user-erasure-receipt'),
  v: z.literal(1),
  events: z.array(Event).check(z.minLength(1)),
  length: z.int(),
  hash: z.string(),
  signedAt: z.string(),
  key: z.strictObject({ id: z.string(), publicKey: z.string() }),
  signature: z.string(),
});
export type Receipt = z.infer<typeof Receipt>;
/** The receipt of a sealed chain. Events that came after the seal are left out: the next seal covers them. */
export function toReceipt(events: readonly Event[], seal: Seal, { id, publicKey }: PublicKey): Receipt {
  return {
    kind: 'user-erasure-receipt',
    v: 1,
    events: events.slice(0, seal.length),
    length: seal.length,
    hash: seal.hash,
    signedAt: new Date(seal.signedAt).toISOString(),
    key: { id, publicKey },
    signature: seal.signature,
  };
}
export interface Verifying {
  readonly sha256: Sha256;
  /** Whether the Ed25519 signature (base64) is the key's over the text. */
  readonly verify: (publicKey: string, text: string, signature: string) => boolean;
}
/** What is wrong with a receipt, in words; empty where it is what was signed. */
export function verifyReceipt(receipt: Receipt, { sha256, verify }: Verifying): string[] {
  const { events, length, hash, signedAt, key, signature } = receipt;
  const flaws = verifyChain(events, sha256);
  if (events.length < length) flaws.push(`${String(length - events.length)} event(s) at the end are missing`);
  if (events.length > length) flaws.push(`${String(events.length - length)} event(s) were added at the end`);
  const last = events.at(-1);
  if (flaws.length === 0 && last?.hash !== hash) flaws.push('the last event is not the one that was signed');
  if (sha256(key.publicKey).slice(0, 16) !== key.id) flaws.push('the public key does not belong to its id');
  const text = Number.isNaN(Date.parse(signedAt))
    ? ''
    : sealedText({ keyId: key.id, signedAt: Date.parse(signedAt), length, hash });
  if (!verify(key.publicKey, text, signature))
    flaws.push('the signature does not fit: length, hash, time of signing or key were altered, or another key signed');
  return flaws;
}
