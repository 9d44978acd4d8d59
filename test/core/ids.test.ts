import * as z from 'zod/mini';
import { AccountId, BulkId, ConnectionId, ErasureId, IssueId, IssueKey, ProjectKey } from '../../src/core/ids';
import { HOSTILE } from '../support/fuzz';

const KINDS: [kind: string, schema: z.ZodMiniType, right: string[], wrong: string[]][] = [
  ['an account', AccountId, ['557058:f58131cb-b67d', 'qm:a1:b2', '5b10ac8d82e05b22cc7d4ef5'], ['a'.repeat(256), 'a/b']],
  ['an issue', IssueId, ['10001', '1'], ['0', '007', '-1', '1.5', '1e3', 'GDPR-1', '1'.repeat(19)]],
  ['the key of an issue', IssueKey, ['GDPR-1', 'A_1-20'], ['gdpr-1', 'GDPR-0', 'GDPR', 'G-1', 'GDPR-1 ', 'GDPR-1\n']],
  ['the key of a project', ProjectKey, ['GDPR', 'A_1'], ['gdpr', '1A', 'A', 'GDPR-1']],
  ['a connection', ConnectionId, ['quickhelp', 'a-1', '1'], ['-a', 'A', 'a.b', 'a'.repeat(41), '__proto__']],
  ['an erasure', ErasureId, ['0b6a4f0e-7d7b-4a53-9a4e-1c1f2b3d4e5f'], ['a.b', 'a_b', 'a'.repeat(101)]],
  ['a bulk', BulkId, ['0b6a4f0e-7d7b-4a53-9a4e-1c1f2b3d4e5f'], ['a.b', 'a'.repeat(101)]],
];
/** What Forge takes as a key. */
const KEY = /^(?!\s+$)[a-zA-Z0-9:._\s\-#]{1,500}$/;

it.each(KINDS)('%s is called something that fits into a storage key', (_, schema, right, wrong) => {
  const reads = (text: string) => z.safeParse(schema, text).success;
  expect(right.filter((text) => !reads(text))).toEqual([]);
  expect(wrong.filter(reads)).toEqual([]);
  expect([...right, ...HOSTILE].filter((text) => reads(text) && !KEY.test(text))).toEqual([]);
});
