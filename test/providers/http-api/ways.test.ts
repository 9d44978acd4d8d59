/**
 * The ways in which an HTTP API erases: by ids that have to be looked up, in parts, for both spellings, later.
 */
import { http } from '../../../src/providers/http';
import { person } from '../../support/people';
import { around, type Scripted, vendor } from '../../support/vendor';
import { conformance } from '../conformance';
import { erase, LEAST, wrong } from './asking';

const JANE = person('jane@example.com');
const UNEXPECTED = { kind: 'refused', reason: 'unexpected-reply' };
const paths = (asked: readonly { method: string; url: URL }[]) =>
  asked.map(({ method, url }) => `${method} ${decodeURIComponent(url.pathname + url.search)}`);

const BY_ID = {
  ...{ url: 'https://api.example.com/persons/{{id}}', auth: 'bearer', authSecret: 'canary-key-7f3e9a11' },
  ...{
    findUrl: 'https://api.example.com/persons?email={{email}}',
    findRecords: '/results',
    findEmail: '/properties/email',
  },
  ...{ deleted: '204', absent: '404' },
};
const found = (...records: [id: unknown, mail: unknown][]): Scripted => ({
  status: 200,
  body: { results: records.map(([id, mail]) => ({ id, properties: { email: mail } })), next: null },
});

conformance(http, { ...BY_ID, findSeesEverybody: true }, { name: 'by an id' });
conformance(
  http,
  { ...BY_ID, findSeesEverybody: true, absent: '404, 409', absentBody: '/code = NO_USER' },
  { name: 'by an id, with an answer for nobody' },
);

describe('by an id that has to be looked up', () => {
  it('deletes every record of this very address', async () => {
    const { outcome, asked } = await erase(
      BY_ID,
      JANE,
      found([7, 'Jane@Example.com'], ['a/b', ['x@example.com', 'jane@example.com']]),
      { status: 204 },
      { status: 204 },
    );
    expect(outcome).toEqual({ kind: 'deleted' });
    expect(asked.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
      'GET /persons?email=jane%40example.com',
      'DELETE /persons/7',
      'DELETE /persons/a%2Fb',
    ]);
    expect(asked.map(({ headers }) => headers.get('authorization'))).toEqual(
      Array(3).fill('Bearer canary-key-7f3e9a11'),
    );
  });

  it.each<[string, object, Scripted, object]>([
    ['nobody is found, and it does not see everybody', {}, found(), UNEXPECTED],
    ['nobody is found, and it sees everybody', { findSeesEverybody: true }, found(), { kind: 'absent' }],
    ['it knows no path, and does not see everybody', {}, { status: 404 }, { reason: 'not-found' }],
    ['it answers as for nobody, and sees everybody', { findSeesEverybody: true }, { status: 404 }, { kind: 'absent' }],
    [
      'it answers with anybody else',
      { findSeesEverybody: true },
      found([1, 'jane@example.com'], [2, 'joan@example.com']),
      UNEXPECTED,
    ],
    ['it answers with anybody else only', { findSeesEverybody: true }, found([2, 'joan@example.com']), UNEXPECTED],
    ['an id is missing', {}, found([undefined, 'jane@example.com']), UNEXPECTED],
    ['an id leads elsewhere', {}, found(['..', 'jane@example.com']), UNEXPECTED],
    ['there is no list', {}, { status: 200, body: {} }, UNEXPECTED],
    [
      'nobody of more is listed',
      { findSeesEverybody: true },
      { status: 200, body: { results: [], total: 7 } },
      UNEXPECTED,
    ],
    [
      'not everything was looked through',
      { findSeesEverybody: true },
      { status: 200, body: { results: [], timed_out: true } },
      UNEXPECTED,
    ],
    [
      'there is another page',
      {},
      {
        status: 200,
        body: { results: [{ id: 1, properties: { email: 'jane@example.com' } }], next: 'https://x.example' },
      },
      UNEXPECTED,
    ],
    // What a success means that answers a deletion is nothing to a look-up.
    [
      'a success is nobody for a deletion',
      { findSeesEverybody: true, absent: '200', absentBody: '/next = null' },
      found([1, 'joan@example.com']),
      UNEXPECTED,
    ],
  ])('deletes nobody where %s', async (_, settings, reply, outcome) => {
    const { outcome: said, asked } = await erase({ ...BY_ID, ...settings }, JANE, reply);
    expect(said).toMatchObject(outcome);
    expect(asked).toHaveLength(1);
  });

  it('reads an answer that is the record, or a list of them', async () => {
    const settings = { ...BY_ID, findRecords: '', findEmail: '/mail', findId: '/key' };
    for (const body of [{ key: 'k1', mail: 'jane@example.com' }, [{ key: 'k1', mail: 'jane@example.com' }]]) {
      const { outcome, asked } = await erase(settings, JANE, { status: 200, body }, { status: 204 });
      expect([outcome, paths(asked)[1]]).toEqual([{ kind: 'deleted' }, 'DELETE /persons/k1']);
    }
  });

  it('looks for both spellings', async () => {
    const { asked } = await erase(
      { ...BY_ID, bothSpellings: true },
      person('Jane@example.com'),
      found([1, 'Jane@example.com']),
      found([2, 'jane@example.com']),
      ...[{ status: 204 }, { status: 204 }],
    );
    expect(paths(asked)).toEqual([
      ...['GET /persons?email=Jane@example.com', 'GET /persons?email=jane@example.com'],
      ...['DELETE /persons/1', 'DELETE /persons/2'],
    ]);
  });

  it.each([
    [{ url: 'https://api.example.com/persons' }, '{{id}} stands for'],
    [{ findUrl: '' }, 'nothing in this call tells one person from another'],
    [{ findUrl: 'https://api.example.com/persons' }, 'nothing in this call tells one person from another'],
    [{ findUrl: 'https://api.example.com/persons?e={{email}}&n={{now}}' }, 'findUrl: {{now}}'],
    [{ findUrl: 'http://api.example.com/persons?e={{email}}' }, 'findUrl: an https URL'],
    [{ headers: 'X-Id: {{id}}' }, '{{id}} stands for'],
    [{ findId: 'id' }, 'findId: a place'],
    [{ againBody: '/done = false' }, 'againBody'],
  ])('is not saved with %j', (settings, words) => {
    expect(wrong({ ...BY_ID, ...settings })).toContain(words);
  });

  it('sends the key to the look-up’s host, too', () => {
    expect(http.hosts({ ...BY_ID, findUrl: 'https://find.example.com/?e={{email}}' })).toEqual([
      'api.example.com',
      'find.example.com',
    ]);
  });
});

