/**
 * The generic HTTP provider: what is sent, that nothing breaks out of its place, and what answers mean.
 */
import { http } from '../../src/providers/http';
import type { Subject } from '../../src/providers/kit';
import { email } from '../support/people';
import type { Scripted } from '../support/vendor';
import { conformance } from './conformance';
import { erase, LEAST, URL_OF, wrong } from './http-api/asking';

const BEARER = { url: 'https://api.example.com/v1/users/{{email}}', auth: 'bearer', authSecret: 'canary-key-7f3e9a11' };
conformance(http, { ...BEARER, deleted: '200', deletedBody: '/status = deleted' }, { name: 'as strictly as can be' });
conformance(http, { ...BEARER, deleted: '204', accepted: '202', absent: '404' }, { name: 'by statuses' });

const JANE: Subject = {
  email: email('Jane+x@Example.com'),
  erasureId: 'e-1',
  firstname: 'Jane "J"\r\nX: 1',
  lastname: 'O&M=x#/?',
};

describe('what is sent', () => {
  it('fills in placeholders, each encoded for its place', async () => {
    const { asked } = await erase(
      {
        method: 'POST',
        url: `${URL_OF}/remove?by={{ email.lower }}&first={{firstname}}&last={{lastname}}&ref={{erasureId}}`,
        headers: 'X-Person: {{email.sha256}}\nX-Name: {{firstname}}',
        body: 'json',
        bodyTemplate:
          '{"user":{"mail":"{{email}}","names":["{{firstname}}","{{lastname}}"]},"md5":"{{email.md5}}","n":1}',
      },
      JANE,
      { status: 204 },
    );
    const [request] = asked;
    expect(request?.url.pathname).toBe('/v1/users/Jane%2Bx%40Example.com/remove');
    expect(Object.fromEntries(request?.url.searchParams ?? [])).toEqual({
      by: 'jane+x@example.com',
      first: JANE.firstname,
      last: JANE.lastname,
      ref: 'e-1',
    });
    expect(request?.headers.get('x-person')).toMatch(/^[0-9a-f]{64}$/);
    expect(request?.headers.get('x-name')).toBe('Jane "J"X: 1');
    expect(request?.headers.get('x')).toBeNull();
    expect(JSON.parse(request?.body ?? '')).toEqual({
      user: { mail: 'Jane+x@Example.com', names: [JANE.firstname, JANE.lastname] },
      md5: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      n: 1,
    });
  });

  it('hashes the lower-cased address, as others do', async () => {
    const { asked } = await erase(
      { url: 'https://api.example.com/?h={{email.md5}}&s={{email.sha256}}' },
      {
        ...JANE,
        email: email('MyEmailAddress@example.com'),
      },
      { status: 204 },
    );
    // The address that https://docs.gravatar.com hashes as its example.
    expect(asked[0]?.url.searchParams.get('h')).toBe('0bc83cb571cd1c50ba6f3e8a78ef1346');
    expect(asked[0]?.url.searchParams.get('s')).toBe(
      '84059b07d4be67b806386c0aad8070a23f18836bbaae342275dc0a83414c32ee',
    );
  });

  it('sends a form', async () => {
    const { asked } = await erase(
      {
        method: 'POST',
        url: 'https://api.example.com/remove',
        body: 'form',
        bodyTemplate: 'mail={{email}}\nname={{lastname}}',
      },
      JANE,
      { status: 204 },
    );
    expect(asked[0]?.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
    expect([...new URLSearchParams(asked[0]?.body)]).toEqual([
      ['mail', 'Jane+x@Example.com'],
      ['name', JANE.lastname],
    ]);
  });

  it.each([
    [{ auth: 'bearer', authSecret: 'k' }, 'authorization', 'Bearer k'],
    [{ auth: 'basic', authName: 'u', authSecret: 'k' }, 'authorization', `Basic ${btoa('u:k')}`],
    [{ auth: 'header', authName: 'X-Key', authSecret: 'k' }, 'x-key', 'k'],
  ])('sends the key as %j', async (settings, header, value) => {
    const { asked } = await erase(settings, JANE, { status: 204 });
    expect(asked[0]?.headers.get(header)).toBe(value);
  });

  it('sends the key as a parameter beside others', async () => {
    const auth = { auth: 'query', authName: 'key', authSecret: 'a&b' };
    const one = await erase(auth, JANE, { status: 204 });
    expect(one.asked[0]?.url.search).toBe('?key=a%26b');
    const two = await erase({ ...auth, url: `${URL_OF}?x=1` }, JANE, { status: 204 });
    expect(two.asked[0]?.url.search).toBe('?x=1&key=a%26b');
  });

  it('calls nobody where the issue does not give a name that is wanted', async () => {
    const { outcome, asked } = await erase({ url: `${URL_OF}?n={{lastname}}` }, { email: JANE.email, erasureId: 'e' });
    expect(outcome).toEqual({ kind: 'refused', reason: 'name-missing' });
    expect(asked).toEqual([]);
  });
});

describe('what an answer means', () => {
  const MEANINGS = {
    deleted: '200, 204',
    accepted: '200 202',
    acceptedBody: '/job/state = queued',
    absent: '200,404',
    absentBody: 'unknown user',
  };
  it.each<[Scripted, unknown]>([
    [{ status: 204 }, { kind: 'deleted' }],
    [{ status: 200, body: { ok: true } }, { kind: 'deleted' }],
    [{ status: 200, body: { job: { state: 'queued' } } }, { kind: 'accepted' }],
    [
      { status: 202, body: { job: { state: 'failed' } } },
      { kind: 'refused', reason: 'unexpected-reply', httpStatus: 202 },
    ],
    [{ status: 200, body: 'unknown user' }, { kind: 'absent' }],
    [{ status: 404, body: 'unknown user' }, { kind: 'absent' }],
    [
      { status: 404, body: 'unknown user 7' },
      { kind: 'refused', reason: 'not-found', httpStatus: 404 },
    ],
    [
      { status: 404, body: 'no such path' },
      { kind: 'refused', reason: 'not-found', httpStatus: 404 },
    ],
    [{ status: 201 }, { kind: 'refused', reason: 'unexpected-reply', httpStatus: 201 }],
    [
      { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html>log in' },
      { kind: 'refused', reason: 'unexpected-reply', httpStatus: 200 },
    ],
    [{ status: 401 }, { kind: 'refused', reason: 'credentials', httpStatus: 401 }],
    [{ status: 503 }, { kind: 'retry', reason: 'server-error', httpStatus: 503 }],
  ])('%j', async (reply, outcome) => {
    expect((await erase(MEANINGS, JANE, reply)).outcome).toEqual(outcome);
  });

  it('reads a place in JSON with the escapes of a pointer, numbers and switches too', async () => {
    const at = (deletedBody: string) =>
      erase({ deleted: '200', deletedBody }, JANE, { status: 200, body: { 'a/b': { '~c': [1, true, null] } } });
    expect((await at('/a~1b/~0c/0 = 1')).outcome).toEqual({ kind: 'deleted' });
    expect((await at('/a~1b/~0c/1 = true')).outcome).toEqual({ kind: 'deleted' });
    expect((await at('/a~1b/~0c/2 = x')).outcome).toMatchObject({ kind: 'refused' });
    expect((await at('/toString = x')).outcome).toMatchObject({ kind: 'refused' });
  });
});

describe('an answer that says no', () => {
  it.each<[object, Scripted]>([
    [{ deletedBody: 'success' }, { status: 200, body: { success: false, error: 'user could not be deleted' } }],
    [{ deletedBody: 'success' }, { status: 200, body: { deleted: 0, message: 'success' } }],
    [{}, { status: 200, body: { data: { deleteUser: null }, errors: [{ message: 'not allowed' }] } }],
    [{ deletedBody: 'Delet' }, { status: 200, body: { status: 'error', message: 'Deletion failed' } }],
    [{ deletedBody: '/status = deleted' }, { status: 200, body: { status: 'deleted', errors: ['x'] } }],
    [{ deletedBody: 'deleted' }, { status: 200, body: 'The user was not deleted.' }],
    [
      { deleted: '200, 207', deletedBody: '/success = true' },
      { status: 207, body: { success: false, error: '2 of 5 files failed', failed_files: ['a', 'b'] } },
    ],
    [
      { deleted: '207', deletedBody: '/success = true' },
      { status: 207, body: { success: true, failed_files: ['a'] } },
    ],
    [
      { absent: '200', deleted: '' },
      { status: 200, body: { success: false } },
    ],
    [
      { absent: '200', absentBody: 'user' },
      { status: 200, body: { error: 'user may not be read' } },
    ],
    [
      { absent: '200', absentBody: '/data = null' },
      { status: 200, body: { data: null, errors: ['not allowed'] } },
    ],
    [{ accepted: '202' }, { status: 202, body: { queued: 0 } }],
    [{ deletedBody: '/status = deleted' }, { status: 200, body: { status: 'deleted', dryRun: true } }],
    [
      { absent: '200', absentBody: '/error = unknown' },
      { status: 200, body: { error: 'unknown', errors: ['db down'] } },
    ],
    [
      { absent: '200', absentBody: '/errors/0/code = UNKNOWN' },
      { status: 200, body: { errors: [{ code: 'UNKNOWN' }, { code: 'DB_DOWN' }] } },
    ],
    [{ absent: '404' }, { status: 404, body: '{"error":"x","error":null}' }],
    [{ absent: '404' }, { status: 404, body: '<html>Not found' }],
  ])('is no success by %j: %j', async (settings, reply) => {
    const { outcome } = await erase({ deleted: '200', ...settings }, JANE, reply);
    expect(outcome?.kind).toBe('refused');
  });

  it.each<[unknown]>([
    [{ notFound: true }],
    [{ found: false }],
    [{ notFound: ['k'] }],
    [{ skipped: 1 }],
    [{ dryRun: true }],
    [{ wouldDelete: 1 }],
    [{ status: 'pending' }],
    [{ state: 'queued' }],
    ['0'],
    ['[]'],
    ['null'],
    ['NO'],
    ['-1'],
    ['{"error":"x","error":null}'],
    ['<soap:Fault/>'],
  ])('proves no deletion where nothing but a status was named: %j', async (body) => {
    const { outcome } = await erase({ deleted: '200' }, JANE, { status: 200, body });
    expect(outcome).toEqual({ kind: 'refused', reason: 'unexpected-reply', httpStatus: 200 });
  });

  it.each<[string, unknown]>([
    ['/error = unknown', { error: 'unknown', errors: ['db down'] }],
    ['/error = unknown', { error: 'unknown', message: 'Failed to reach the database' }],
    ['unknown', { error: 'unknown', errors: ['db down'] }],
    ['/status = 404', { status: 404, error: 'db down' }],
  ])('beside the error %j that was named is no absence: %j', async (absentBody, body) => {
    const { outcome } = await erase({ absent: '404', absentBody }, JANE, { status: 404, body });
    expect(outcome).toEqual({ kind: 'refused', reason: 'not-found', httpStatus: 404 });
  });

  it.each<[object, Scripted, string]>([
    // The admin named the very place, or described the unknown person.
    [{ deletedBody: '/error = 0' }, { status: 200, body: { error: 0 } }, 'deleted'],
    [{ deletedBody: '/status = 0' }, { status: 200, body: { status: 0 } }, 'deleted'],
    [{ absent: '200', absentBody: '/deleted = 0' }, { status: 200, body: { deleted: 0 } }, 'absent'],
    [{ absent: '200', deleted: '204' }, { status: 200, body: { deleted: 0 } }, 'absent'],
    [
      { absent: '200', absentBody: '/error/code = NO_USER' },
      { status: 200, body: { success: false, error: { code: 'NO_USER' } } },
      'absent',
    ],
    [
      { absent: '200', absentBody: '/message = unknown user' },
      { status: 200, body: { success: false, message: 'unknown user' } },
      'absent',
    ],
    [{ absent: '200', absentBody: 'Error: unknown user' }, { status: 200, body: 'Error: unknown user' }, 'absent'],
    [{ absent: '404' }, { status: 404, body: { status: 404, error: 'Not found' } }, 'absent'],
    // GitLab and others, whose answer for nobody is an empty one.
    [{ deletedBody: '"username"', absent: '200' }, { status: 200, body: {} }, 'absent'],
    [
      { deletedBody: '/status = deleted' },
      { status: 200, headers: { 'content-type': 'application/json' }, body: '\ufeff{"status":"deleted"}' },
      'deleted',
    ],
    [{ deleted: '204' }, { status: 204 }, 'deleted'],
    [{}, { status: 200 }, 'deleted'],
    [{ deletedBody: '/status = pending' }, { status: 200, body: { status: 'pending' } }, 'deleted'],
    [{ deletedBody: '0' }, { status: 200, body: '0' }, 'deleted'],
    [{ accepted: '202' }, { status: 202, body: { status: 'queued' } }, 'accepted'],
    [{ absent: '200', deleted: '204' }, { status: 200, body: { notFound: true } }, 'absent'],
    [{ absent: '200', deleted: '204' }, { status: 200, body: [] }, 'absent'],
    [
      { absent: '404', absentBody: '/message = unknown user' },
      { status: 404, body: { status: 404, error: 'Not Found', success: false, message: 'unknown user' } },
      'absent',
    ],
    [{ absent: '404', absentBody: 'unknown user' }, { status: 404, body: { error: 'unknown user' } }, 'absent'],
    [
      { absent: '404', absentBody: '/error/code = NO_USER' },
      { status: 404, body: { error: { code: 'NO_USER', message: 'There is no such user' } } },
      'absent',
    ],
  ])('is what the admin said by %j: %j', async (settings, reply, kind) => {
    const { outcome } = await erase({ deleted: '200', ...settings }, JANE, reply);
    expect(outcome).toEqual({ kind });
  });
});

describe('settings that are refused', () => {
  it.each([
    [{ url: 'http://api.example.com/{{email}}' }, 'url'],
    [{ url: 'https://{{email}}.example.com/' }, 'url'],
    [{ url: 'https://api.example.com:8443/{{email}}' }, 'url'],
    [{ url: 'https://user:pass@api.example.com/{{email}}' }, 'url'],
    [{ url: 'https://127.0.0.1/{{email}}' }, 'url'],
    [{ url: 'https://localhost/{{email}}' }, 'url'],
    [{ url: 'https://api.example.com/{{email}}#x' }, 'url'],
    [{ url: 'https://api.example.com/{{lastname}}?e={{email}}' }, 'url'],
    [{ url: 'https://api.example.com/all?ref={{erasureId}}' }, 'nothing in this call tells one person from another'],
    [{ url: 'https://api.example.com/{{mail}}' }, 'placeholder that there is not'],
    [{ headers: 'no colon' }, 'headers'],
    [{ headers: 'Authorization: x' }, 'headers'],
    [{ body: 'json', bodyTemplate: '{"a":' }, 'is not valid JSON'],
    [{ body: 'form', bodyTemplate: 'no equals sign' }, 'lines such as'],
    [
      { url: 'https://api.example.com/x', body: 'json', method: 'POST', bodyTemplate: '{"{{email}}": 1}' },
      'tells one person',
    ],
    [
      { url: 'https://api.example.com/x', body: 'form', method: 'POST', bodyTemplate: '{{email}}=1' },
      'tells one person',
    ],
    [{ method: 'GET', body: 'json', bodyTemplate: '{}' }, 'a GET has no body'],
    [{ auth: 'header', authName: 'a@b', authSecret: 'x' }, 'is no name of a header'],
    ...[
      'Transfer-Encoding',
      'content-length',
      'Connection',
      'Expect',
      'Upgrade',
      'Keep-Alive',
      'Host',
      'Cookie',
      'Content-Type',
    ].map((authName): [object, string] => [{ auth: 'header', authName, authSecret: 'x' }, 'is no name of a header']),
    [{ headers: 'Expect: 100-continue' }, 'headers'],
    [{ url: 'https://api.example.com\\@evil.example/{{email}}' }, 'url'],
    [{ url: 'https://api.example.com/a\r\nb/{{email}}' }, 'url'],
    [{ url: 'https://api.example.com/a b/{{email}}' }, 'url'],
    [{ auth: 'bearer' }, 'authSecret: is missing'],
    [{ auth: 'header', authSecret: 'x' }, 'authName: is missing'],
    [{ deleted: '' }, 'no status is named'],
    [{ deleted: '404' }, 'statuses from 200 to 299'],
    [{ absent: '401' }, 'absent'],
    [{ absent: '500' }, 'absent'],
  ])('%j', (settings, words) => {
    expect(wrong(settings)).toContain(words);
  });

  it('takes the least there can be', () => {
    expect(wrong({})).toBe('');
  });
});

it('says whom it calls, and what an admin set up', () => {
  const words = http.describe({ ...LEAST, absent: '404' });
  expect(words.does).toBe('Calls DELETE at api.example.com.');
  expect(words.promise).toBe('An admin set up what its answers mean: 204 as deleted; 404 as nobody there.');
  expect(http.hosts(LEAST)).toEqual(['api.example.com']);
  expect(http.egress).toEqual([]);
});
