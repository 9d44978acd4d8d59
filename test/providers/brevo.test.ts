import { brevo } from '../../src/providers/brevo';
import { calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { apiKey: SECRET };
conformance(brevo, SETTINGS);

const site = () => calling(brevo, SETTINGS);
const UNKNOWN = { status: 404, body: { code: 'document_not_found', message: 'Contact does not exist' } };

it('deletes the contact by its address', async () => {
  const { said, sent } = await site().erase('Jane+x@example.com', { status: 204 });
  expect(said).toEqual({ kind: 'deleted' });
  expect(sent).toEqual([
    {
      line: 'DELETE https://api.brevo.com/v3/contacts/Jane%2Bx%40example.com?identifierType=email_id',
      headers: { 'api-key': SECRET },
      body: '',
    },
  ]);
});

it('takes only the documented 404 for an absence', async () => {
  expect((await site().erase('jane@example.com', UNKNOWN)).said).toEqual({ kind: 'absent' });
  for (const reply of [{ status: 404 }, { status: 404, body: { code: 'not_found', message: 'no such path' } }])
    expect((await site().erase('jane@example.com', reply)).said).toMatchObject({ reason: 'not-found' });
});

it.each([
  [400, 'invalid_parameter', 'rejected'],
  [401, 'unauthorized', 'credentials'],
  [403, 'permission_denied', 'credentials'],
  [405, 'method_not_allowed', 'rejected'],
])('is refused by %i %s', async (status, code, reason) => {
  const { said } = await site().erase('jane@example.com', { status, body: { code, message: 'no' } });
  expect(said).toMatchObject({ kind: 'refused', reason });
});

it('looks, and tries its key', async () => {
  const contact = { status: 200, body: { id: 7, email: 'jane@example.com', emailBlacklisted: false, listIds: [1] } };
  const { said, sent } = await site().look('jane@example.com', contact);
  expect([said, sent[0]?.line]).toEqual([
    { kind: 'found', records: 1 },
    'GET https://api.brevo.com/v3/contacts/jane%40example.com',
  ]);
  expect((await site().look('jane@example.com', UNKNOWN)).said).toEqual({ kind: 'nobody' });
  expect((await site().look('JANE@example.com', contact)).said).toEqual({ kind: 'found', records: 1 });
  expect((await site().look('joan@example.com', contact)).said).toMatchObject({ kind: 'unanswered' });
  const account = { status: 200, body: { email: 'admin@example.com', companyName: 'Example', plan: [{ credits: 0 }] } };
  expect((await site().test(account)).said).toEqual({ kind: 'ok' });
});
