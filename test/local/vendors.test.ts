/**
 * The sample site's vendors of the catalogue: an admin can connect to each with what stands on its page, it holds several
 * records of one person, and others whose addresses are alike.
 */
import { OTHERS, settingsAt, type VendorName } from '../../dev/platform/vendors/accounts';
import { listedTogether } from '../../dev/platform/vendors/listed-together';
import { VendorUsers } from '../../dev/platform/vendors/vendor-users';
import { Vendors } from '../../dev/platform/vendors/vendors';
import { toVendor } from '../../dev/platform/vendors/wire';
import { Store } from '../../dev/platform/store';
import { httpOver } from '../../src/forge/fetch';
import { providerOf } from '../../src/providers';
import { person } from '../support/people';
import { around, NOW } from '../support/vendor';

const JANE = 'jane.doe@example.com';
const ALIKE = ['jane.do@example.com', 'jane.doe+news@example.com', 'mary.jane.doe@example.com'];

/** A sample vendor that holds Jane twice, and people like her; and a connection to it with what its page says. */
function connected(name: VendorName) {
  const now = () => NOW;
  const users = new VendorUsers(new Store(null), now);
  for (const email of [JANE, JANE, ...ALIKE]) users.add(name, email);
  const vendors = new Vendors(users, now);
  const fetch = async (url: string, init: RequestInit) => {
    const reply = await vendors.answer(toVendor(url, init));
    if (reply === null) throw new Error(`no vendor has ${url}`);
    const isText = typeof reply.body === 'string';
    const text = reply.body === undefined ? null : isText ? reply.body : JSON.stringify(reply.body);
    return new Response(text, { status: reply.status, headers: isText ? {} : { 'content-type': 'application/json' } });
  };
  const http = httpOver(fetch as typeof globalThis.fetch, { now }, () => undefined);
  const open = (settings: unknown) => {
    const context = around({ asked: [], logged: [], http, left: () => 0 });
    return providerOf(name)?.open(settings, context);
  };
  return { open, left: () => users.all(name).map(({ email }) => email) };
}

const jane = { ...person(JANE), erasureId: 'e1' };

it.each(OTHERS)('%s deletes every record of a person, and nobody else', async (name) => {
  const { open, left } = connected(name);
  const provider = open(settingsAt(name));
  expect(await provider?.test()).toMatchObject({ kind: 'ok' });
  expect(await provider?.erase?.([jane])).toEqual([{ kind: 'deleted' }]);
  expect(left()).toEqual(ALIKE);
});

it.each(OTHERS)('%s refuses another key, and deletes nobody', async (name) => {
  const { open, left } = connected(name);
  const wrong = JSON.parse(JSON.stringify(settingsAt(name)).replace(`sample-${name}-key`, 'another-key')) as unknown;
  expect(await open(wrong)?.erase?.([jane])).toMatchObject([{ kind: 'refused', reason: 'credentials' }]);
  expect(left()).toHaveLength(5);
});

it('lists records together, and counts them', () => {
  const one = { users: [{ id: 1, tags: ['a'] }], count: 1, page: 1 };
  const other = { users: [{ id: 2, tags: ['a'] }], count: 1, page: 1 };
  expect(listedTogether(one, other)).toEqual({ users: [...one.users, ...other.users], count: 2, page: 1 });
  expect(listedTogether({ id: 1 }, { id: 2 })).toEqual({ id: 1 });
});
