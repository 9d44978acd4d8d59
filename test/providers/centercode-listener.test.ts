import { centercodeListener } from '../../src/providers/centercode-listener';
import { byOp } from '../support/by-op';
import { NEVER, SELDOM, UNREADABLE } from '../support/hostile-bodies';
import { person } from '../support/people';
import { around, type Scripted, vendor } from '../support/vendor';
import { conformance } from './conformance';

const LISTENER = { site: 'example.centercode.com', listenerKey: 'deleteuser', apiKey: 'canary-key-7f3e9a11' };
conformance(centercodeListener, LISTENER);
conformance(centercodeListener, { ...LISTENER, notFoundMeansUnknown: true }, { name: 'where a 404 means nobody' });

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
  const check = async (reply: Scripted, lookupUnknown?: string, shows = true) => {
    const api = vendor(reply);
    const reach = around(api, shows);
    const opened = centercodeListener.open({ ...settings, lookupUrl, lookupUnknown }, reach);
    const checked = await opened.followUp?.(person('Jane+x@example.com'));
    return { checked, url: api.asked[0]?.url.href, hasShown: await reach.lookUps.hasShown('') };
  };
  const JANES = { status: 200, body: { users: [{ mail: 'jane+X@EXAMPLE.com' }] } };

  it('is not possible without a look-up URL', () => {
    expect(centercodeListener.open(settings, around(vendor())).followUp).toBeNull();
  });

  it('puts the encoded address in the place of VALUE', async () => {
    const { url } = await check({ status: 404 });
    expect(url).toBe('https://example.centercode.com/api/v1/recordLookups/gone?find=Jane%2Bx%40example.com&apiKey=k');
  });

  it.each<[string, string | undefined, Scripted, string]>([
    ['a 404', '404', { status: 404, body: { error: 'not found' } }, 'gone'],
    ['a 404 that was not described', undefined, { status: 404 }, 'unknown'],
    ['a 404 where another answer was described', 'empty', { status: 404 }, 'unknown'],
    ['an empty list', 'empty', { status: 200, body: [] }, 'gone'],
    ['an empty object', 'empty', { status: 200, body: {} }, 'gone'],
    ['a total of none', '/total = 0', { status: 200, body: { total: 0 } }, 'gone'],
    ['a part of what there is', '/found = 0', { status: 200, body: { found: 0, has_more: true } }, 'unknown'],
    ['an empty body', 'empty', { status: 200 }, 'gone'],
    ['nothing', 'empty', { status: 200, body: 'null' }, 'gone'],
    ['an empty list that was not described', undefined, { status: 200, body: [] }, 'unknown'],
    ['an empty body where a 404 was described', '404', { status: 200 }, 'unknown'],
    ['a place', '/total = 0', { status: 200, body: { total: 0, rows: [] } }, 'gone'],
    ['another value there', '/total = 0', { status: 200, body: { total: 1, rows: ['x'] } }, 'unknown'],
    ['a described error', '/error = unknown user', { status: 200, body: { error: 'unknown user' } }, 'gone'],
    ['another error', 'unknown', { status: 200, body: { error: 'unknown key' } }, 'unknown'],
    ['a text', 'no such user', { status: 200, body: 'no such user' }, 'gone'],
    ['a described answer that holds the person', 'users', JANES, 'still-there'],
    ['the address somewhere in the reply', 'empty', JANES, 'still-there'],
    ['somebody else’s record', 'empty', { status: 200, body: [{ email: 'other@example.com' }] }, 'unknown'],
    ['an HTML page', 'empty', { status: 200, body: '<html></html>' }, 'unknown'],
    ['a page with a 404', '404', { status: 404, body: '<html></html>' }, 'unknown'],
    ['a fault', 'empty', { status: 503 }, 'unknown'],
    ['a refused key', 'empty', { status: 401 }, 'unknown'],
    ['a time-out', 'empty', { throws: Object.assign(new Error(), { name: 'TimeoutError' }) }, 'unknown'],
    ['words that every object has', 'constructor', { status: 200, body: {} }, 'unknown'],
  ])('reads %s as it should', async (_, lookupUnknown, reply, means) => {
    expect((await check(reply, lookupUnknown)).checked).toBe(means);
  });

  it.each(['404', 'empty'])('believes a look-up that never showed anybody nothing: %s', async (lookupUnknown) => {
    const reply = lookupUnknown === '404' ? { status: 404 } : { status: 200, body: [] };
    expect((await check(reply, lookupUnknown, false)).checked).toBe('unknown');
  });

  it('remembers that a look-up showed somebody', async () => {
    expect((await check(JANES, '404', false)).hasShown).toBe(true);
    expect((await check({ status: 200, body: [{ email: 'other@example.com' }] }, '404', false)).hasShown).toBe(false);
  });

  it('asks a look-up that never showed anybody before the first call, while the person is there', async () => {
    const api = vendor(JANES, { status: 200 }, { status: 404 }, { status: 200 });
    const opened = centercodeListener.open({ ...settings, lookupUrl, lookupUnknown: '404' }, around(api));
    await opened.erase?.([person('Jane+x@example.com')]);
    expect(await opened.followUp?.(person('Jane+x@example.com'))).toBe('gone');
    await opened.erase?.([person('other@example.com')]);
    expect(api.asked.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'POST']);
  });
});

