/** The keys that must never be seen anywhere. */
export const SECRETS = {
  centercode: 'canary-centercode-key-1',
  copernica: 'canary-copernica-token-2',
  quickhelp: 'canary-quickhelp-key-3',
  subscription: 'canary-subscription-key-4',
};

/** Settings as DESIGN shows them, with what a test changes. */
export const settings = (
  more: { connections?: unknown[]; extraction?: object; policy?: object; status?: object; events?: unknown[] } = {},
) => ({
  connections: more.connections ?? [
    {
      id: 'centercode',
      provider: 'centercode-listener',
      label: 'Centercode',
      settings: { site: 'example.centercode.com', listenerKey: 'deleteuser', apiKey: SECRETS.centercode },
    },
    {
      id: 'copernica',
      provider: 'copernica',
      label: 'Copernica',
      settings: { apiToken: SECRETS.copernica, mode: 'event' },
    },
    {
      id: 'quickhelp',
      provider: 'quickhelp',
      label: 'QuickHelp',
      settings: { apiKey: SECRETS.quickhelp, subscriptionKey: SECRETS.subscription, customerId: 123 },
    },
    {
      id: 'external-users',
      provider: 'centercode-external-users',
      label: 'Invitations',
      settings: { endpointUrl: 'https://example.centercode.com/api/v1/x', emailParameter: 'email' },
    },
  ],
  extraction: {
    sources: [
      { kind: 'field', field: 'customfield_10050' },
      { kind: 'text', field: 'description' },
    ],
    ...more.extraction,
  },
  policy: {
    projects: ['GDPR'],
    protectedDomains: ['ourcompany.example'],
    protectedAddresses: [],
    approval: 'never',
    graceHours: 0,
    maxPerHour: 50,
    dueDays: 30,
    ...more.policy,
  },
  status: { comment: 'internal', transition: null, label: null, ...more.status },
  events: { rules: more.events ?? [] },
});
