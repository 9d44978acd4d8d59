import { intercom } from '../../src/providers/intercom';
import { calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { region: 'us', accessToken: SECRET };
conformance(intercom, SETTINGS);

const site = () => calling(intercom, SETTINGS);
const headers = { authorization: `Bearer ${SECRET}`, 'intercom-version': '2.16' };
const found = (...contacts: [string, string][]) => ({
  status: 200,
  body: {
    type: 'list',
    data: contacts.map(([id, email]) => ({
      type: 'contact',
      id,
      email,
      role: 'lead',
      custom_attributes: { error: 'x' },
    })),
    total_count: contacts.length,
    pages: { type: 'pages', page: 1, per_page: 50, total_pages: 1 },
  },
});
const gone = (id: string) => ({ status: 200, body: { id, external_id: '7', type: 'contact', deleted: true } });
const search = (email: string) =>
  `{"query":{"operator":"AND","value":[{"field":"email","operator":"=","value":"${email}"}]},"pagination":{"per_page":50}}`;

it.each([
  ['us', 'https://api.intercom.io'],
  ['eu', 'https://api.eu.intercom.io'],
  ['au', 'https://api.au.intercom.io'],
])('deletes the user and the leads of an address, in %s', async (region, host) => {
  const { said, sent } = await calling(intercom, { ...SETTINGS, region }).erase(
    'jane@example.com',
    found(['c1', 'jane@example.com'], ['c2', 'Jane@example.com'], ['c3', 'janet@example.com']),
    gone('c1'),
    gone('c2'),
  );
  expect(said).toEqual({ kind: 'deleted' });
  expect(sent).toEqual([
    { line: `POST ${host}/contacts/search`, headers, body: search('jane@example.com') },
    { line: `DELETE ${host}/contacts/c1`, headers, body: '' },
    { line: `DELETE ${host}/contacts/c2`, headers, body: '' },
  ]);
});

it('searches as written and lower-cased', async () => {
  const { said, sent } = await site().erase('Jane@example.com', found(), found());
  expect(said).toEqual({ kind: 'absent' });
  expect(sent.map(({ body }) => body)).toEqual([search('Jane@example.com'), search('jane@example.com')]);
});

it('takes a list of a part for no answer', async () => {
  const part = { ...found(), body: { ...found().body, total_count: 1 } };
  expect((await site().erase('jane@example.com', part)).said).toMatchObject({ reason: 'unexpected-reply' });
});

it.each([
  [{ status: 200, body: { id: 'c1', type: 'contact', deleted: false } }, 'unexpected-reply'],
  [{ status: 200, body: { id: 'c1', type: 'contact' } }, 'unexpected-reply'],
  [{ status: 401, body: { type: 'error.list', errors: [{ code: 'unauthorized', message: 'no' }] } }, 'credentials'],
  [{ status: 422, body: { type: 'error.list', errors: [{ code: 'parameter_invalid' }] } }, 'rejected-address'],
])('takes %j for no deletion', async (reply, reason) => {
  const { said } = await site().erase('jane@example.com', found(['c1', 'jane@example.com']), reply);
  expect(said).toMatchObject({ kind: 'refused', reason });
});

it('says absent of a contact that is gone by then', async () => {
  const unknown = { status: 404, body: { type: 'error.list', errors: [{ code: 'not_found' }] } };
  const { said } = await site().erase('jane@example.com', found(['c1', 'jane@example.com']), unknown);
  expect(said).toEqual({ kind: 'absent' });
});

it('counts what it holds, and tries its key', async () => {
  const two = found(['c1', 'jane@example.com'], ['c2', 'jane@example.com']);
  expect((await site().look('jane@example.com', two)).said).toEqual({ kind: 'found', records: 2 });
  const me = { status: 200, body: { type: 'admin', id: '1', app: { id_code: 'a', region: 'US' } } };
  const { said, sent } = await site().test(me);
  expect([said, sent[0]?.line]).toEqual([{ kind: 'ok' }, 'GET https://api.intercom.io/me']);
});
