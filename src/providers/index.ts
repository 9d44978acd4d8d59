/**
 * Every provider the app knows. A new one is a file of its own and a line here.
 */
import { activecampaign } from './activecampaign';
import { auth0 } from './auth0';
import { centercodeExternalUsers } from './centercode-external-users';
import { centercodeListener } from './centercode-listener';
import { copernica } from './copernica';
import { entra } from './entra';
import { freshdesk } from './freshdesk';
import { gong } from './gong';
import { helpscout } from './helpscout';
import { http } from './http';
import type { Provider } from './kit';
import { mailjet } from './mailjet';
import { mixpanel } from './mixpanel';
import { okta } from './okta';
import { opendsr } from './opendsr';
import { pipedrive } from './pipedrive';
import { posthog } from './posthog';
import { qualtrics } from './qualtrics';
import { quickhelp } from './quickhelp';
import { salesforce } from './salesforce';
import { shopify } from './shopify';
import { sparkpost } from './sparkpost';

export const PROVIDERS: readonly Provider[] = [
  ...[centercodeListener, copernica, quickhelp],
  ...[pipedrive, activecampaign, mailjet, auth0, okta, entra, helpscout, freshdesk],
  ...[posthog, salesforce, sparkpost, opendsr, mixpanel, gong, qualtrics, shopify],
  ...[http, centercodeExternalUsers],
];

export const providerOf = (id: string): Provider | undefined => PROVIDERS.find((provider) => provider.id === id);
