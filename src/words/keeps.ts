/**
 * What a deletion leaves at a provider, in sentences: for the admin, the agent, the docs and the receipt.
 */
import { dayOf } from './day';

/** @see Kept of the providers' kit */
interface Kept {
  readonly what: string;
  readonly days?: number | undefined;
}

/** Each in a sentence of its own, before a deletion. */
export const keptWords = (keeps: readonly Kept[]): string[] =>
  keeps.map(({ what, days }) => (days === undefined ? `${what}.` : `${what}, for ${String(days)} days.`));

/** Each in a sentence of its own, of a deletion at this time. */
export const keptSince = (keeps: readonly Kept[], at: number): string[] =>
  keeps.map(({ what, days }) =>
    days === undefined ? `${what}.` : `${what}, until ${dayOf(at + days * 86_400_000)} (UTC).`,
  );
