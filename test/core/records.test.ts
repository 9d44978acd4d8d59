/**
 * Every record that is stored or handed out is read back as it was written, with nothing lost; and what it may not be is
 * refused.
 */
import * as z from 'zod/mini';
import { Bulk, BulkRow, isToRun } from '../../src/core/bulk';
import { Erasure } from '../../src/core/erasure/erasure';
import { ErasureStatus } from '../../src/core/status/erasure-status';
import { Event } from '../../src/core/evidence/chain';
import { Source } from '../../src/core/address/extract';
import { SyncError } from '../../src/core/status/sync-result';
import { Origin, WAYS } from '../../src/core/status/origin';
import { Outcome, FailureReason, RetryReason } from '../../src/core/status/outcome';
import { FailedTrigger } from '../../src/core/erasure/failed-trigger';
import { Step } from '../../src/core/erasure/step';
import { StepStatus } from '../../src/core/status/step-status';
import { erasure, step } from '../support/builders';
import { NOW } from '../support/vendor';
import { AdminAction, AdminEvent } from '../../src/core/settings/admin-log';
import { PublicKey, Receipt, Seal } from '../../src/core/evidence/receipt';
import { Person, PersonId } from '../../src/core/person/person';

const PERSON = `p${'0123456789abcdef'.repeat(4)}`;
const SEAL = { keyId: 'k', signedAt: NOW, length: 3, hash: 'h', signature: 's' };
const LINK = { n: 1, at: '2026-11-22T10:00:00.000Z', prev: '', hash: 'h' };
const CALLED = { connection: 'c', provider: 'quickhelp' };
const account = 'acc';

const TASK = { id: '10012', key: 'GDPR-12', assignee: account, dueAt: NOW };

const outcomes: Outcome[] = [
  { kind: 'deleted' },
  { kind: 'absent' },
  { kind: 'accepted', expectedBy: NOW },
  { kind: 'registered' },
  { kind: 'by-hand' },
  { kind: 'kept' },
  { kind: 'assigned', task: TASK },
];
const reasons = ['timeout', 'unreachable', 'insecure', 'rate-limited', 'server-error', 'postponed', 'paused'] as const;
const refusals = [
  'credentials',
  'not-found',
  'rejected',
  'rejected-address',
  'unexpected-reply',
  'redirected',
  'not-allowed',
  'still-there',
  'staff-account',
  'address-missing',
  'name-missing',
  'ends-quotes',
  'retries-exhausted',
  'project-not-allowed',
  'not-served',
  'cancelled',
  'connection-removed',
  'connection-changed',
  'task-not-permitted',
  'task-type',
  'task-assignee',
  'task-field',
  'task-unread',
  'task-by-app',
  'task-gone',
  'task-late',
] as const;

const adminActions = [
  'connection-added',
  'connection-changed',
  'connection-switched-on',
  'connection-switched-off',
  'connection-removed',
  'connection-tested',
  'rules-changed',
  'settings-imported',
  'paused',
  'resumed',
  'uninstalled',
  'trigger-secret-made',
  'evidence-key-made',
] as const;

const STATEMENT = {
  ...{ connectionId: 'c', account: 'a', said: 'done' as const, reason: 'r', reference: 'f' },
  ...{ at: NOW, isHeld: true, confirmedBy: 'b' },
};

