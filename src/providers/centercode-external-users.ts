/**
 * Centercode External Users ("API Import" source): adds or invites a person. The opposite of erasure, so it never takes
 * part in one.
 * @see https://help.centercode.com/en/centercode-guide-to-simple-external-users
 *
 * The vendor's pages say only that the endpoint URL is copied from the screen: path, method and parameter name are not
 * documented. So the whole URL is pasted by the admin, and nothing of it is built here.
 */
import { isCentercodeUrl } from './centercode-sites';
import { choice, defineProvider, otherwise, secret, text, withParameter } from './kit';

export const centercodeExternalUsers = defineProvider({
  id: 'centercode-external-users',
  label: 'Centercode invitations',
  does: 'Invites the person to Centercode. Never part of an erasure.',
  promise: 'Centercode invites the person, or holds them in the source’s pool, as the source is set up.',
  page: 'https://help.centercode.com/en/centercode-guide-to-simple-external-users',
  category: 'community',
  confidence: 'vendor',
  notes: [
    'Copy the API Endpoint URL from the API Import source in Centercode.',
    'An invitation is never repeated by itself.',
  ],
  hosts: ['*.centercode.com'],
  callsPerMinute: 60,
  settings: {
    endpointUrl: secret(
      'API Endpoint URL',
      'Copied from the API Import source. It carries your key, so it is kept like one.',
      { fits: isCentercodeUrl, says: 'an https URL under centercode.com' },
    ),
    emailParameter: otherwise(
      text('Name of the e-mail parameter', 'As your endpoint expects it, such as email.', /^\w{1,100}$/),
      'email',
    ),
    method: otherwise(choice('Method', 'As your endpoint expects it.', ['POST', 'PUT', 'GET']), 'POST'),
  },
  invite: ({ endpointUrl, emailParameter, method }) => ({
    request: ({ email }) => ({ method, url: withParameter(endpointUrl, emailParameter, email) }),
    replies: { '2xx': 'registered' },
  }),
});
