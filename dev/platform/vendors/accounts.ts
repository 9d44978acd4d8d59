/**
 * The sample site's vendors, and what its connections are set up with there.
 */
import { providerOf } from '../../../src/providers';
import { CATALOGUE } from './catalogue';
import type { Account, VendorTraits } from './derived-vendor';

/** Those that the sample site is connected to. */
export const CONNECTED = ['centercode', 'copernica', 'quickhelp'] as const;
/** Some of the catalogue's, which nobody is connected to yet. */
export const OTHERS = ['hubspot', 'mailchimp', 'brevo', 'zendesk', 'intercom', 'auth0'] as const;
/** Vendors that are derived from their providers' declarations. */
type Derived = (typeof CONNECTED)[number] | (typeof OTHERS)[number];
/** The forum stands for any HTTP API: the sample site has no connection to it yet either. */
export type VendorName = Derived | 'forum';
export const VENDORS: readonly VendorName[] = [...CONNECTED, 'forum', ...OTHERS];

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

type Settings = Readonly<Record<string, unknown>>;

/** @throws Error where the catalogue does not know one of them any more */
function ofCatalogue() {
  const known = OTHERS.map((name): [string, readonly (readonly [string, Settings])[]] => {
    const settings = CATALOGUE[name]?.(`sample-${name}-key`);
    if (settings === undefined) throw new Error(`the catalogue knows no ${name}`);
    return [name, [[name, settings]]];
  });
  return Object.fromEntries(known) as Record<(typeof OTHERS)[number], readonly (readonly [string, Settings])[]>;
}

/** Everything that a sample vendor is asked by, whatever an admin of the site chooses. */
const SETTINGS: Readonly<Record<Derived, readonly (readonly [provider: string, settings: Settings])[]>> = {
  ...ofCatalogue(),
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
export const accountsOf = (vendor: Derived): Account[] =>
  SETTINGS[vendor].map(([id, settings]) => {
    const provider = providerOf(id);
    if (provider === undefined) throw new Error(`there is no provider ${id}`);
    return { provider, settings };
  });

/** What a connection to a vendor is set up with, its keys included: for whoever tries it. */
export const settingsAt = (vendor: VendorName): Settings =>
  vendor === 'forum'
    ? { url: 'https://forum.example.com/v1/members/{{email}}', auth: 'bearer', authSecret: KEYS.forum }
    : (SETTINGS[vendor][0]?.[1] ?? {});
