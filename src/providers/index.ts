/**
 * Every provider the app knows. A new one is a file of its own and a line here.
 */
import { activecampaign } from './activecampaign';
import { auth0 } from './auth0';
import { braze } from './braze';
import { brevo } from './brevo';
import { centercodeExternalUsers } from './centercode-external-users';
import { centercodeListener } from './centercode-listener';
import { copernica } from './copernica';
import { customerio } from './customerio';
import { entra } from './entra';
import { freshdesk } from './freshdesk';
import { gong } from './gong';
import { helpscout } from './helpscout';
import { http } from './http';
import { hubspot } from './hubspot';
import { intercom } from './intercom';
import { iterable } from './iterable';
import type { Provider } from './kit';
import { klaviyo } from './klaviyo';
import { mailchimp } from './mailchimp';
import { mailjet } from './mailjet';
import { manual } from './manual';
import { mixpanel } from './mixpanel';
import { okta } from './okta';
import { opendsr } from './opendsr';
import { pipedrive } from './pipedrive';
import { posthog } from './posthog';
import { qualtrics } from './qualtrics';
import { quickhelp } from './quickhelp';
import { salesforce } from './salesforce';
import { sendgrid } from './sendgrid';
import { shopify } from './shopify';
import { sparkpost } from './sparkpost';
import { zendesk } from './zendesk';

export const PROVIDERS: readonly Provider[] = [
  ...[centercodeListener, copernica, quickhelp],
  ...[hubspot, mailchimp, klaviyo, customerio, iterable, brevo, sendgrid, braze, intercom, zendesk],
  ...[pipedrive, activecampaign, mailjet, auth0, okta, entra, helpscout, freshdesk],
  ...[posthog, salesforce, sparkpost, opendsr, mixpanel, gong, qualtrics, shopify],
  ...[http, manual, centercodeExternalUsers],
];

export const providerOf = (id: string): Provider | undefined => PROVIDERS.find((provider) => provider.id === id);
