/**
 * The top-level domains there are, by IANA's list as the package `@hapi/tlds` keeps it (looked at again with each release), and
 * those kept for examples and tests.
 * @see https://data.iana.org/TLD/tlds-alpha-by-domain.txt
 * @see RFC 6761
 */
import { tlds } from '@hapi/tlds';

const inAscii = (label: string): string =>
  /^[a-z]+$/.test(label) ? label : new URL(`http://a.${label}`).hostname.slice(2);

const TOP_LEVELS: ReadonlySet<string> = new Set([...[...tlds].map(inAscii), 'example', 'test', 'invalid']);

/** Whether a label in its ASCII form is a top-level domain. */
export const isTopLevel = (label: string): boolean => TOP_LEVELS.has(label);

/** Whether a top-level domain with one more letter behind it is one again: `co` may be a `com` that was cut off. */
export const mayBeCutOff = (label: string): boolean =>
  Array.from('abcdefghijklmnopqrstuvwxyz').some((letter) => isTopLevel(label + letter));
