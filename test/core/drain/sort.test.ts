import { begunRun, type Run } from '../../../src/core/drain/run';
import { sortByConnection, sortByRules, withoutCall } from '../../../src/core/drain/sort';
import type { StepWithErasure } from '../../../src/core/erasure/erasure';
import { erasure, step } from '../../support/builders';
import { person } from '../../support/people';
import { settings } from '../../support/settings';
import { SettingsFile } from '../../../src/core/settings/schema';
import { NOW } from '../../support/vendor';

const run = (more: Partial<Run> = {}): Run => ({
  ...begunRun({
    capacity: { batchSize: 1, concurrency: 2 },
    connection: { id: 'c1', savedAt: 0 },
    budget: { until: Infinity, calls: Infinity },
    ...{ pauseKnownUntil: 0, isAnew: false, isKeyRefused: false, asksIndex: true, requeuedAt: 0, named: [] },
  }),
  ...more,
});
const one = (
  id: string,
  ofStep: Parameters<typeof step>[0] = {},
  ofErasure: Parameters<typeof erasure>[0] = {},
): StepWithErasure => ({ step: step({ erasureId: id, ...ofStep }), erasure: erasure({ id, ...ofErasure }) });
const handedOver = { status: 'handed-over', outcome: { kind: 'registered' } } as const;
const ids = (steps: readonly { readonly erasureId: string }[]) => steps.map(({ erasureId }) => erasureId);
const idsOf = (some: readonly StepWithErasure[]) => ids(some.map((both) => both.step));

describe('by the connection', () => {
  it('parts what was planned for another provider from what is called, as many as go side by side', () => {
    const due = [one('a'), one('b', { provider: 'other' }), one('c'), one('d')];
    const sorted = sortByConnection(run(), 'quickhelp', due, NOW);
    expect([ids(sorted.unplanned), ids(sorted.unkeyed), idsOf(sorted.callable)]).toEqual([['b'], [], ['a', 'c']]);
  });

  it('calls nobody where the key is refused, and asks about what was handed over all the same', () => {
    const due = [one('a'), one('b', handedOver), one('c', { notBefore: NOW + 1 })];
    const sorted = sortByConnection(run({ isKeyRefused: true }), 'quickhelp', due, NOW);
    expect([ids(sorted.unkeyed), idsOf(sorted.callable)]).toEqual([['a', 'c'], ['b']]);
  });
});

describe('by the rules', () => {
  const { policy } = SettingsFile.parse(settings({ policy: { protectedDomains: ['ourcompany.example'] } }));
  const staff = person('staff@ourcompany.example');
  const jane = person('jane@example.com');

  it('holds back whoever is protected by now, and does not ask about them either', () => {
    const people = new Map([
      ['a', jane],
      ['b', staff],
      ['c', staff],
    ]);
    const sorted = sortByRules([one('a'), one('b'), one('c', handedOver)], people, { policy, connection: {} });
    expect(sorted).toMatchObject({ held: ['b'], notAllowed: [] });
    expect([ids(sorted.toCall), ids(sorted.unasked)]).toEqual([['a'], ['c']]);
  });

  it.each([
    [30, 'never', ['a'], ['b']],
    [1, 'after-30-days', ['a', 'b'], []],
    [0, 'after-30-days', ['b'], ['a']],
    [0, 'never', [], ['a', 'b']],
  ] as const)('asks (%i days, %s) what an admin has asked', (verifyDays, secondLook, asked, unasked) => {
    const done = { status: 'done', phase: 'verifying', outcome: { kind: 'deleted' } } as const;
    const later = { ...done, verification: { rhythm: 'second-look', lastAt: NOW } } as const;
    const both = [one('a', done), one('b', later)];
    const people = new Map(both.map(({ erasure: { id } }) => [id, jane]));
    const sorted = sortByRules(both, people, { policy: { ...policy, verifyDays, secondLook }, connection: {} });
    expect([ids(sorted.toCall), ids(sorted.unasked)]).toEqual([asked, unasked]);
  });

  it('calls for nobody from a project that is not allowed any more', () => {
    const elsewhere = { projectKey: 'OPS' };
    const sorted = sortByRules([one('a', {}, elsewhere), one('b', handedOver, elsewhere)], new Map(), {
      policy,
      connection: {},
    });
    expect([ids(sorted.toCall), ids(sorted.notAllowed), ids(sorted.unasked)]).toEqual([[], ['a'], ['b']]);
  });

  it('calls for nobody at a connection that does not serve the project any more, and asks about nobody', () => {
    const both = [one('a'), one('b', handedOver)];
    const people = new Map(both.map(({ erasure: { id } }) => [id, jane]));
    const at = (projects: string[]) => sortByRules(both, people, { policy, connection: { projects } });
    expect(at(['GDPR'])).toMatchObject({ notServed: [], unasked: [] });
    const sorted = at(['OPS']);
    expect([ids(sorted.toCall), ids(sorted.notServed), ids(sorted.unasked)]).toEqual([[], ['a'], ['b']]);
  });

  it('makes of each what it becomes without a call', () => {
    const [unkeyed, notAllowed, notServed, unasked] = [
      step({ erasureId: 'a' }),
      step({ erasureId: 'b' }),
      step({ erasureId: 'd' }),
      step({ erasureId: 'c', ...handedOver }),
    ];
    const became = withoutCall(
      { unkeyed: [unkeyed] },
      { notAllowed: [notAllowed], notServed: [notServed], unasked: [unasked] },
      NOW,
    );
    expect(became.map(({ before, after }) => [before.erasureId, after.status, after.phase])).toEqual([
      ['a', 'blocked', 'key-rejected'],
      ['b', 'blocked', 'final'],
      ['d', 'blocked', 'final'],
      ['c', 'handed-over', 'final'],
    ]);
    expect(became.slice(1, 3).map(({ after }) => after.outcome)).toEqual([
      { kind: 'refused', reason: 'project-not-allowed' },
      { kind: 'refused', reason: 'not-served' },
    ]);
  });
});
