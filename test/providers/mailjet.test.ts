import { mailjet } from '../../src/providers/mailjet';
import { NOW } from '../support/vendor';
import { basicOf, calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { apiKey: 'a1b2c3', secretKey: SECRET };
conformance(mailjet, SETTINGS);

const site = () => calling(mailjet, SETTINGS);
const headers = { authorization: basicOf(`a1b2c3:${SECRET}`) };
const JANE = 'jane@example.com';
const HOST = 'https://api.mailjet.com';
const found = (...contacts: [number, string][]) => ({
  status: 200,
  body: {
    Count: contacts.length,
    Data: contacts.map(([ID, Email]) => ({ ID, Email, Name: 'Error', DeliveredCount: 0, IsOptInPending: false })),
    Total: contacts.length,
  },
});
const UNKNOWN = { status: 404, body: { ErrorInfo: '', ErrorMessage: 'Object not found', StatusCode: 404 } };

it('deletes the contact by its id, for good in 30 days', async () => {
  const { said, sent } = await site().erase('jane+x@example.com', found([9, 'jane+x@example.com']), { status: 200 });
  expect(said).toEqual({ kind: 'accepted', expectedBy: NOW + 30 * 86_400_000 });
  expect(sent).toEqual([
    { line: `GET ${HOST}/v3/REST/contact/jane%2Bx%40example.com`, headers, body: '' },
    { line: `DELETE ${HOST}/v4/contacts/9`, headers, body: '' },
  ]);
});

it('says absent of an address that it does not know, as written and lower-cased', async () => {
  const { said, sent } = await site().erase('Jane@example.com', UNKNOWN, UNKNOWN);
  expect([said, sent.map(({ line }) => line)]).toEqual([
    { kind: 'absent' },
    [`GET ${HOST}/v3/REST/contact/Jane%40example.com`, `GET ${HOST}/v3/REST/contact/jane%40example.com`],
  ]);
});

it.each([
  [{ status: 404, body: '<html><head><title>404 Not Found</title></head></html>' }, 'not-found'],
  [{ status: 404, body: { ErrorMessage: 'Unknown resource', StatusCode: 404 } }, 'not-found'],
  [{ status: 401, body: { ErrorMessage: 'API key authentication failed', StatusCode: 401 } }, 'credentials'],
  [found([1, 'john@example.com']), 'unexpected-reply'],
  [{ status: 200, body: { ...found([1, JANE]).body, Total: 2 } }, 'unexpected-reply'],
])('takes %j for no answer of a search', async (reply, reason) => {
  expect((await site().erase(JANE, reply)).said).toMatchObject({ kind: 'refused', reason });
});

it.each([
  [{ status: 204 }, 'unexpected-reply'],
  [{ status: 401 }, 'credentials'],
  [{ status: 404, body: UNKNOWN.body }, 'not-found'],
])('takes %j for no deletion: only 200 is one', async (reply, reason) => {
  expect((await site().erase(JANE, found([1, JANE]), reply)).said).toMatchObject({ kind: 'refused', reason });
});

it('looks for the contact, and tries its keys by asking whose they are', async () => {
  expect((await site().look(JANE, found([1, JANE]))).said).toEqual({ kind: 'found', records: 1 });
  expect((await site().look(JANE, UNKNOWN)).said).toEqual({ kind: 'nobody' });
  const { said, sent } = await site().test({ status: 200, body: { Count: 1, Data: [{ ID: 1, Fax: '' }], Total: 1 } });
  expect([said, sent]).toEqual([{ kind: 'ok' }, [{ line: `GET ${HOST}/v3/REST/myprofile`, headers, body: '' }]]);
  expect((await site().test({ status: 401 })).said).toMatchObject({ kind: 'failed' });
});
