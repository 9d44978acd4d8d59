/** Salesforce's records of one object: found by their address, and moved to the Recycle Bin one by one. */
import * as z from 'zod/mini';
import { found, json, path, soql, spellings } from './kit';
import type { FindThenDelete } from './kit/erase/kinds';

/** Objects, and the field of their address. A person account goes first: its contact goes along with it. */
const ADDRESSES = { Account: 'PersonEmail', Contact: 'Email', Lead: 'Email' } as const;
type Name = keyof typeof ADDRESSES;

export const isObject = (name: string): name is Name => Object.hasOwn(ADDRESSES, name);
/** These objects, in the order in which their records are deleted. */
export const inTurn = (names: readonly string[]): readonly Name[] =>
  Object.keys(ADDRESSES)
    .filter((name) => isObject(name))
    .filter((name) => names.includes(name));

const Record = z.object({ Id: z.string(), Email: z.nullish(z.string()), PersonEmail: z.nullish(z.string()) });
const Records = z.object({ totalSize: z.int(), records: z.array(Record) });

/** An error of Salesforce's: a list. */
export const failing = (code: string) =>
  json(z.tuple([z.object({ errorCode: z.literal(code) })]), [{ errorCode: code, message: 'x' }]);

/** Records are restored from the Recycle Bin for so long. */
const IN_BIN = { within: 15 * 86_400_000 };

export const recordsOf = (name: Name): FindThenDelete => ({
  find: {
    request: ({ email }) =>
      spellings(email).map((one) => ({
        ...{ method: 'GET', path: path`/query` },
        query: { q: `SELECT Id, ${ADDRESSES[name]} FROM ${name} WHERE ${ADDRESSES[name]} = ${soql(one)}` },
      })),
    reads: found(Records, ({ records, totalSize: total }) => ({
      hits: records.map(({ Id: id, Email, PersonEmail }) => ({ id, emails: [Email, PersonEmail] })),
      total,
    })),
    ...{ records: 'records', seesEverybody: true, isExact: true },
    example: (email) => ({ totalSize: 1, done: true, records: [{ Id: '003', [ADDRESSES[name]]: email }] }),
  },
  delete: ({ id }) => ({
    ...{ method: 'DELETE', path: path`/sobjects/${name}/${id}` },
    replies: {
      204: IN_BIN,
      // It is said of a record that has just been found: it was deleted since, by a call whose answer was lost.
      404: [
        { when: failing('ENTITY_IS_DELETED'), then: IN_BIN },
        { when: failing('NOT_FOUND'), then: IN_BIN },
      ],
      // What is wrong is the record: it has cases, or a user of a portal.
      400: { refused: 'rejected-address' },
    },
  }),
});
