/** Users of Microsoft Entra ID: found by any of their addresses, put into the bin, and deleted from it. */
import * as z from 'zod/mini';
import { DAY } from '../lib/time';
import { found, json, odata, path, spellings } from './kit';
import type { Deletion } from './kit/erase/kinds';
import type { Find } from './kit/erase/search';

const User = z.object({
  ...{ id: z.string(), mail: z.nullable(z.string()), userPrincipalName: z.string(), userType: z.nullish(z.string()) },
  ...{ otherMails: z.array(z.string()), proxyAddresses: z.array(z.string()) },
});
const Users = z.object({ value: z.array(User), '@odata.nextLink': z.optional(z.string()) });
const FIELDS = Object.keys(User.shape).join(',');

const having = (text: string): string => {
  const [address, proxy] = [odata(text), odata(`smtp:${text}`)];
  const lists = `otherMails/any(x:x eq ${address}) or proxyAddresses/any(x:x eq ${proxy})`;
  return `mail eq ${address} or userPrincipalName eq ${address} or ${lists}`;
};

/** @param members whether members of the directory may be deleted, and not only its guests */
export const findUsers = (members: boolean): Find => ({
  request: ({ email }) =>
    spellings(email).map((one) => ({
      ...{ method: 'GET', path: path`/users`, headers: { consistencylevel: 'eventual' } },
      query: { $filter: having(one), $select: FIELDS, $count: 'true' },
    })),
  reads: found(Users, ({ value, '@odata.nextLink': next }) => ({
    hits: value.map(({ id, mail, userPrincipalName, otherMails, proxyAddresses, userType }) => ({
      id,
      emails: [mail, userPrincipalName, ...otherMails, ...proxyAddresses.map((one) => one.replace(/^smtp:/i, ''))],
      guarded: userType === 'Guest' ? null : 'employee',
    })),
    // A second page is more than any person has.
    total: value.length + (next === undefined ? 0 : 1),
  })),
  ...{ records: 'value', seesEverybody: true, mayErase: members ? ['employee'] : [] },
  example: (email) => ({
    value: [{ id: '7', mail: email, userPrincipalName: email, userType: 'Guest', otherMails: [], proxyAddresses: [] }],
  }),
});

const errorOf = (code: z.ZodMiniType, example: string) =>
  json(z.object({ error: z.object({ code }) }), { error: { code: example, message: 'no' } });
const isUnknown = errorOf(z.literal('Request_ResourceNotFound'), 'Request_ResourceNotFound');
const isDenied = errorOf(z.string(), 'Authorization_RequestDenied');

/** Into the bin, and out of it where that is wanted; where the app may not do that, Microsoft does it after 30 days. */
export function deletionsOf(id: string | number, permanently: boolean): Deletion[] {
  const intoBin: Deletion = {
    ...{ method: 'DELETE', path: path`/users/${id}` },
    replies: { 204: permanently ? 'deleted' : { within: 30 * DAY }, 404: { when: isUnknown, then: 'absent' } },
  };
  const fromBin: Deletion = {
    ...{ method: 'DELETE', path: path`/directory/deletedItems/${id}` },
    replies: {
      204: 'deleted',
      403: { when: isDenied, then: { within: 30 * DAY } },
      // The bin may not show yet what was put into it.
      404: { when: isUnknown, then: { retry: 'postponed' } },
    },
  };
  return permanently ? [intoBin, fromBin] : [intoBin];
}
