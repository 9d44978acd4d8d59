/**
 * The generic HTTP provider: what is sent, that nothing breaks out of its place, and what answers mean.
 */
import fc from 'fast-check';
import { http } from '../../src/providers/http';
import type { Subject } from '../../src/providers/kit';
import { email } from '../support/people';
import { runs } from '../support/runs';
import { around, type Scripted, vendor } from '../support/vendor';

const URL_OF = 'https://api.example.com/v1/users/{{email}}';
const LEAST = { url: URL_OF, deleted: '204' };
const JANE: Subject = {
  email: email('Jane+x@Example.com'),
  erasureId: 'e-1',
  firstname: 'Jane "J"\r\nX: 1',
  lastname: 'O&M=x#/?',
};

async function erase(settings: object, subject: Subject, ...replies: Scripted[]) {
  const api = vendor(...replies);
  const outcomes = await http.open({ ...LEAST, ...settings }, around(api)).erase?.([subject]);
  return { outcome: outcomes?.[0], asked: api.asked };
}
const wrong = (settings: object): string =>
  (http.problems({ ...LEAST, ...settings })?.issues ?? [])
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ');

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

  it('keeps every address in its place, whatever it is made of', async () => {
    const local = fc.stringMatching(/^[a-z0-9_+'&~-]{1,20}(\.[a-z0-9_+'&~-]{1,10})?$/);
    await fc.assert(
      fc.asyncProperty(local, fc.string({ maxLength: 40 }), async (name, lastname) => {
        const subject = { email: email(`${name}@example.com`), erasureId: 'e', lastname };
        const { asked } = await erase(
          {
            method: 'POST',
            url: `${URL_OF}/x?a={{email}}&n={{lastname}}&z=1`,
            headers: 'X-A: {{lastname}}',
            body: 'json',
            bodyTemplate: '{"a":"{{lastname}}","b":2}',
          },
          subject,
          { status: 204 },
        );
        const [request] = asked;
        expect(request?.url.pathname.split('/')).toHaveLength(5);
        expect(decodeURIComponent(request?.url.pathname.split('/')[3] ?? '')).toBe(subject.email);
        expect([...(request?.url.searchParams.keys() ?? [])]).toEqual(['a', 'n', 'z']);
        expect(Object.keys(JSON.parse(request?.body ?? '') as object)).toEqual(['a', 'b']);
      }),
      { numRuns: runs(200) },
    );
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
    [{ status: 404, body: 'unknown user 7' }, { kind: 'absent' }],
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
    [{ body: 'json', bodyTemplate: '{"a":' }, 'is no JSON'],
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
  const words = http.inWords({ ...LEAST, absent: '404' });
  expect(words.does).toBe('Calls DELETE at api.example.com.');
  expect(words.promise).toBe('An admin set up what its answers mean: 204 as deleted; 404 as nobody there.');
  expect(http.hosts(LEAST)).toEqual(['api.example.com']);
  expect(http.egress).toEqual([]);
});
