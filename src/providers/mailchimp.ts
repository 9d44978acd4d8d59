/** Mailchimp: the permanent deletion of an audience's member, once for every audience. */
import * as z from 'zod/mini';
import { basic, defineProvider, eachListed, grants, hashed, json, list, listed, optional, path, secret } from './kit';
import { exactMatches } from './mailchimp-search';

const Lists = z.object({ lists: z.array(z.object({ id: z.string() })) });
const LISTS = { method: 'GET', path: path`/lists`, query: { count: '1000', fields: 'lists.id' } } as const;
const Unknown = json(z.object({ title: z.literal('Resource Not Found') }), { title: 'Resource Not Found' });
const ANY = ['abc123'];
const idsIn = ({ lists }: z.infer<typeof Lists>) => lists.map(({ id }) => id);
const listsOf = (ids: readonly string[]) => ({ lists: ids.map((id) => ({ id })) });

export const mailchimp = defineProvider({
  ...{ id: 'mailchimp', label: 'Mailchimp', category: 'marketing', confidence: 'vendor' },
  page: 'https://mailchimp.com/developer/marketing/api/list-members/delete-list-member/',
  notes: [
    'Whoever is deleted for good cannot be imported again.',
    'Of an account with more than 30 audiences, name those of this connection, at most 20.',
  ],
  assumed: ['Looking also sees members who are archived. The deletion does not rely on it.'],
  does: 'Deletes the member for good in every audience, or in those that are named.',
  promise: 'Mailchimp confirms for every audience that the member is deleted.',
  holds: ['member', 'members'],
  keeps: [{ what: 'What Mailchimp’s transactional mail (Mandrill), a product of its own, holds' }],
  describe: ({ audiences }) => ({ calls: 1 + (audiences?.length ?? 1) }),
  ...{ hosts: ['*.api.mailchimp.com'], callsPerMinute: 300 },
  settings: {
    apiKey: secret('API key', 'Account & billing › Extras › API keys. It ends in its data centre, such as -us21.', {
      fits: /-[a-z]{2,3}\d{1,3}$/,
      says: 'a key that ends in its data centre, such as -us21',
    }),
    audiences: optional(list('Audiences', 'The ids of the audiences. None: all of them.', /^[A-Za-z0-9]{1,40}$/)),
  },
  api: ({ apiKey }) => ({
    baseUrl: `https://${apiKey.slice(apiKey.lastIndexOf('-') + 1)}.api.mailchimp.com/3.0`,
    headers: basic('erasure', apiKey),
  }),
  test: ({ audiences }) => ({ ...LISTS, places: grants(audiences ?? [], Lists, idsIn, listsOf(audiences ?? ANY)) }),
  // A 404 says that the member is unknown only of an audience that is there: one that is not is no answer.
  erase: ({ audiences }) =>
    eachListed(
      {
        request: LISTS,
        reads: (answer) => {
          const there = listed(Lists, idsIn)(answer);
          return there === null || audiences?.every((id) => there.includes(id)) === false ? null : (audiences ?? there);
        },
        example: listsOf(audiences ?? ANY),
      },
      (audience) => ({
        request: ({ email }) => ({
          method: 'POST',
          path: path`/lists/${audience}/members/${hashed('md5', email)}/actions/delete-permanent`,
        }),
        replies: { 204: 'deleted', 404: { when: Unknown, then: 'absent' } },
      }),
    ),
  look: ({ audiences }) => exactMatches(audiences),
});
