/** What the rules say at the moment of a call, and of a later question, about an erasure that was begun before. */
import * as z from 'zod/mini';
import { judgeCall, mayBeAsked } from '../../../src/core/policy/rules';
import { Policy } from '../../../src/core/settings/schema';
import type { ErasureStatus } from '../../../src/core/status/erasure-status';
import { email } from '../../support/people';

const JANE = email('jane@example.com');
const policy = (more: object = {}) => z.parse(Policy, { projects: ['GDPR'], ...more });
const PROTECTED = { protectedDomains: ['example.com'] };

interface Case {
  readonly status?: ErasureStatus;
  readonly approvedBy?: string;
  readonly projectKey?: string;
  readonly policy?: object;
  readonly serves?: readonly string[];
  readonly address?: null;
}

/** The erasure of a case, the address, and the rules by now. */
const given = (one: Case): Parameters<typeof judgeCall> => [
  { status: one.status ?? 'running', approvedBy: one.approvedBy ?? null, projectKey: one.projectKey ?? 'GDPR' },
  one.address === null ? null : JANE,
  { policy: policy(one.policy), connection: one.serves === undefined ? {} : { projects: [...one.serves] } },
];

it.each<[string, Case, ReturnType<typeof judgeCall>]>([
  ['nothing speaks against it', {}, 'call'],
  ['the connection serves the project', { serves: ['HR', 'GDPR'] }, 'call'],
  ['it waits for approval', { status: 'awaiting-approval' }, 'hold'],
  ['it was cancelled', { status: 'cancelled' }, 'hold'],
  ['it has ended', { status: 'completed' }, 'hold'],
  ['its project is not allowed any more', { projectKey: 'HR' }, 'project-not-allowed'],
  ['the connection serves others by now', { serves: ['HR'] }, 'not-served'],
  ['the person is protected by now', { policy: PROTECTED }, 'hold'],
  ['somebody approved of a protected person', { policy: PROTECTED, approvedBy: 'bob' }, 'call'],
  ['the address is not known', { policy: PROTECTED, address: null }, 'call'],
])('a provider is called where %s: %#', (_, one, verdict) => {
  expect(judgeCall(...given(one))).toBe(verdict);
});

it.each<[string, Case, boolean]>([
  ['it is running', {}, true],
  ['it has ended', { status: 'completed' }, true],
  ['it is partly done', { status: 'partial' }, true],
  ['the connection serves the project', { serves: ['GDPR'] }, true],
  ['somebody approved of a protected person', { policy: PROTECTED, approvedBy: 'bob' }, true],
  ['the address is gone', { address: null }, false],
  ['it was cancelled', { status: 'cancelled' }, false],
  ['it was rejected', { status: 'rejected' }, false],
  ['it waits for approval', { status: 'awaiting-approval' }, false],
  ['it is put off', { status: 'scheduled' }, false],
  ['its project is not allowed any more', { projectKey: 'HR' }, false],
  ['the connection serves others by now', { serves: ['HR'] }, false],
  ['the person is protected by now', { policy: PROTECTED }, false],
])('a provider is asked again where %s: %#', (_, one, isAsked) => {
  expect(mayBeAsked(...given(one))).toBe(isAsked);
});
