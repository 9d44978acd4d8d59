import { klaviyo } from '../../src/providers/klaviyo';
import { calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { apiKey: SECRET };
conformance(klaviyo, SETTINGS);

const site = () => calling(klaviyo, SETTINGS);
const JSON_API = 'application/vnd.api+json';
const headers = { accept: JSON_API, authorization: `Klaviyo-API-Key ${SECRET}`, revision: '2026-07-15' };
const profiles = (...emails: string[]) => ({
  status: 200,
  body: {
    data: emails.map((email, id) => ({ type: 'profile', id: String(id), attributes: { email } })),
    links: { next: null },
  },
});

it('starts a deletion job for the address alone', async () => {
  const { said, sent } = await site().erase('Jane@example.com', { status: 202 });
  expect(said).toEqual({ kind: 'accepted' });
  expect(sent).toEqual([
    {
      line: 'POST https://a.klaviyo.com/api/data-privacy-deletion-jobs',
      headers: { ...headers, 'content-type': JSON_API },
      body: '{"data":{"type":"data-privacy-deletion-job","attributes":{"profile":{"data":{"type":"profile","attributes":{"email":"Jane@example.com"}}}}}}',
    },
  ]);
});

it('is refused where the key lacks the scope, though the test takes it', async () => {
  const errors = [{ id: 'e', code: 'permission_denied', title: 'no', detail: 'no', source: { pointer: '/data' } }];
  expect((await site().erase('jane@example.com', { status: 403, body: { errors } })).said).toMatchObject({
    reason: 'credentials',
  });
  const { said, sent } = await site().test({ status: 200, body: { data: [{ type: 'account', id: 'A1' }] } });
  expect([said, sent[0]?.line]).toEqual([{ kind: 'ok' }, 'GET https://a.klaviyo.com/api/accounts']);
});

it('looks for both spellings, and counts a profile once', async () => {
  const { said, sent } = await site().look(
    'Jane@example.com',
    profiles('Jane@example.com'),
    profiles('jane@example.com', 'other@example.com'),
  );
  expect(said).toEqual({ kind: 'found', records: 1 });
  expect(sent.map(({ line }) => decodeURIComponent(line))).toEqual([
    'GET https://a.klaviyo.com/api/profiles?filter=equals(email,"Jane@example.com")&fields[profile]=email',
    'GET https://a.klaviyo.com/api/profiles?filter=equals(email,"jane@example.com")&fields[profile]=email',
  ]);
  const paged = { status: 200, body: { data: [], links: { next: 'https://a.klaviyo.com/api/profiles?page=2' } } };
  expect((await site().look('jane@example.com', paged)).said).toMatchObject({ kind: 'unanswered' });
});

it('is confirmed once nobody is found any more', async () => {
  expect((await site().followUp('jane@example.com', profiles())).said).toBe('gone');
  expect((await site().followUp('jane@example.com', profiles('jane@example.com'))).said).toBe('still-there');
});
