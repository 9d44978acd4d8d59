import { pipedrive } from '../../src/providers/pipedrive';
import { calling, SECRET } from '../support/vendor-calls';
import { NOW } from '../support/vendor';
import { conformance } from './conformance';

const SETTINGS = { apiToken: SECRET };
conformance(pipedrive, SETTINGS);

const site = () => calling(pipedrive, SETTINGS);
const headers = { 'x-api-token': SECRET };
const JANE = 'jane@example.com';
const HOST = 'https://api.pipedrive.com';
const IN_30_DAYS = { kind: 'accepted', expectedBy: NOW + 30 * 86_400_000 };
const found = (...people: [number, ...string[]][]) => ({
  status: 200,
  body: {
    success: true,
    data: {
      items: people.map(([id, ...emails]) => ({
        result_score: 1.2,
        item: { id, type: 'person', name: 'Failed', phones: [], emails, visible_to: 3, notes: [], error: 'x' },
      })),
    },
    additional_data: { next_cursor: null as string | null },
  },
});
const deleted = (id: number) => ({ status: 200, body: { success: true, data: { id } } });

it('deletes every person who carries the address, and nobody else', async () => {
  const people = found(
    [1, 'janet@example.com'],
    [2, 'work@example.com', 'JANE+x@example.com'],
    [3, 'jane+x@example.com'],
  );
  const { said, sent } = await site().erase('Jane+x@example.com', people, deleted(2), deleted(3));
  expect(said).toEqual(IN_30_DAYS);
  expect(sent).toEqual([
    {
      line: `GET ${HOST}/api/v2/persons/search?term=Jane%2Bx%40example.com&fields=email&exact_match=true&limit=100`,
      ...{ headers, body: '' },
    },
    { line: `DELETE ${HOST}/api/v2/persons/2`, headers, body: '' },
    { line: `DELETE ${HOST}/api/v2/persons/3`, headers, body: '' },
  ]);
});

it('says absent of somebody whom it does not find', async () => {
  expect((await site().erase(JANE, found())).said).toEqual({ kind: 'absent' });
});

it('takes the first of several pages for no answer', async () => {
  const first = found([1, JANE]);
  first.body.additional_data.next_cursor = 'eyJpZCI6MX0';
  expect((await site().erase(JANE, first)).said).toMatchObject({ kind: 'refused', reason: 'unexpected-reply' });
});

it.each([
  [{ status: 200, body: { success: false, error: 'no', data: null } }, 'unexpected-reply'],
  [{ status: 200, body: { success: true, data: null } }, 'unexpected-reply'],
  [{ status: 403, body: { success: false, error: 'no' } }, 'credentials'],
  [{ status: 404, body: { success: false, error: 'Person not found' } }, 'not-found'],
])('takes %j for no deletion', async (reply, reason) => {
  expect((await site().erase(JANE, found([1, JANE]), reply)).said).toMatchObject({ kind: 'refused', reason });
});

it('counts what it holds', async () => {
  const two = found([1, JANE], [2, JANE], [3, 'janet@example.com']);
  expect((await site().look(JANE, two)).said).toEqual({ kind: 'found', records: 2 });
  expect((await site().look(JANE, found())).said).toEqual({ kind: 'nobody' });
});

it('tries its token by asking whose it is', async () => {
  const me = { status: 200, body: { success: true, data: { id: 1, company_id: 2, company_domain: 'example' } } };
  const { said, sent } = await site().test(me);
  expect([said, sent]).toEqual([{ kind: 'ok' }, [{ line: `GET ${HOST}/v1/users/me`, headers, body: '' }]]);
  expect(
    (await site().test({ status: 401, body: { success: false, error: 'unauthorized access' } })).said,
  ).toMatchObject({ kind: 'failed' });
});
