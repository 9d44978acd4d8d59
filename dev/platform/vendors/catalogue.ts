/**
 * Vendors of the catalogue, as a customer has them: what a connection to each is set up with, but for its key.
 */

/** Settings of a connection whose secrets are all made from one key of letters, digits and hyphens. */
export type SettingsFor = (key: string) => Readonly<Record<string, unknown>>;

const ENTRA = { tenantId: '3f2a8c14-0b6d-4e57-9a21-5c7d8e9f0a1b', clientId: '7b1c2d3e-4f50-4a61-8b72-9c83ad94be05' };

/** By the provider's id. Employees may be erased wherever that is a choice: these vendors know nobody's role. */
export const CATALOGUE: Readonly<Record<string, SettingsFor>> = {
  activecampaign: (apiKey) => ({ account: 'example', apiKey }),
  auth0: (clientSecret) => ({ domain: 'example.eu.auth0.com', clientId: 'aBc123', clientSecret }),
  braze: (apiKey) => ({ endpoint: 'rest.fra-01.braze.eu', apiKey }),
  brevo: (apiKey) => ({ apiKey }),
  customerio: (apiKey) => ({ region: 'eu', siteId: 'site1', apiKey, mode: 'suppress' }),
  entra: (clientSecret) => ({ ...ENTRA, clientSecret, permanently: true, members: true }),
  freshdesk: (apiKey) => ({ domain: 'example', apiKey, mode: 'hard' }),
  gong: (accessKeySecret) => ({ baseUrl: 'https://company-17.api.gong.io', accessKey: 'a-key', accessKeySecret }),
  helpscout: (appSecret) => ({ appId: 'a1B2', appSecret }),
  hubspot: (accessToken) => ({ accessToken }),
  intercom: (accessToken) => ({ region: 'us', accessToken }),
  iterable: (apiKey) => ({ region: 'us', apiKey }),
  klaviyo: (apiKey) => ({ apiKey }),
  mailchimp: (key) => ({ apiKey: `${key}-us21` }),
  mailjet: (secretKey) => ({ apiKey: 'a1b2c3', secretKey }),
  mixpanel: (key) => ({
    ...{ region: 'us', projectId: '12345', projectToken: 'a1b2c3', gdprToken: key },
    ...{ serviceAccount: 'erasure.1a2b', serviceSecret: key },
  }),
  okta: (apiToken) => ({ domain: 'example.okta.com', apiToken, members: true }),
  opendsr: (secret) => ({ baseUrl: 'https://opendsr.example.com/v1', header: 'X-Api-Key', secret }),
  pipedrive: (apiToken) => ({ apiToken }),
  posthog: (apiKey) => ({ region: 'us', projectId: '12345', apiKey }),
  qualtrics: (apiToken) => ({ dataCenter: 'fra1', apiToken }),
  salesforce: (clientSecret) => ({ domain: 'example.my.salesforce.com', clientId: 'an-app', clientSecret }),
  sendgrid: (apiKey) => ({ region: 'global', apiKey }),
  shopify: (accessToken) => ({ shop: 'example.myshopify.com', accessToken }),
  sparkpost: (apiKey) => ({ region: 'us', apiKey }),
  zendesk: (apiToken) => ({ subdomain: 'example', agent: 'admin@example.com', apiToken }),
};