describe('in parts', () => {
  const PARTS = {
    ...{
      method: 'POST',
      url: 'https://api.example.com/erase',
      body: 'form',
      bodyTemplate: 'email={{email}}\npage={{page}}',
    },
    ...{ deleted: '200', deletedBody: '/data/done = true', againBody: '/data/done = false' },
  };
  const part = (done: boolean, more = {}): Scripted => ({
    status: 200,
    body: { success: true, data: { messages: [], done }, ...more },
  });

  it('calls until the API is through', async () => {
    const { outcome, asked } = await erase(PARTS, JANE, part(false), part(false), part(true));
    expect(outcome).toEqual({ kind: 'deleted' });
    expect(asked.map(({ body }) => new URLSearchParams(body).get('page'))).toEqual(['1', '2', '3']);
  });

  it('goes on where it stopped', async () => {
    const first = vendor(part(false), { status: 503 });
    const context = around(first);
    expect(await http.open({ ...LEAST, ...PARTS }, context).erase?.([JANE])).toMatchObject([{ kind: 'retry' }]);
    const second = vendor(part(true));
    expect(await http.open({ ...LEAST, ...PARTS }, { ...context, http: second.http }).erase?.([JANE])).toEqual([
      { kind: 'deleted' },
    ]);
    expect(second.asked[0]?.body).toContain('page=2');
  });

  it.each<[Scripted]>([
    [part(false, { success: false })],
    [part(false, { errors: ['db down'] })],
    [{ status: 200, body: { success: true } }],
  ])('says nothing of success where a part is answered %j', async (reply) => {
    expect((await erase(PARTS, JANE, reply)).outcome).toMatchObject(UNEXPECTED);
  });

  it('comes back later where it would never end', async () => {
    const { outcome, asked } = await erase(PARTS, JANE, ...Array.from({ length: 60 }, () => part(false)));
    expect([outcome, asked.length]).toEqual([{ kind: 'retry', reason: 'postponed' }, 40]);
  });

  it('is not saved where nothing counts the calls', () => {
    expect(wrong({ ...PARTS, againBody: '' })).toContain('{{page}} counts');
  });
});

describe('both spellings', () => {
  const BOTH = { url: 'https://api.example.com/{{email}}', bothSpellings: true, deleted: '200', absent: '404' };

  it.each<[string, Scripted[], string]>([
    ['Hello@example.com', [{ status: 404 }, { status: 200 }], 'deleted'],
    ['Hello@example.com', [{ status: 200 }, { status: 404 }], 'deleted'],
    ['Hello@example.com', [{ status: 404 }, { status: 404 }], 'absent'],
    ['Hello@example.com', [{ status: 404 }, { status: 503 }], 'retry'],
    ['Hello@example.com', [{ status: 200 }, { status: 400 }], 'refused'],
    ['hello@example.com', [{ status: 200 }], 'deleted'],
    ['hello@example.com', [{ status: 404 }], 'absent'],
  ])('of %s answered %j: %s', async (written, replies, kind) => {
    const { outcome, asked } = await erase(BOTH, person(written), ...replies);
    expect(outcome?.kind).toBe(kind);
    expect(paths(asked)).toEqual([`DELETE /${written}`, 'DELETE /hello@example.com'].slice(0, replies.length));
  });
});

describe('later', () => {
  const BUSY = { deleted: '200', deletedBody: '/status = done', retry: '200, 409', retryBody: '/status = busy' };

  it.each<[Scripted, object]>([
    [
      { status: 200, body: { status: 'busy' } },
      { kind: 'retry', reason: 'server-error' },
    ],
    [
      { status: 409, body: { status: 'busy', error: 'locked' } },
      { kind: 'retry', reason: 'server-error' },
    ],
    [{ status: 409, body: { status: 'gone' } }, { reason: 'rejected' }],
    [{ status: 200, body: { status: 'done' } }, { kind: 'deleted' }],
  ])('%j is %j', async (reply, outcome) => {
    expect((await erase(BUSY, JANE, reply)).outcome).toMatchObject(outcome);
  });

  it('is not saved for every success', () => {
    expect(wrong({ ...BUSY, retryBody: '' })).toContain('retryBody: is missing');
  });
});
