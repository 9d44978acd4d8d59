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
/** What a seal is of: the end of an erasure, or what was learned after it. */
export type Sealed = 'receipt' | 'addendum';
/** What is signed: the chain's end commits to every event in it. `signedAt` in milliseconds since the epoch. */
export const sealedText = (
  { keyId, signedAt, length, hash }: Omit<Seal, 'signature'>,
  of: Sealed = 'receipt',
): string =>
  canonical({ kind: `user-erasure-${of}`, v: 1, keyId, signedAt: new Date(signedAt).toISOString(), length, hash });
/** A key that receipts are checked with. */
export const PublicKey = z.object({
  /** The first 16 hex digits of the SHA-256 of `publicKey`. */
  id: z.string(),
  /** Ed25519, DER (SubjectPublicKeyInfo), base64. */
  publicKey: z.string(),
  createdAt: z.number(),
});
export type PublicKey = z.infer<typeof PublicKey>;
const SIGNED = {
  events: z.array(Event).check(z.minLength(1)),
  /** How long the chain is that is signed, from its first event. */
  length: z.int(),
  hash: z.string(),
  signedAt: z.string(),
  key: z.strictObject({ id: z.string(), publicKey: z.string() }),
  signature: z.string(),
};
/** What was learned after an erasure had finished: its events follow those of the receipt, whose signature stays as it is. */
const Addendum = z.strictObject(SIGNED);
type Signed = z.infer<typeof Addendum>;
/** The evidence of one finished erasure, as it is downloaded. */
export const Receipt = z.strictObject({
  kind: z.literal('user-erasure-receipt'),
  v: z.literal(1),
  ...SIGNED,
  addendum: z.optional(Addendum),
});
export type Receipt = z.infer<typeof Receipt>;
/** A seal, and the key that made it. */
export interface SealedBy {
  readonly seal: Seal;
  readonly key: PublicKey;
}
/** The signed events of a chain, from one on. */
const signed = (events: readonly Event[], from: number, { seal, key: { id, publicKey } }: SealedBy): Signed => ({
  events: events.slice(from, seal.length),
  length: seal.length,
  hash: seal.hash,
  signedAt: new Date(seal.signedAt).toISOString(),
  key: { id, publicKey },
  signature: seal.signature,
});
/**
 * The receipt of a sealed chain, with what was learned since where that is sealed, too. Events that came after the last seal
 * are left out: the next one covers them.
 */
export const toReceipt = (events: readonly Event[], end: SealedBy, later: SealedBy | null = null): Receipt => ({
  kind: 'user-erasure-receipt',
  v: 1,
  ...signed(events, 0, end),
  ...(later === null ? {} : { addendum: signed(events, end.seal.length, later) }),
});
export interface Verifying {
  readonly sha256: Sha256;
  /** Whether the Ed25519 signature (base64) is the key's over the text. */
  readonly verify: (publicKey: string, text: string, signature: string) => boolean;
}
/** What is wrong with signed events. @param before those that they follow */
function wrongWith(part: Signed, of: Sealed, before: readonly Event[], { sha256, verify }: Verifying): string[] {
  const { events, length, hash, signedAt, key, signature } = part;
  const flaws = verifyChain(events, sha256, before);
  const missing = length - before.length - events.length;
  if (missing > 0) flaws.push(`${String(missing)} event(s) at the end are missing`);
  if (missing < 0) flaws.push(`${String(-missing)} event(s) were added at the end`);
  const last = events.at(-1);
  if (flaws.length === 0 && last?.hash !== hash) flaws.push('the last event is not the one that was signed');
  if (sha256(key.publicKey).slice(0, 16) !== key.id) flaws.push('the public key does not belong to its id');
  const text = Number.isNaN(Date.parse(signedAt))
    ? ''
    : sealedText({ keyId: key.id, signedAt: Date.parse(signedAt), length, hash }, of);
  if (!verify(key.publicKey, text, signature))
    flaws.push('the signature does not fit: length, hash, time of signing or key were altered, or another key signed');
  return flaws;
}
/** What is wrong with a receipt, in words; empty where it is what was signed, and its addendum, too, where it has one. */
export function verifyReceipt({ addendum, ...receipt }: Receipt, verifying: Verifying): string[] {
  const later = addendum === undefined ? [] : wrongWith(addendum, 'addendum', receipt.events, verifying);
  return [...wrongWith(receipt, 'receipt', [], verifying), ...later.map((flaw) => `in the addendum: ${flaw}`)];
}
