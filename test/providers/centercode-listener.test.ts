import { centercodeListener } from '../../src/providers/centercode-listener';
import { person } from '../support/people';
import { around, type Scripted, vendor } from '../support/vendor';

const settings = { site: 'example.centercode.com', listenerKey: 'deleteuser', apiKey: 'pre-key&1' };
const lookupUrl = 'https://example.centercode.com/api/v1/recordLookups/gone?find=VALUE&apiKey=k';

const erase = async (more: object, address: string, ...replies: Scripted[]) => {
  const api = vendor(...replies);
  const outcomes = await centercodeListener.open({ ...settings, ...more }, around(api)).erase?.([person(address)]);
  return { outcomes, asked: api.asked };
};

it('runs the macro with everything percent-encoded, the plus sign too', async () => {
  const { asked } = await erase({}, "o'neil+beta@example.com", { status: 200 });
  expect(asked[0]?.method).toBe('POST');
  expect(asked[0]?.url.href).toBe(
    'https://example.centercode.com/api/v1/userMacroListeners/deleteuser?find=o%27neil%2Bbeta%40example.com&apiKey=pre-key%261',
  );
});

it('takes a 404 for an unknown person only where the admin said so', async () => {
  expect((await erase({}, 'a@example.com', { status: 404 })).outcomes).toEqual([
    { kind: 'refused', reason: 'not-found', httpStatus: 404 },
  ]);
  expect((await erase({ notFoundMeansUnknown: true }, 'a@example.com', { status: 404 })).outcomes).toEqual([
    { kind: 'absent' },
  ]);
});

it.each([
  'https://example.centercode.com',
  'example.centercode.com.evil.example',
  'evil.example',
  'centercode.com',
  'a@b.centercode.com',
  '127.0.0.1',
])('accepts no site outside centercode.com: %s', (site) => {
  expect(centercodeListener.problems({ ...settings, site })).not.toBeNull();
});

it.each([
  'http://example.centercode.com/x?find=VALUE',
  'https://evil.example/x?find=VALUE',
  'https://user:pass@example.centercode.com/x?find=VALUE',
  'https://example.centercode.com/x?find=jane',
  'nonsense',
])('accepts no look-up URL but https under centercode.com with a VALUE: %s', (url) => {
  expect(centercodeListener.problems({ ...settings, lookupUrl: url })).not.toBeNull();
});

it('has no harmless call to test with, and says so', async () => {
  expect(await centercodeListener.open(settings, around(vendor())).test()).toEqual({ kind: 'no-harmless-call' });
});

describe('asking afterwards', () => {
  const check = async (reply: Scripted) => {
    const api = vendor(reply);
    const opened = centercodeListener.open({ ...settings, lookupUrl }, around(api));
    const checked = await opened.check?.(person('Jane+x@example.com'));
    return { checked, url: api.asked[0]?.url.href };
  };

  it('is not possible without a look-up URL', () => {
    expect(centercodeListener.open(settings, around(vendor())).check).toBeNull();
  });

  it('puts the encoded address in the place of VALUE', async () => {
    const { url } = await check({ status: 404 });
    expect(url).toBe('https://example.centercode.com/api/v1/recordLookups/gone?find=Jane%2Bx%40example.com&apiKey=k');
  });

  it.each<[string, Scripted, string]>([
    ['a 404', { status: 404 }, 'gone'],
    ['an empty list', { status: 200, body: [] }, 'gone'],
    ['an empty object', { status: 200, body: {} }, 'gone'],
    ['an empty body', { status: 200 }, 'gone'],
    [
      'the address somewhere in the reply',
      { status: 200, body: { users: [{ mail: 'jane+X@EXAMPLE.com' }] } },
      'still-there',
    ],
    ['somebody else’s record', { status: 200, body: [{ email: 'other@example.com' }] }, 'unknown'],
    ['an HTML page', { status: 200, body: '<html></html>' }, 'unknown'],
    ['a page with a 404', { status: 404, body: '<html></html>' }, 'unknown'],
    ['a fault', { status: 503 }, 'unknown'],
    ['a refused key', { status: 401 }, 'unknown'],
    ['a time-out', { throws: Object.assign(new Error(), { name: 'TimeoutError' }) }, 'unknown'],
  ])('reads %s as it should', async (_, reply, means) => {
    expect((await check(reply)).checked).toBe(means);
  });
});