const RECORDS: readonly [name: string, schema: z.ZodMiniType, values: readonly unknown[]][] = [
  [
    'outcome',
    Outcome,
    [
      ...outcomes,
      ...reasons.map((reason) => ({ kind: 'retry', reason, afterSeconds: 5, httpStatus: 503 })),
      ...refusals.map((reason) => ({ kind: 'refused', reason, httpStatus: 400 })),
    ],
  ],
  ['sync error', SyncError, ['unavailable', 'refused', 'limit-burst', 'limit-issue', 'limit-quota']],
  ['step status', StepStatus, ['waiting', 'done', 'handed-over', 'blocked', 'skipped']],
  [
    'erasure status',
    ErasureStatus,
    [
      ...['awaiting-approval', 'scheduled', 'running', 'completed', 'handed-over'],
      ...['partial', 'blocked', 'cancelled', 'rejected'],
    ],
  ],
  ['origin', Origin, Object.keys(WAYS).map((via) => ({ via, accountId: account }))],
  [
    'step',
    Step,
    [
      ...(['held', 'ready', 'key-rejected', 'assigned', 'final'] as const).map((phase) => step({ phase })),
      step({ task: TASK, isTaskCalledOff: true }),
      ...(['looked', 'polled'] as const).map((rhythm) =>
        step({ phase: 'verifying', verification: { rhythm, lastAt: NOW }, baseline: 2 }),
      ),
      ...(['gone', 'still-there', 'unknown', 'not-asked'] as const).map((answer) =>
        step({
          ...{ answered: { at: NOW, answer }, verifiedAt: NOW },
          history: [
            { at: NOW, called: true, attempts: 1, checks: 1, status: 'done', outcome: null, answer, before: 2 },
          ],
        }),
      ),
      step({ task: { ...TASK, assignee: null } }),
      step({
        priority: 'interactive',
        outcome: { kind: 'deleted' },
        at: NOW,
        history: [{ at: NOW, called: true, attempts: 1, checks: 2, status: 'done', outcome: { kind: 'deleted' } }],
      }),
    ],
  ],
  [
    'erasure',
    Erasure,
    [
      erasure(),
      erasure({ isVerifying: true, addressKeptUntil: NOW, laterNews: 1, isSealed: true, addendum: SEAL }),
      ...(['due', 'posting', 'posted'] as const).map((comment) => erasure({ comment })),
      ...(['done', 'absent', 'kept'] as const).map((said) => erasure({ statements: [{ ...STATEMENT, said }] })),
      erasure({ statements: [{ ...STATEMENT, task: '10012' }] }),
      erasure({
        skipped: (['off', 'project', 'not-asked'] as const).map((why) => ({ connectionId: 'c', provider: 'p', why })),
        approvedBy: account,
        finishedAt: NOW,
        earlier: 'e0',
        chain: { length: 2, hash: 'h', pages: 1, recorded: { c: 1 } },
        seal: SEAL,
      }),
    ],
  ],
  ['seal', Seal, [SEAL]],
  [
    'entry of the admin log',
    AdminEvent,
    adminActions.map((action) => ({
      ...{ id: 'i', at: NOW, account, action, subject: null, more: 0 },
      changes: [{ what: 'w', before: null, after: 'a' }],
    })),
  ],
  ['public key', PublicKey, [{ id: 'k', publicKey: 'p', createdAt: NOW }]],
  [
    'event',
    Event,
    [
      {
        ...LINK,
        kind: 'requested',
        erasureId: 'e',
        via: 'bulk',
        account,
        issueId: '1',
        issueKey: 'GDPR-1',
        person: PERSON,
        source: 'field',
        rules: { verdict: 'approve', because: ['protected'] },
        plan: [CALLED],
        skipped: [CALLED],
        earlier: 'e0',
        dueAt: LINK.at,
      },
      { ...LINK, kind: 'rejected', account, reason: 'r' },
      ...(['approved', 'cancelled'] as const).map((kind) => ({ ...LINK, kind, account })),
      ...(['done', 'absent', 'kept'] as const).map((said) => ({
        ...{ ...LINK, ...CALLED, kind: 'by-hand', account, said },
        ...{ reason: 'r', reference: 'f', isHeld: false },
      })),
      ...(['by-hand-confirmed', 'by-hand-withdrawn'] as const).map((kind) => ({
        ...{ ...LINK, kind, account, connection: 'c' },
      })),
      { ...LINK, kind: 'started' },
      { ...LINK, kind: 'held', because: ['protected'] },
      { ...LINK, kind: 'retried', account, connections: ['c'] },
      { ...LINK, ...CALLED, kind: 'called', attempts: 1, checks: 0, status: 'done', outcome: { kind: 'deleted' } },
      { ...LINK, ...CALLED, kind: 'verified', before: 2, status: 'done', outcome: { kind: 'deleted' } },
      { ...LINK, ...CALLED, kind: 'verified', before: null, status: 'done', outcome: { kind: 'absent' } },
      ...(['still-there', 'unknown', 'not-asked'] as const).map((answer) => ({
        ...{ ...LINK, ...CALLED, kind: 'asked-again', answer },
        ...{ status: 'done', outcome: { kind: 'deleted' } },
      })),
      ...(['nobody', 'back', 'unknown', 'not-asked'] as const).map((found) => ({
        ...{ ...LINK, ...CALLED, kind: 'second-look', found },
        ...{ status: 'done', outcome: { kind: 'deleted' } },
      })),
      { ...LINK, kind: 'addendum', status: 'completed' },
      { ...LINK, ...CALLED, kind: 'settled', status: 'skipped', outcome: null },
      { ...LINK, kind: 'due-changed', account, dueAt: LINK.at, reason: 'r' },
      { ...LINK, kind: 'invited', account, connection: 'c', reason: 'r' },
      { ...LINK, kind: 'concluded', status: 'completed' },
      ...(['told', 'gone'] as const).map((issue) => ({ ...LINK, kind: 'published', issue, comment: true })),
      { ...LINK, kind: 'finished', status: 'completed' },
    ],
  ],
  [
    'receipt',
    Receipt,
    [
      {
        kind: 'user-erasure-receipt',
        v: 1,
        events: [{ ...LINK, kind: 'started' }],
        length: 1,
        hash: 'h',
        signedAt: LINK.at,
        key: { id: 'k', publicKey: 'p' },
        signature: 's',
      },
    ],
  ],
  [
    'source',
    Source,
    [
      { kind: 'field', field: 'customfield_1' },
      { kind: 'form', label: 'Email' },
      { kind: 'request-field', label: 'Email' },
      { kind: 'reporter' },
      { kind: 'text', field: 'description' },
    ],
  ],
  ['person', Person, [{ email: 'jane@example.com', firstname: 'a', suffix: 'b', lastname: 'c' }]],
  [
    'failed trigger',
    FailedTrigger,
    [{ issueId: '1', origin: { via: 'issue-event', accountId: null }, code: 'paused', at: NOW, retryAs: 'commented' }],
  ],
  [
    'bulk',
    Bulk,
    (['previewing', 'ready', 'running', 'stopped', 'done'] as const).map((status) => ({
      id: 'b',
      accountId: account,
      status,
      at: NOW,
      pages: ['p1'],
      issues: 2,
      ...{ runnable: 1, people: 1, refusedBefore: 1, begunBefore: 0 },
      isCut: false,
      page: 0,
      ...{ begun: 0, awaiting: 0, refused: 0, pause: 0 },
      version: 's',
    })),
  ],
  [
    'row of a bulk',
    BulkRow,
    [
      ...(['run', 'approve', 'refused', 'begun'] as const).map((verdict) => ({
        issueId: '1',
        issueKey: 'GDPR-1',
        verdict,
        code: null,
        said: null,
        person: PERSON,
        mask: 'm',
        source: 'field',
        calls: 3,
        tries: 1,
        became: null,
      })),
      {
        issueId: '1',
        issueKey: 'GDPR-1',
        verdict: 'run',
        code: 'x',
        said: null,
        person: null,
        mask: null,
        source: null,
        calls: 0,
        tries: 0,
        became: { kind: 'begun', erasureId: 'e', status: 'running' },
      },
      {
        issueId: '1',
        issueKey: 'GDPR-1',
        verdict: 'run',
        code: 'x',
        said: null,
        person: null,
        mask: null,
        source: null,
        calls: 0,
        tries: 0,
        became: { kind: 'refused', code: 'mismatch' },
      },
    ],
  ],
];

