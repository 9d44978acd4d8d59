import { hubspot } from '../../src/providers/hubspot';
import { calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { accessToken: SECRET };
conformance(hubspot, SETTINGS);

const site = () => calling(hubspot, SETTINGS);
const headers = { authorization: `Bearer ${SECRET}` };
const INFO = 'POST https://api.hubapi.com/oauth/v2/private-apps/get/access-token-info';

it('deletes under GDPR by the address as it is written', async () => {
  const { said, sent } = await site().erase('Jane.O’Neil+x@example.com'.replace('’', "'"), { status: 204 });
  expect(said).toEqual({ kind: 'deleted' });
  expect(sent).toEqual([
    {
      line: 'POST https://api.hubapi.com/crm/v3/objects/contacts/gdpr-delete',
      headers,
      body: '{"objectId":"Jane.O\'Neil+x@example.com","idProperty":"email"}',
    },
  ]);
});

it('takes no 404 for an absence: the old path answers so, and the vendor documents none', async () => {
  expect((await site().erase('jane@example.com', { status: 404 })).said).toMatchObject({ reason: 'not-found' });
});

it('is told by a 403 that a scope is missing', async () => {
  const body = { category: 'MISSING_SCOPES', message: 'missing', errors: [{ context: { requiredScopes: ['x'] } }] };
  expect((await site().erase('jane@example.com', { status: 403, body })).said).toMatchObject({ reason: 'credentials' });
});

it('shows which scopes the key has', async () => {
  const scopes = (...of: string[]) => ({ status: 200, body: { hubId: 1, userId: 2, appId: 3, scopes: of } });
  const may = await site().test(scopes('oauth', 'crm.objects.contacts.write'));
  expect(may.said).toEqual({ kind: 'ok', mayDelete: true });
  expect(may.sent).toEqual([{ line: INFO, headers, body: `{"tokenKey":"${SECRET}"}` }]);
  expect((await site().test(scopes('crm.objects.contacts.read'))).said).toMatchObject({
    ...{ kind: 'failed', missing: ['crm.objects.contacts.write'] },
  });
});

it('tries a service key by a harmless list', async () => {
  const { said, sent } = await site().test({ status: 404 }, { status: 200, body: { results: [] } });
  expect(said).toEqual({ kind: 'ok' });
  expect(sent[1]?.line).toBe('GET https://api.hubapi.com/crm/v3/objects/contacts?limit=1');
  expect((await site().test({ status: 401 }, { status: 401 })).said).toMatchObject({ kind: 'failed' });
});

it('looks without the call that blocks an unknown address', async () => {
  const unknown = { status: 404, body: { status: 'error', message: 'x', category: 'OBJECT_NOT_FOUND' } };
  const { said, sent } = await site().look('jane+x@example.com', unknown);
  expect(said).toEqual({ kind: 'nobody' });
  expect(sent[0]?.line).toBe(
    'GET https://api.hubapi.com/crm/v3/objects/contacts/jane%2Bx%40example.com?idProperty=email&properties=email%2Chs_additional_emails',
  );
  const found = { status: 200, body: { id: '7', properties: { email: 'jane@example.com' }, archived: false } };
  expect((await site().look('jane@example.com', found)).said).toEqual({ kind: 'found', records: 1 });
  expect((await site().look('joan@example.com', found)).said).toMatchObject({ kind: 'unanswered' });
  const both = { email: 'joan@example.com', hs_additional_emails: 'j@example.com;jane@example.com' };
  const byAnother = { status: 200, body: { id: '7', properties: both } };
  expect((await site().look('jane@example.com', byAnother)).said).toEqual({ kind: 'found', records: 1 });
});

it.each([
  [{ status: 404 }],
  [{ status: 404, body: '404 page not found' }],
  [{ status: 404, body: { message: 'no Route matched with those values' } }],
  [{ status: 404, body: { status: 'error', category: 'VALIDATION_ERROR' } }],
])('takes no other 404 for nobody: %j', async (reply) => {
  expect((await site().look('jane@example.com', reply)).said).toMatchObject({ kind: 'unanswered' });
});
