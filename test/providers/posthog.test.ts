import { posthog } from '../../src/providers/posthog';
import { calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { region: 'us', projectId: '12345', apiKey: SECRET };
conformance(posthog, SETTINGS);

const site = () => calling(posthog, SETTINGS);
const headers = { authorization: `Bearer ${SECRET}` };
const listing = (next: string | null, ...persons: [string, string | null, string][]) => ({
  status: 200,
  body: {
    next,
    previous: null,
    results: persons.map(([uuid, email, distinctId]) => ({
      ...{ type: 'person', id: 7, uuid, name: 'Error', distinct_ids: [distinctId, 'anonymous'] },
      properties: { ...(email === null ? {} : { email }), error: 'a word of hers', failed: true },
    })),
  },
});
const persons = (...some: [string, string | null, string][]) => listing(null, ...some);
const deletion = (found: number, deleted = found, errors: unknown[] = [], status = 202) => ({
  status,
  body: {
    ...{ persons_found: found, persons_deleted: deleted, deletion_errors: errors },
    ...{ events_queued_for_deletion: found > 0, recordings_queued_for_deletion: found > 0 },
  },
});

it.each([
  ['us', 'https://us.posthog.com'],
  ['eu', 'https://eu.posthog.com'],
])('deletes every person of the address in one call, with events and recordings, in %s', async (region, host) => {
  const { said, sent } = await calling(posthog, { ...SETTINGS, region }).erase(
    'jane@example.com',
    persons(['u1', 'Jane@example.com', 'user-1']),
    persons(['u1', 'Jane@example.com', 'user-1'], ['u2', null, 'jane@example.com']),
    deletion(2),
  );
  expect(said).toEqual({ kind: 'accepted' });
  const all = `${host}/api/projects/12345/persons/`;
  expect(sent).toEqual([
    { line: `GET ${all}?email=jane%40example.com`, headers, body: '' },
    { line: `GET ${all}?distinct_id=jane%40example.com`, headers, body: '' },
    {
      ...{ line: `POST ${all}bulk_delete/`, headers },
      body: '{"ids":["u1","u2"],"delete_events":true,"delete_recordings":true}',
    },
  ]);
});

it('searches as written and in lower case', async () => {
  const { said, sent } = await site().erase('Jane@example.com', persons(), persons(), persons(), persons());
  expect(said).toEqual({ kind: 'absent' });
  expect(sent.map(({ line }) => line.split('?')[1])).toEqual([
    ...['email=Jane%40example.com', 'distinct_id=Jane%40example.com'],
    ...['email=jane%40example.com', 'distinct_id=jane%40example.com'],
  ]);
});

it.each([
  ['a search that was not understood', [persons(['u1', 'other@example.com', 'user-1']), persons()]],
  ['an id of somebody with another address', [persons(), persons(['u1', 'other@example.com', 'jane@example.com'])]],
  ['a further page', [listing('https://us.posthog.com/api/projects/12345/persons/?offset=100')]],
])('deletes nobody after %s', async (_, replies) => {
  expect((await site().erase('jane@example.com', ...replies)).said).toMatchObject({ reason: 'unexpected-reply' });
});

it.each([
  ['nobody by then', deletion(0), { kind: 'absent' }],
  ['everybody, with another status', deletion(1, 1, [], 200), { kind: 'accepted' }],
  ['fewer than it found', deletion(2, 1), { reason: 'unexpected-reply' }],
  ['an error for one of them', deletion(1, 1, [{ person_uuid: 'u1' }]), { reason: 'unexpected-reply' }],
  [
    'a key without the scope',
    { status: 403, body: { type: 'authentication_error', code: 'permission_denied', detail: 'no', attr: null } },
    { reason: 'credentials' },
  ],
  ['a wrong id', { status: 400, body: { type: 'validation_error', code: 'invalid_input' } }, { reason: 'rejected' }],
  ['too much', { status: 429, headers: { 'retry-after': '60' } }, { kind: 'retry', afterSeconds: 60 }],
])('answered that it deletes %s, says no more', async (_, reply, outcome) => {
  const found = persons(['u1', 'jane@example.com', 'user-1']);
  expect((await site().erase('jane@example.com', found, persons(), reply)).said).toMatchObject(outcome);
});

it('counts what it holds, and does not take a look for the end of the queue', async () => {
  const one = persons(['u1', 'jane@example.com', 'user-1']);
  expect((await site().look('jane@example.com', one, one)).said).toEqual({ kind: 'found', records: 1 });
  expect((await site().followUp('jane@example.com')).said).toBeUndefined();
});

it('tries its key by one person of the project', async () => {
  const { said, sent } = await site().test(listing('more', ['u1', 'other@example.com', 'user-1']));
  expect([said, sent[0]?.line]).toEqual([
    { kind: 'ok' },
    'GET https://us.posthog.com/api/projects/12345/persons/?limit=1',
  ]);
  const refused = { status: 401, body: { type: 'authentication_error', code: 'authentication_failed' } };
  expect((await site().test(refused)).said).toMatchObject({ outcome: { reason: 'credentials' } });
});
