import { basic, defineProvider, each, hashed, list, path, secret } from '../../../src/providers/kit';

export const mailchimp = defineProvider({
  id: 'mailchimp',
  label: 'Mailchimp',
  page: 'https://mailchimp.com/developer/marketing/api/list-members/delete-list-member/',
  category: 'marketing',
  confidence: 'vendor',
  notes: ['A member who was deleted permanently cannot be imported again; they can only sign up themselves.'],
  does: 'Deletes the member of every audience permanently.',
  promise: 'Mailchimp confirms the deletion for every audience.',
  describe: ({ audiences }) => ({ calls: audiences?.length ?? 1 }),
  hosts: ['*.api.mailchimp.com'],
  callsPerMinute: 300,
  settings: {
    apiKey: secret('API key', 'Ends in its data centre, such as -us21.', /-[a-z]{2,3}\d{1,3}$/),
    audiences: list('Audiences', 'The id of every audience.', /^[A-Za-z0-9]{4,20}$/),
  },
  api: ({ apiKey }) => ({
    baseUrl: `https://${apiKey.slice(apiKey.lastIndexOf('-') + 1)}.api.mailchimp.com/3.0`,
    headers: basic('erasure', apiKey),
  }),
  test: { method: 'GET', path: path`/ping` },
  erase: ({ audiences }) =>
    each(audiences, (audience) => ({
      request: ({ email }) => ({
        method: 'POST',
        path: path`/lists/${audience}/members/${hashed('md5', email)}/actions/delete-permanent`,
      }),
      replies: { 204: 'deleted', 404: 'absent' },
    })),
});
