/** Users of Okta: found by address or login, deactivated, and deleted once that is done. */
import * as z from 'zod/mini';
import { found, json, listed, path, quoted } from './kit';
import type { Deletion, FindThenDelete } from './kit/erase/kinds';
import type { Find } from './kit/erase/search';

const User = z.object({ id: z.string(), profile: z.object({ email: z.nullish(z.string()), login: z.string() }) });
const Me = z.object({ id: z.string() });
const UNKNOWN = { errorCode: 'E0000007', errorSummary: 'Not found: Resource not found: 7 (User)' };
const isUnknown = json(z.object({ errorCode: z.literal('E0000007') }), UNKNOWN);
const isOff = json(z.object({ status: z.literal('DEPROVISIONED') }), { id: '7', status: 'DEPROVISIONED' });
const isOn = json(z.object({ id: z.string(), status: z.string() }), { id: '7', status: 'ACTIVE' });
const ABSENT = { 404: { when: isUnknown, then: 'absent' } } as const;

/** Whose token it is. */
export const ME = { method: 'GET', path: path`/users/me` } as const;
export const isMe = json(Me, { id: '1', status: 'ACTIVE' });

const find: Find = {
  // Unlike a plain list, a search also sees users who are deactivated.
  request: ({ email }) => ({
    ...{ method: 'GET', path: path`/users` },
    query: { search: `profile.email eq ${quoted(email)} or profile.login eq ${quoted(email)}`, limit: '200' },
  }),
  reads: found(z.array(User), (users) => ({
    hits: users.map(({ id, profile: { email, login } }) => ({ id, emails: [email, login], guarded: 'employee' })),
  })),
  ...{ records: null, seesEverybody: true, isExact: true },
  owner: { request: ME, reads: listed(Me, ({ id }) => [id]), example: { id: '1' } },
  example: (email) => [{ id: '7', profile: { email, login: email } }],
};

/** The same request twice: one who is active is deactivated by the first, one who was deactivated before is deleted by it. */
function deletionsOf(id: string | number): Deletion[] {
  const user = path`/users/${id}`;
  return [
    { method: 'DELETE', path: user, query: { sendEmail: 'false' }, replies: { 204: 'deleted', ...ABSENT } },
    {
      until: { method: 'GET', path: user, ready: isOff, notYet: isOn, gone: ABSENT, everySeconds: 30 },
      ...{ method: 'DELETE', path: user, replies: { 204: 'deleted' } },
    },
  ];
}

/** @param members whether employees may be deleted, which everybody in Okta is */
export const erasing = (members: boolean): FindThenDelete => ({
  find: { ...find, mayErase: members ? ['employee'] : [] },
  delete: ({ id }) => deletionsOf(id),
});
