import { singlePerson } from '../../src/core/erasure/issue-people';
import { outcomeSentence } from '../../src/words/outcomes';
import { erasure, step } from '../support/builders';
import { NOW } from '../support/vendor';
import { toProperty } from '../../src/core/erasure/issue-property';
import { ERROR_TEXTS } from '../../src/words/errors';

it('tells the issue everything but who it was', () => {
  const steps = [
    step({
      connectionId: 'copernica',
      provider: 'copernica',
      status: 'done',
      phase: 'final',
      outcome: { kind: 'deleted' },
      at: NOW,
    }),
    step({ connectionId: 'quickhelp' }),
  ];
  expect(
    toProperty(erasure({ skipped: [{ connectionId: 'off', provider: 'copernica', why: 'off' }] }), steps, {
      ...{ people: singlePerson(erasure()), together: { isAnyOpen: true, isAnyBlocked: false }, mayClose: false },
    }),
  ).toEqual({
    v: 1,
    erasureId: 'e1',
    status: 'running',
    person: 'j•••@e•••.com',
    total: 3,
    done: 1,
    handedOver: 0,
    blocked: 0,
    waiting: 1,
    people: { total: 1, finished: 0, waived: 0 },
    mayClose: false,
    requestedAt: '2026-11-22T10:00:00.000Z',
    dueAt: '2026-12-22T10:00:00.000Z',
    finishedAt: null,
    steps: [
      {
        connection: 'copernica',
        provider: 'copernica',
        status: 'done',
        outcome: 'deleted',
        at: '2026-11-22T10:00:00.000Z',
      },
      { connection: 'quickhelp', provider: 'quickhelp', status: 'waiting', outcome: null, at: null },
      { connection: 'off', provider: 'copernica', status: 'skipped', outcome: null, at: null },
    ],
  });
});

it('never says deleted of what was only taken', () => {
  for (const kind of ['registered', 'accepted'] as const)
    expect(outcomeSentence({ kind }, 'Promise.')).not.toMatch(/deleted/i);
  expect(outcomeSentence({ kind: 'registered' }, 'Promise.')).toContain('Promise.');
});

it('says of every refusal what to do, and names nobody', () => {
  for (const text of Object.values(ERROR_TEXTS)) {
    expect(text.length).toBeGreaterThan(20);
    expect(text).not.toContain('@');
  }
});

it('tells until when a provider promised to delete, in words', () => {
  const expectedBy = Date.UTC(2026, 10, 25, 10);
  expect(outcomeSentence({ kind: 'accepted', expectedBy }, 'It takes a while.')).toBe(
    'Accepted: the provider will delete. It takes a while. That is by 25 November 2026 (UTC).',
  );
});
