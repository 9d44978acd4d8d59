import { mailchimp } from '../../src/providers/mailchimp';
import { basicOf, calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { apiKey: `${SECRET}-us21` };
const TWO = { ...SETTINGS, audiences: ['aud1', 'aud2'] };
conformance(mailchimp, SETTINGS, { name: 'in all audiences' });
conformance(mailchimp, { ...SETTINGS, audiences: ['aud1'] }, { name: 'in one audience' });

const lists = (...ids: string[]) => ({ status: 200, body: { lists: ids.map((id) => ({ id })) } });
const UNKNOWN = {
  status: 404,
  body: { type: 'https://example.com', title: 'Resource Not Found', status: 404, detail: 'no such', instance: 'x' },
};
const JANE = '9e26471d35a78862c17e467d87cddedf';
const of = (audience: string) =>
  `POST https://us21.api.mailchimp.com/3.0/lists/${audience}/members/${JANE}/actions/delete-permanent`;

it('deletes from every audience of the account by the hash of the lower-cased address', async () => {
  const { said, sent } = await calling(mailchimp, SETTINGS).erase(
    'Jane@example.com',
    lists('a1', 'a2'),
    { status: 204 },
    UNKNOWN,
  );
  expect(said).toEqual({ kind: 'deleted' });
  expect(sent.map(({ line }) => line)).toEqual([
    'GET https://us21.api.mailchimp.com/3.0/lists?count=1000&fields=lists.id',
    of('a1'),
    of('a2'),
  ]);
  expect(sent[1]).toMatchObject({ headers: { authorization: basicOf(`erasure:${SECRET}-us21`) }, body: '' });
});

it('says absent only of audiences that are there: a wrong id is no answer', async () => {
  const site = calling(mailchimp, TWO);
  expect((await site.erase('jane@example.com', lists('aud1', 'aud2'), UNKNOWN, UNKNOWN)).said).toEqual({
    kind: 'absent',
  });
  expect((await calling(mailchimp, TWO).erase('jane@example.com', lists('aud1'))).said).toMatchObject({
    reason: 'unexpected-reply',
  });
});

it('remembers the audience that it deleted from, where the next one fails', async () => {
  const site = calling(mailchimp, TWO);
  const there = lists('aud1', 'aud2');
  expect((await site.erase('jane@example.com', there, { status: 204 }, { status: 503 })).said).toMatchObject({
    kind: 'retry',
  });
  const again = await site.erase('jane@example.com', there, UNKNOWN);
  expect([again.said, again.sent[1]?.line]).toEqual([{ kind: 'deleted' }, of('aud2')]);
});

it.each([{ status: 400, body: { title: 'Forgotten Email Not Subscribed' } }, { status: 404 }, { status: 405 }])(
  'takes %j for no absence',
  async (reply) => {
    const { said } = await calling(mailchimp, SETTINGS).erase('jane@example.com', lists('a1'), reply);
    expect(said).toMatchObject({ kind: 'refused' });
  },
);

it('shows which audiences the key does not see', async () => {
  expect((await calling(mailchimp, TWO).test(lists('aud2', 'aud3'))).said).toMatchObject({ missing: ['aud1'] });
  expect((await calling(mailchimp, SETTINGS).test(lists())).said).toEqual({ kind: 'ok' });
});

it('looks for exact matches in all audiences', async () => {
  const member = (email: string, list: string) => ({ id: JANE, list_id: list, email_address: email });
  const { said, sent } = await calling(mailchimp, SETTINGS).look('jane@example.com', {
    status: 200,
    body: {
      exact_matches: { members: [member('jane@example.com', 'a1'), member('JANE@example.com', 'a2')], total_items: 2 },
      full_search: { members: [member('janet@example.com', 'a1')], total_items: 1 },
    },
  });
  expect(said).toEqual({ kind: 'found', records: 2 });
  expect(sent[0]?.line).toBe(
    'GET https://us21.api.mailchimp.com/3.0/search-members?query=jane%40example.com&fields=exact_matches.members.id%2Cexact_matches.members.list_id%2Cexact_matches.members.email_address',
  );
});

it('wants a key that names its data centre', () => {
  expect(mailchimp.problems({ apiKey: SECRET })?.issues[0]?.path).toEqual(['apiKey']);
  expect(mailchimp.sendsTo({ apiKey: `${SECRET}-us6` })).toEqual(['us6.api.mailchimp.com']);
});
