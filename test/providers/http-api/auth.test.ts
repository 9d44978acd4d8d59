/**
 * How a connection to an HTTP API proves who calls.
 */
import { http } from '../../../src/providers/http';
import { person } from '../../support/people';
import { around, type Scripted, vendor } from '../../support/vendor';
import { conformance } from '../conformance';
import { erase, LEAST, URL_OF, wrong } from './asking';

const JANE = person('jane@example.com');
const OAUTH = {
  auth: 'oauth',
  authName: 'client:1',
  authSecret: 'canary key&1',
  tokenUrl: 'https://login.example.com/oauth/token',
  tokenFields: 'scope=users.delete\nresource=a\nresource=b',
};
const TOKEN: Scripted = { status: 200, body: { access_token: 't-1', token_type: 'Bearer', expires_in: '3600' } };
const DONE = { status: 204 };

conformance(http, { url: URL_OF, deleted: '200', deletedBody: '/deleted >= 1', ...OAUTH }, { name: 'by a token' });

describe('oauth', () => {
  it('exchanges client and key for a token, in the form', async () => {
    const { outcome, asked } = await erase(OAUTH, JANE, TOKEN, DONE);
    expect(outcome).toEqual({ kind: 'deleted' });
    expect(asked.map(({ method, url }) => `${method} ${url.origin}${url.pathname}`)).toEqual([
      'POST https://login.example.com/oauth/token',
      'DELETE https://api.example.com/v1/users/jane%40example.com',
    ]);
    expect([...new URLSearchParams(asked[0]?.body)]).toEqual([
      ['grant_type', 'client_credentials'],
      ['scope', 'users.delete'],
      ['resource', 'a'],
      ['resource', 'b'],
      ['client_id', 'client:1'],
      ['client_secret', 'canary key&1'],
    ]);
    expect(asked[0]?.headers.get('authorization')).toBeNull();
    expect(asked[1]?.headers.get('authorization')).toBe('Bearer t-1');
  });

  it('exchanges them as Basic, each encoded before', async () => {
    const { asked } = await erase({ ...OAUTH, tokenAuth: 'basic' }, JANE, TOKEN, DONE);
    expect(asked[0]?.headers.get('authorization')).toBe(`Basic ${btoa('client%3A1:canary%20key%261')}`);
    expect(asked[0]?.body).not.toContain('canary');
  });

  it('keeps the token for the next person, and renews it once where it is rejected', async () => {
    const api = vendor(TOKEN, DONE, { status: 401 }, TOKEN, DONE, { status: 401 }, TOKEN, { status: 401 });
    const open = () => http.open({ ...LEAST, ...OAUTH }, context);
    const context = around(api);
    expect(await open().erase?.([JANE])).toEqual([{ kind: 'deleted' }]);
    expect(await open().erase?.([JANE])).toEqual([{ kind: 'deleted' }]);
    expect(await open().erase?.([JANE])).toEqual([{ kind: 'refused', reason: 'credentials' }]);
    expect(api.left()).toBe(0);
  });

  it.each<[Scripted, object]>([
    [{ status: 400, body: { error: 'invalid_client' } }, { reason: 'credentials' }],
    [{ status: 401 }, { reason: 'credentials' }],
    [{ status: 503 }, { kind: 'retry' }],
    [{ status: 200, body: { token: 't' } }, { reason: 'unexpected-reply' }],
    [{ status: 200, body: { access_token: '' } }, { reason: 'unexpected-reply' }],
    [{ status: 200, body: '<html>' }, { reason: 'unexpected-reply' }],
  ])('calls nobody where the exchange is answered %j', async (reply, outcome) => {
    const { outcome: said, asked } = await erase(OAUTH, JANE, reply);
    expect(said).toMatchObject(outcome);
    expect(asked).toHaveLength(1);
  });

  it('sends its keys to both hosts, which an admin allows', () => {
    expect(http.hosts({ ...LEAST, ...OAUTH })).toEqual(['api.example.com', 'login.example.com']);
    expect(http.hosts({ ...LEAST, ...OAUTH, auth: 'bearer' })).toEqual(['api.example.com']);
    expect(http.sendsTo({ ...LEAST, ...OAUTH })).toContain('login.example.com');
  });

  it.each([
    [{ tokenUrl: '' }, 'tokenUrl: is missing'],
    [{ tokenUrl: 'http://login.example.com/' }, 'tokenUrl'],
    [{ tokenUrl: 'https://login.example.com/{{email}}' }, 'tokenUrl'],
    [{ authName: '' }, 'authName: is missing'],
    [{ authSecret: undefined }, 'authSecret: is missing'],
    [{ tokenFields: 'scope' }, 'tokenFields'],
  ])('is not saved with %j', (settings, words) => {
    expect(wrong({ ...OAUTH, ...settings })).toContain(words);
  });
});

it('sends the key as the user of Basic, without a password', async () => {
  const { asked } = await erase({ auth: 'basic-user', authSecret: 'k' }, JANE, DONE);
  expect(asked[0]?.headers.get('authorization')).toBe(`Basic ${btoa('k:')}`);
  expect(wrong({ auth: 'basic', authName: 'a:b', authSecret: 'k' })).toContain('holds no colon');
});

describe('a second key', () => {
  it('is filled in where it is wanted, written for its place', async () => {
    const { asked } = await erase(
      {
        ...{ method: 'POST', auth: 'header', authName: 'X-Api-Key', authSecret: 'one', authSecret2: 't&w"o' },
        ...{
          url: `${URL_OF}?k={{secret2}}`,
          headers: 'X-App-Key: {{secret2}}',
          body: 'json',
          bodyTemplate: '["{{secret2}}"]',
        },
      },
      JANE,
      DONE,
    );
    const [request] = asked;
    expect(request?.headers.get('x-api-key')).toBe('one');
    expect(request?.headers.get('x-app-key')).toBe('t&w"o');
    expect([...(request?.url.searchParams ?? [])]).toEqual([['k', 't&w"o']]);
    expect(JSON.parse(request?.body ?? '')).toEqual(['t&w"o']);
  });

  it('is a secret, wanted where it is named, and in no path', () => {
    expect(http.secretFields).toEqual(['authSecret', 'authSecret2']);
    expect(wrong({ headers: 'X-App-Key: {{secret2}}' })).toContain('authSecret2: is missing');
    expect(wrong({ headers: 'X-App-Key: {{secret2}}', authSecret2: 'k' })).toBe('');
    expect(wrong({ url: 'https://api.example.com/{{secret2}}?e={{email}}', authSecret2: 'k' })).toContain('url');
  });
});
