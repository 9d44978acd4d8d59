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
import { helpscout } from './helpscout';
import { http } from './http';
import type { Provider } from './kit';
import { mailjet } from './mailjet';
import { okta } from './okta';
import { pipedrive } from './pipedrive';
import { quickhelp } from './quickhelp';

export const PROVIDERS: readonly Provider[] = [
  ...[centercodeListener, copernica, quickhelp],
  ...[pipedrive, activecampaign, mailjet, auth0, okta, entra, helpscout, freshdesk],
  ...[http, centercodeExternalUsers],
];

export const providerOf = (id: string): Provider | undefined => PROVIDERS.find((provider) => provider.id === id);
