/**
 * The sample site's vendors, and what its connections are set up with there.
 */
import { providerOf } from '../../../src/providers';
import type { Account, VendorTraits } from './derived-vendor';

/** The forum stands for any HTTP API: the sample site has no connection to it yet. */
export type VendorName = 'centercode' | 'copernica' | 'quickhelp' | 'forum';
export const VENDORS: readonly VendorName[] = ['centercode', 'copernica', 'quickhelp', 'forum'];

/** The keys of the sample site's connections. */
export const KEYS = {
  centercode: 'sample-4a1c-centercode-key',
  copernica: 'sample-copernica-api-token',
  quickhelp: 'sample-quickhelp-customer-key',
  subscription: 'sample-quickhelp-subscription-key',
  forum: 'sample-forum-token',
};
export const LISTENER = 'deleteuser';
/** The API Import source of the sample site: its URL is its key. */
export const INVITATIONS = '/api/v1/externalUsers/sample-7c2e-import-source';
export const DATABASE = 1;

const CENTERCODE = 'https://example.centercode.com';
/** How long QuickHelp's three days take here. */
const QUICKHELP_TAKES = 3000;

/** Everything that a sample vendor is asked by, whatever an admin of the site chooses. */
const SETTINGS: Readonly<
  Record<Exclude<VendorName, 'forum'>, readonly (readonly [provider: string, settings: object])[]>
> = {
  centercode: [
    [
      'centercode-listener',
      {
        ...{ site: 'example.centercode.com', listenerKey: LISTENER, apiKey: KEYS.centercode },
        lookupUrl: `${CENTERCODE}/api/v1/recordLookups/users?find=VALUE&apiKey=${KEYS.centercode}`,
        lookupUnknown: 'empty',
      },
    ],
    ['centercode-external-users', { endpointUrl: `${CENTERCODE}${INVITATIONS}`, emailParameter: 'email' }],
  ],
  copernica: [
    ['copernica', { apiToken: KEYS.copernica, mode: 'event' }],
    ['copernica', { apiToken: KEYS.copernica, mode: 'profiles', databases: [{ id: DATABASE, field: 'email' }] }],
  ],
  quickhelp: [['quickhelp', { apiKey: KEYS.quickhelp, subscriptionKey: KEYS.subscription }]],
};

export const TRAITS: Readonly<Partial<Record<VendorName, VendorTraits>>> = {
  quickhelp: { takes: QUICKHELP_TAKES, refuses: (email) => /[^\u0020-\u007e]/.test(email) },
};

/** @throws Error where there is no such provider any more */
export const accountsOf = (vendor: Exclude<VendorName, 'forum'>): Account[] =>
  SETTINGS[vendor].map(([id, settings]) => {
    const provider = providerOf(id);
    if (provider === undefined) throw new Error(`there is no provider ${id}`);
    return { provider, settings };
  });