describe.each(RECORDS)('%s', (_, schema, values) => {
  it.each(values.map((value) => [value]))('%j', (value) => {
    expect(z.parse(schema, value)).toEqual(value);
    expect(z.safeParse(schema, typeof value === 'string' ? `${value}x` : {}).success).toBe(false);
  });
});

it('keeps every reason, and everything an admin does, on one list', () => {
  expect(AdminAction.options.toSorted()).toEqual([...adminActions].sort());
  expect(RetryReason.options.toSorted()).toEqual([...reasons].sort());
  expect(FailureReason.options.toSorted()).toEqual([...refusals].sort());
});

it.each([
  ['p' + 'a'.repeat(63), false],
  ['p' + 'a'.repeat(64), true],
  ['p' + 'a'.repeat(65), false],
  ['xp' + 'a'.repeat(64), false],
  ['p' + 'A'.repeat(64), false],
  ['p' + 'g'.repeat(64), false],
])('%s is a person id: %s', (text, isOne) => {
  expect(z.safeParse(PersonId, text).success).toBe(isOne);
});

it.each([
  [{ kind: 'field', field: '1x' }, false],
  [{ kind: 'field', field: 'x y' }, false],
  [{ kind: 'field', field: '-x' }, false],
  [{ kind: 'field', field: 'a'.repeat(255) }, true],
  [{ kind: 'field', field: 'a'.repeat(256) }, false],
  [{ kind: 'form', label: ' ' }, false],
  [{ kind: 'form', label: 'a'.repeat(256) }, false],
  [{ kind: 'reporter', field: 'x' }, false],
])('%j is a source: %s', (source, isOne) => {
  expect(z.safeParse(Source, source).success).toBe(isOne);
});

it('keeps nobody whose address is none', () => {
  const { error } = z.safeParse(Person, { email: 'nobody' });
  expect(error?.issues.map(({ code, message }) => [code, message])).toEqual([['custom', 'not an e-mail address']]);
  expect(JSON.stringify(error)).not.toContain('nobody');
});

it('looks in the description where no other field is named', () => {
  expect(z.parse(Source, { kind: 'text' })).toEqual({ kind: 'text', field: 'description' });
  expect(z.safeParse(Source, { kind: 'field', field: '!' }).error?.issues[0]?.message).toContain('a field id such as');
});

it('runs a row that would be run and was not', () => {
  const row = {
    issueId: '1',
    issueKey: 'A-1',
    code: null,
    said: null,
    person: null,
    mask: null,
    source: null,
    calls: 0,
    tries: 0,
  };
  const became = { kind: 'refused', code: 'x' } as const;
  const verdicts = ['run', 'approve', 'refused', 'begun'] as const;
  expect(verdicts.map((verdict) => isToRun({ ...row, verdict, became: null }))).toEqual([true, true, false, false]);
  expect(isToRun({ ...row, verdict: 'run', became })).toBe(false);
});
