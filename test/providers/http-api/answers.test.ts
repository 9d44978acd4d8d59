/**
 * What the answers of an HTTP API mean by what an admin said of them.
 */
import { http } from '../../../src/providers/http';
import { person } from '../../support/people';
import type { Scripted } from '../../support/vendor';
import { conformance } from '../conformance';
import { erase, LEAST, URL_OF, wrong } from './asking';

const JANE = person('jane@example.com');

conformance(
  http,
  {
    ...{ url: URL_OF, auth: 'bearer', authSecret: 'canary-key-7f3e9a11' },
    ...{
      deleted: '200',
      deletedBody: '/deleted >= 1\n/status != failed',
      accepted: '202, 409',
      acceptedBody: '/job/state = queued',
    },
    ...{ absent: '200, 404, 410', absentBody: '/deleted = 0' },
  },
  { name: 'by numbers' },
);

describe('counts', () => {
  const COUNTS = {
    ...{ deleted: '201', deletedBody: '/deleted >= 1' },
    ...{ absent: '201', absentBody: '/deleted = 0' },
  };
  it.each<[unknown, string]>([
    [{ deleted: 1, message: 'success' }, 'deleted'],
    [{ deleted: 2, message: 'success' }, 'deleted'],
    [{ deleted: 0, message: 'success' }, 'absent'],
    [{ deleted: -1, message: 'success' }, 'refused'],
    [{ deleted: null }, 'refused'],
    [{ message: 'success' }, 'refused'],
    [{ deleted: 1, errors: ['one of two failed'] }, 'refused'],
  ])('%j is %s', async (body, kind) => {
    expect((await erase(COUNTS, JANE, { status: 201, body })).outcome?.kind).toBe(kind);
  });

  it('of nobody prove no deletion, where a bound lets them through', async () => {
    const outcome = async (deletedBody: string) =>
      (await erase({ deleted: '200', deletedBody }, JANE, { status: 200, body: { deleted: 0 } })).outcome?.kind;
    expect(await outcome('/deleted >= 0')).toBe('refused');
    expect(await outcome('/deleted < 5')).toBe('refused');
    expect(await outcome('/deleted != 1')).toBe('refused');
  });
});

it.each<[object, Scripted, object]>([
  // What is there already is accepted, where the admin says so; and never an absence by its status alone.
  [
    { accepted: '200, 409' },
    { status: 409, body: { status: 'error', error: 'A task already exists' } },
    { kind: 'accepted' },
  ],
  [
    { absent: '409' },
    { status: 409, body: { status: 'error', error: 'A task already exists' } },
    { kind: 'refused', reason: 'rejected' },
  ],
  [{ absent: '409' }, { status: 409, body: { error: 'user not found' } }, { kind: 'absent' }],
  [{ absent: '409', absentBody: '/code = GONE' }, { status: 409, body: { code: 'GONE' } }, { kind: 'absent' }],
  [{ absent: '404, 410' }, { status: 410 }, { kind: 'absent' }],
  // A status that means something else everywhere, told apart by its answer.
  [{ absent: '500', absentBody: '/code = NO_USER' }, { status: 500, body: { code: 'NO_USER' } }, { kind: 'absent' }],
  [{ absent: '500', absentBody: '/code = NO_USER' }, { status: 500, body: { code: 'DB_DOWN' } }, { kind: 'retry' }],
  [{ absent: '403', absentBody: '/code = NO_USER' }, { status: 403, body: { code: 'NO_USER' } }, { kind: 'absent' }],
  [{ absent: '403', absentBody: '/code = NO_USER' }, { status: 403, body: { code: 'KEY' } }, { reason: 'credentials' }],
  [
    { accepted: '303', acceptedBody: '/state = queued' },
    { status: 303, body: { state: 'queued' } },
    { kind: 'accepted' },
  ],
  // A rate limit is nothing else.
  [
    { absent: '403', absentBody: '/code = NO_USER' },
    { status: 403, headers: { 'retry-after': '2' }, body: { code: 'NO_USER' } },
    { kind: 'retry', reason: 'rate-limited', afterSeconds: 2 },
  ],
  [
    { accepted: '403', acceptedBody: 'x' },
    { status: 403, headers: { 'x-ratelimit-remaining': '0' }, body: 'x' },
    { reason: 'rate-limited' },
  ],
  // As two meanings want it.
  [
    { deleted: '200', deletedBody: '/a = 1', accepted: '200', acceptedBody: '/b = 1' },
    { status: 200, body: { a: 1, b: 1 } },
    { reason: 'unexpected-reply' },
  ],
  [
    { deleted: '200', deletedBody: '/status = deleted' },
    { status: 200, headers: { 'content-type': 'application/hal+json' }, body: '{"status":"deleted"}' },
    { kind: 'deleted' },
  ],
  // A piece of a text is none of its values.
  [
    { deleted: '200', deletedBody: 'deleted' },
    { status: 200, body: { status: 'undeleted' } },
    { reason: 'unexpected-reply' },
  ],
  [
    { deleted: '200', deletedBody: 'deleted' },
    { status: 200, body: { result: 'User deleted from the list only' } },
    { reason: 'unexpected-reply' },
  ],
  [{ deleted: '200', deletedBody: 'deleted' }, { status: 200, body: { result: ['deleted'] } }, { kind: 'deleted' }],
  // An error that an admin excluded by name is not the one that they described.
  [
    { absent: '404', absentBody: '/error != db down' },
    { status: 404, body: { error: 'disk full' } },
    { kind: 'refused', reason: 'not-found' },
  ],
])('by %j %j is %j', async (settings, reply, outcome) => {
  expect((await erase(settings, JANE, reply)).outcome).toMatchObject(outcome);
});

it.each([
  [{ deletedBody: '/deleted => 1' }, 'deletedBody: a place in the JSON goes with =, !=, >, >=, < or <='],
  [{ absent: '200', absentBody: '/total contains 1' }, 'absentBody: a place in the JSON'],
  [{ absent: '429', absentBody: '/a = 1' }, 'absent: statuses from 200 to 599'],
  [{ accepted: '100' }, 'accepted: statuses from 200 to 599'],
  [{ accepted: '401' }, 'acceptedBody: 3xx, 401'],
  [{ absent: '404, 503' }, 'absentBody: 3xx, 401'],
  [{ absent: '302' }, 'absentBody: 3xx, 401'],
])('%j is not saved', (settings, words) => {
  expect(wrong(settings)).toContain(words);
});

it('says in the plan what an answer has to hold', () => {
  const settings = {
    ...LEAST,
    deleted: '200',
    deletedBody: '/deleted >= 1\n/status = done',
    accepted: '202',
    absent: '404',
    absentBody: 'unknown user',
  };
  expect(http.describe(settings).promise).toBe(
    'An admin set up what its answers mean: 200 as deleted where /deleted is at least 1 and /status is done; 202 as accepted; 404 as nobody there where the answer holds “unknown user”.',
  );
});