it('is asked before a deletion by its look-up, where that says how it knows nobody', async () => {
  const looks = (lookupUnknown?: string, shows = true, ...replies: Scripted[]) =>
    centercodeListener.open({ ...settings, lookupUrl, lookupUnknown }, around(vendor(...replies), shows)).look;
  const jane = person('jane@example.com');
  expect(await looks('404', true, { status: 200, body: { mail: 'jane@example.com' } })?.(jane)).toEqual({
    ...{ kind: 'found', records: 1 },
  });
  expect(await looks('404', true, { status: 404 })?.(jane)).toEqual({ kind: 'nobody' });
  expect(await looks('404', false, { status: 404 })?.(jane)).toMatchObject({ kind: 'unanswered' });
  expect(looks()).toBeNull();
  expect(centercodeListener.open(settings, around(vendor())).look).toBeNull();
});

describe.each(['404', 'empty', 'gone'])('a look-up of which "%s" was described', (lookupUnknown) => {
  const empty = ['nothing', 'null', 'an empty list', 'an empty object'];
  it.each(Object.entries({ ...NEVER, ...SELDOM }))('is answered by %s', async (name, body) => {
    const asked = async (status: number) => {
      const { context } = byOp(() => ({ status, body }), undefined, true);
      const opened = centercodeListener.open({ ...settings, lookupUrl, lookupUnknown }, context);
      return opened.followUp?.(person('jane@example.com'));
    };
    expect((await asked(200)) === 'gone').toBe(lookupUnknown === 'empty' && empty.includes(name));
    // Any 404 that can be read at all.
    expect((await asked(404)) === 'gone').toBe(lookupUnknown === '404' && !UNREADABLE.includes(name));
  });
});

it.each(['.', '..', 'a/b', ''])('accepts no key of a listener that leads elsewhere: %j', (listenerKey) => {
  expect(centercodeListener.problems({ ...settings, listenerKey })).not.toBeNull();
});

it.each<[string, string]>([
  [
    'application/xhtml+xml',
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Sign in</title></head></html>',
  ],
  ['text/plain', '<!-- maintenance -->\n<html><body>We will be right back</body></html>'],
  ['application/json', '{"success":false}'],
  ['application/json', '{"count":0}'],
])('registers nothing by a page, an error or a count of nobody: %s %s', async (type, body) => {
  const { outcomes } = await erase({}, 'a@example.com', { status: 200, headers: { 'content-type': type }, body });
  expect(outcomes).toEqual([{ kind: 'refused', reason: 'unexpected-reply', httpStatus: 200 }]);
});
