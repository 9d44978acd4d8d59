/** Gong: has everything erased that refers to an address, calls for all who took part; a look-up shows when it is gone. */
import * as z from 'zod/mini';
import { basic, defineProvider, json, path, reads, secret, text } from './kit';

const PAGES = 'https://help.gong.io/apidocs';
const All = z.array(z.unknown());
const Held = z.object({ calls: All, emails: All, meetings: All, customerData: All, customerEngagement: All });
const NOTHING = { calls: [], emails: [], meetings: [], customerData: [], customerEngagement: [] };
const LISTS = ['calls', 'emails', 'meetings', 'customerData', 'customerEngagement'] as const;
const heldOf = (emailAddress: string) =>
  ({ method: 'GET', path: path`/v2/data-privacy/data-for-email-address`, query: { emailAddress } }) as const;
const TAKEN = { when: json(z.object({ requestId: z.string() }), { requestId: 'r1' }), then: 'accepted' } as const;

export const gong = defineProvider({
  ...{ id: 'gong', label: 'Gong', category: 'crm', confidence: 'vendor' },
  page: `${PAGES}/delete-the-email-address-and-all-associated-elements-v2data-privacyerase-data-for-email-address`,
  notes: [
    'The app does not ask Gong who works for you: protect the addresses of your own people. A call of theirs goes whatever else is in it.',
    'Delete the person from your CRM and mail first: Gong imports them again from there.',
    'The key needs api:data-privacy:read and api:data-privacy:delete; the test shows the first.',
  ],
  does: 'Has every call, e-mail, lead and contact erased that refers to the address.',
  promise: 'Gong takes the request. It may take hours: the address is looked up until nothing refers to it.',
  holds: ['record', 'records'],
  shutsOut: 'Leave the list of trusted IPs of the key empty.',
  alsoDeletes: 'Calls and e-mails in which the address appears, for everybody else who took part.',
  ...{ hosts: ['api.gong.io', '*.api.gong.io'], callsPerMinute: 120 },
  settings: {
    baseUrl: text('API base URL', 'Beside the access key, such as https://company-17.api.gong.io.', {
      fits: /^https:\/\/(?:[a-z0-9-]{1,63}\.)?api\.gong\.io$/,
      says: 'a URL such as https://api.gong.io',
    }),
    accessKey: text('Access key', 'Admin center › Settings › Ecosystem › API › Get API key.', /^\S+$/),
    accessKeySecret: secret('Access key secret', 'Shown once, when the key is made.'),
  },
  api: ({ baseUrl, accessKey, accessKeySecret }) => ({ baseUrl, headers: basic(accessKey, accessKeySecret) }),
  test: { ...heldOf('nobody@example.com'), shows: json(Held, NOTHING, ...LISTS) },
  erase: {
    request: ({ email }) => ({
      ...{ method: 'POST', path: path`/v2/data-privacy/erase-data-for-email-address`, query: { emailAddress: email } },
    }),
    replies: { 200: TAKEN, 202: TAKEN },
  },
  look: {
    request: ({ email }) => heldOf(email),
    counts: reads(Held, (held) => LISTS.flatMap((list) => held[list]).length),
    records: LISTS,
    example: () => ({ ...NOTHING, calls: [{ id: '7' }] }),
    exampleOfNobody: NOTHING,
  },
  confirmedByLook: true,
});
