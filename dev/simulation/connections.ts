/**
 * What the connections of a life may be, and how each is set up.
 */
import { CATALOGUE } from '../platform/vendors/catalogue';
import { providerOf } from '../../src/providers';
import type { Provider } from '../../src/providers/kit';

/** What a connection of this kind is set up with. */
type SetUp = (connection: string, key: string, lookUp: boolean) => Readonly<Record<string, unknown>>;

const FIRST: Readonly<Record<string, SetUp>> = {
  'centercode-listener': (connection, key, lookUp) => {
    const lookupUrl = `https://example.centercode.com/api/v1/recordLookups/${connection}?find=VALUE&apiKey=${key}`;
    const asked = lookUp ? { lookupUrl, lookupUnknown: 'empty' } : {};
    return { site: 'example.centercode.com', listenerKey: connection, apiKey: key, ...asked };
  },
  copernica: (_, key) => ({ apiToken: key, mode: 'event' }),
  'copernica-profiles': (_, key) => ({ apiToken: key, mode: 'profiles', databases: [1] }),
  quickhelp: (_, key) => ({ apiKey: key, subscriptionKey: 'sub' }),
};

/** How a connection is set up: by its provider, and its mode where that has several. */
export type Kind = string;
/** The kinds of most lives. */
export const FIRST_KINDS: readonly Kind[] = Object.keys(FIRST);
/** All there are. */
export const KINDS: readonly Kind[] = [...FIRST_KINDS, ...Object.keys(CATALOGUE)];

/** The provider of a kind. @throws Error where there is none of this name any more */
export function providerNamed(kind: Kind): Provider {
  const provider = providerOf(kind === 'copernica-profiles' ? 'copernica' : kind);
  if (provider === undefined) throw new Error(`there is no ${kind}`);
  return provider;
}

/** What a connection is set up with that has this key. @param lookUp whether it asks later, where that is a choice */
export const settingsOf = (kind: Kind, connection: string, key: string, lookUp: boolean) =>
  FIRST[kind]?.(connection, `${connection}:${key}`, lookUp) ?? CATALOGUE[kind]?.(`${connection}-${key}`);
