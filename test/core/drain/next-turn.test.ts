/**
 * What a run of a connection's drain does next, decided without a clock, a storage or a provider.
 */
import { nextTurn, type Turn } from '../../../src/core/drain/next-turn';
import {
  begunRun,
  type Listed,
  type Run,
  withCalled,
  withListed,
  withoutErasures,
  withRead,
} from '../../../src/core/drain/run';
import { type Step, stepKey } from '../../../src/core/erasure/step';
import { erasure, step } from '../../support/builders';
import { NOW } from '../../support/vendor';

const MINUTE = 60_000;

const begun = (more: Partial<Run> = {}): Run => ({
  ...begunRun({
    capacity: { batchSize: 1, concurrency: 2 },
    connection: { id: 'c1', savedAt: NOW - 10 * MINUTE },
    budget: { until: NOW + 5 * MINUTE, calls: 450 },
    pauseKnownUntil: NOW + 1000,
    isAnew: false,
    isKeyRefused: false,
    asksIndex: true,
    requeuedAt: 0,
    named: [],
  }),
  ...more,
});

const keys = (...ids: string[]) => ids.map((id) => stepKey(id, 'c1'));
const named = (...ids: string[]) => begun({ named: keys(...ids), asksIndex: false });
const listed = (id: string, priority: Listed['priority'] = 'bulk'): Listed => ({
  erasureId: id,
  connectionId: 'c1',
  priority,
});
const due = (id: string, more: Partial<Step> = {}) => ({
  step: step({ erasureId: id, priority: 'automated', ...more }),
  erasure: erasure({ id }),
});

/** The run once the index named these. */
const asked = (run: Run, ...found: Listed[]) => withListed(run, found, NOW);
/** The run once it read these. */
const readBy = (run: Run, found: ReturnType<typeof due>[], isLast = true, now = NOW): Run =>
  withRead(run, { keys: keys(...found.map(({ erasure: { id } }) => id)), isLast }, found, now).run;
/** The run once every step that was read became another. */
function called(run: Run, become: (before: Step) => Step): Run {
  const { stage } = run;
  const steps = stage.at === 'read' ? stage.due.map((one) => one.step) : [];
  return withCalled(
    run,
    steps.map((before) => ({ before, after: become(before) })),
  );
}
const done = (before: Step): Step => ({ ...before, status: 'done', phase: 'final', outcome: { kind: 'deleted' } });
const retryAt =
  (notBefore: number, afterSeconds?: number) =>
  (before: Step): Step => ({
    ...before,
    attempts: 1,
    notBefore,
    outcome: { kind: 'retry', reason: 'rate-limited', ...(afterSeconds === undefined ? {} : { afterSeconds }) },
  });
const keyRefused = (before: Step): Step => ({ ...before, status: 'blocked', phase: 'key-rejected' });

const isKnown = (turn: Turn, id: string): boolean => turn.do === 'ask-index' && turn.isKnown(stepKey(id, 'c1'));

describe('what is read next', () => {
  it('is what the wake-up named, as many as are called side by side; and nothing else where a person waits for them', () => {
    expect(nextTurn(named('a', 'b', 'c'), NOW)).toEqual({ do: 'read', keys: keys('a', 'b'), isLast: false });
    expect(nextTurn(named('a'), NOW)).toEqual({ do: 'read', keys: keys('a'), isLast: true });
    expect(nextTurn(named('a', 'b'), NOW)).toEqual({ do: 'read', keys: keys('a', 'b'), isLast: true });
    const rest = readBy(named('a', 'b', 'c'), [due('a'), due('b')], false);
    expect(nextTurn(called(rest, done), NOW)).toEqual({ do: 'read', keys: keys('c'), isLast: true });
  });

  it('is asked for in the index otherwise, what is known left out', () => {
    const turn = nextTurn(begun({ named: keys('a') }), NOW);
    expect(turn).toMatchObject({ do: 'ask-index', until: NOW, limit: 2 });
    expect([isKnown(turn, 'a'), isKnown(turn, 'b')]).toEqual([true, false]);
  });

  it('is not asked for again so soon, while there is a turn’s work at hand', () => {
    const busy = begun({ named: keys('a', 'b', 'c'), askedAt: NOW - 299 });
    expect(nextTurn(busy, NOW).do).toBe('read');
    expect(nextTurn(busy, NOW + 1).do).toBe('ask-index');
    expect(nextTurn(begun({ named: keys('a', 'b'), askedAt: NOW - 299 }), NOW).do).toBe('read');
    expect(nextTurn(begun({ named: keys('a'), askedAt: NOW - 299 }), NOW).do).toBe('ask-index');
  });

  it('is what is known, then what is listed; the last where neither has more', () => {
    const run = begun({ named: keys('a') });
    expect(nextTurn(asked(run, listed('b')), NOW)).toEqual({ do: 'read', keys: keys('a', 'b'), isLast: true });
    expect(nextTurn(asked(run, listed('b'), listed('c')), NOW)).toEqual({
      do: 'read',
      keys: keys('a', 'b'),
      isLast: false,
    });
    expect(nextTurn(asked(begun(), listed('b'), listed('c')), NOW)).toMatchObject({ isLast: false });
    expect(nextTurn(asked(begun({ named: keys('a', 'b') }), listed('c')), NOW)).toMatchObject({ isLast: false });
  });

  it('is, alone, what a person waits for', () => {
    const many = ['b', 'c', 'd'].map((id) => listed(id, 'interactive'));
    expect(nextTurn(asked(begun(), ...many), NOW)).toMatchObject({ keys: keys('b', 'c') });
    const run = asked(begun({ named: keys('a') }), listed('b', 'interactive'), listed('c'));
    expect(nextTurn(run, NOW)).toEqual({ do: 'read', keys: keys('b'), isLast: false });
  });

  it('is everybody who waits for the key, once it is refused, whenever they are due', () => {
    const turn = nextTurn(begun({ isKeyRefused: true }), NOW);
    expect(turn).toMatchObject({ do: 'ask-index', until: Number.MAX_SAFE_INTEGER, limit: 100 });
    const mixed = asked(begun({ isKeyRefused: true, named: keys('a') }), listed('b'), listed('c', 'interactive'));
    expect(nextTurn(mixed, NOW)).toMatchObject({ keys: keys('c', 'a', 'b') });
  });

  it('is nobody whose call is behind them, once the key is refused; they are asked for as ever before', () => {
    const seen = (isKeyRefused: boolean) => {
      const run = begun({ isKeyRefused, capacity: { batchSize: 1, concurrency: 3 } });
      const behind = due('a', { status: 'handed-over', notBefore: NOW + MINUTE });
      return nextTurn(called(readBy(run, [behind, due('b')], false), done), NOW + 2 * MINUTE);
    };
    expect([isKnown(seen(true), 'a'), isKnown(seen(true), 'unseen')]).toEqual([true, false]);
    const asksAnew = nextTurn(
      readBy(begun(), [due('a', { status: 'handed-over', notBefore: NOW + MINUTE })], false),
      NOW + 2 * MINUTE,
    );
    expect([asksAnew.do, isKnown(asksAnew, 'unseen')]).toEqual(['ask-index', false]);
  });

  it('is also what is due later, where the connection was saved anew', () => {
    expect(nextTurn(begun({ isAnew: true }), NOW)).toMatchObject({ until: Number.MAX_SAFE_INTEGER, limit: 2 });
  });
});

describe('what was read', () => {
  it('is called, where it is due', () => {
    const run = readBy(named('a', 'b'), [due('a'), due('b', { notBefore: NOW + 1 })]);
    expect(nextTurn(run, NOW)).toMatchObject({ do: 'call', due: [{ step: { erasureId: 'a' } }] });
  });

  it('is called without asking for a pause only a moment after the settings were read, and in the first turn', () => {
    const run = readBy(named('a'), [due('a')]);
    const isPauseKnown = (one: Run, now: number) => nextTurn(one, now).do === 'call' && nextTurn(one, now);
    expect(isPauseKnown(run, NOW + 999)).toMatchObject({ isPauseKnown: true });
    expect(isPauseKnown(run, NOW + 1000)).toMatchObject({ isPauseKnown: false });
    const second = readBy(called(run, done), [due('b')]);
    expect(isPauseKnown(second, NOW)).toMatchObject({ isPauseKnown: false });
  });

  it('tells of whom somebody settled before', () => {
    const found = [due('a', { phase: 'final' }), due('b'), due('c', { notBefore: NOW + 1 })];
    expect(withRead(named('a', 'b', 'c'), { keys: keys('a', 'b', 'c'), isLast: true }, found, NOW).settled).toEqual([
      'a',
    ]);
  });

  it('is not asked for again where it is not there any more', () => {
    const run = withRead(begun({ named: keys('a') }), { keys: keys('a'), isLast: false }, [], NOW).run;
    expect([run.named, isKnown(nextTurn(run, NOW), 'a')]).toEqual([[], true]);
  });

  it('waits for a full batch where it is of a bulk, for fifteen seconds at most', () => {
    const wide = begun({ capacity: { batchSize: 3, concurrency: 1 } });
    const bulk = ['a', 'b', 'c', 'd'].map((id) => due(id, { priority: 'bulk' }));
    const turn = nextTurn(readBy(wide, bulk, false), NOW);
    expect(turn.do === 'call' && turn.due.map(({ erasure: { id } }) => id)).toEqual(['a', 'b', 'c']);
    const late = nextTurn(readBy(wide, bulk, false, NOW + 15_000), NOW + 15_000);
    expect(late.do === 'call' && late.due).toHaveLength(4);
  });

  describe('where three go in one call', () => {
    const wide = (more: Partial<Run> = {}) => begun({ capacity: { batchSize: 3, concurrency: 1 }, ...more });
    const bulk = (id: string, more: Partial<Step> = {}) => due(id, { priority: 'bulk', ...more });
    const behind = { status: 'handed-over', phase: 'verifying', outcome: { kind: 'registered' } } as const;
    const calledFor = (run: Run, ...found: ReturnType<typeof due>[]) => {
      const turn = nextTurn(readBy(run, found, false), NOW);
      return turn.do === 'call' ? turn.due.map(({ erasure: { id } }) => id) : turn.do;
    };

    it('waits for nobody where the batch is full', () => {
      expect(calledFor(wide(), bulk('a'), bulk('b'), bulk('c'))).toEqual(['a', 'b', 'c']);
    });

    it('waits alone for others, and is come back to', () => {
      const alone = readBy(wide(), [bulk('a')]);
      expect(nextTurn(alone, NOW)).toMatchObject({
        do: 'end',
        comeBack: { requeuedAt: NOW + 15_000, wakeUp: { erasureIds: ['a'], delaySeconds: 15 } },
      });
    });

    it('counts those only who are to be deleted, and puts off no others', () => {
      expect(calledFor(wide(), bulk('a'), bulk('b'), bulk('c'), bulk('d', behind))).toEqual(['a', 'b', 'c', 'd']);
      expect(calledFor(wide(), due('a'), bulk('d', behind))).toEqual(['a', 'd']);
    });

    it('waits for nobody where too few can wait', () => {
      expect(calledFor(wide(), due('a', { priority: 'interactive' }), bulk('b'))).toEqual(['a', 'b']);
    });

    it('does not wait once more after a time that its provider asked for, when the connection was saved anew', () => {
      const later = {
        notBefore: NOW + MINUTE,
        at: NOW - MINUTE,
        outcome: { kind: 'retry', reason: 'timeout' },
      } as const;
      expect(calledFor(wide({ isAnew: true, connection: { id: 'c1', savedAt: NOW } }), bulk('a', later))).toEqual([
        'a',
      ]);
    });
  });

  it('does not wait for a full batch where a person waits for it', () => {
    const wide = begun({ capacity: { batchSize: 3, concurrency: 1 } });
    const turn = nextTurn(readBy(wide, [due('a', { priority: 'interactive' })], false), NOW);
    expect(turn).toMatchObject({ do: 'call', due: [{}] });
  });

  it('is locked, however late it is due, where the key is refused', () => {
    const later = { notBefore: NOW + MINUTE };
    const behind = { ...later, status: 'handed-over', outcome: { kind: 'registered' } } as const;
    const run = readBy(begun({ isKeyRefused: true }), [
      due('a', later),
      due('b', { ...behind, phase: 'ready' }),
      due('c', { ...behind, phase: 'verifying' }),
      due('d', { ...later, phase: 'held' }),
    ]);
    const turn = nextTurn(run, NOW);
    expect(turn.do === 'call' && turn.due.map(({ erasure: { id } }) => id)).toEqual(['a']);
  });

  it('is called before it is due, where its provider put it off before the connection was saved anew', () => {
    const later = {
      notBefore: NOW + MINUTE,
      at: NOW - MINUTE,
      outcome: { kind: 'retry', reason: 'rate-limited' },
    } as const;
    const anew = begun({ isAnew: true, connection: { id: 'c1', savedAt: NOW } });
    expect(nextTurn(readBy(anew, [due('a', later)]), NOW).do).toBe('call');
    expect(nextTurn(readBy(begun(), [due('a', later)]), NOW).do).toBe('end');
    expect(nextTurn(readBy({ ...anew, isAnew: false }, [due('a', later)]), NOW).do).toBe('end');
    expect(nextTurn(readBy(anew, [due('a', { ...later, outcome: null })]), NOW).do).toBe('end');
  });
});

describe('the end', () => {
  it('comes once the last turn is called', () => {
    const run = called(readBy(named('a'), [due('a')]), done);
    expect(nextTurn(run, NOW)).toEqual({
      do: 'end',
      because: 'drained',
      comeBack: { requeuedAt: 0, wakeUp: null },
    });
    expect(nextTurn(called(readBy(named('a', 'b'), [due('a')], false), done), NOW).do).toBe('read');
  });

  it('comes back to whoever is not settled, when the first of them is due', () => {
    const run = called(readBy(named('a'), [due('a')]), retryAt(NOW + 8000));
    expect(nextTurn(run, NOW)).toMatchObject({
      because: 'drained',
      comeBack: { requeuedAt: NOW + 8000, wakeUp: { erasureIds: ['a'], delaySeconds: 8 } },
    });
  });

  it('comes back to whoever was read and was not due yet', () => {
    const run = called(readBy(named('a', 'b'), [due('a'), due('b', { notBefore: NOW + 5000 })]), done);
    expect(nextTurn(run, NOW)).toMatchObject({ comeBack: { wakeUp: { erasureIds: ['b'], delaySeconds: 5 } } });
  });

  it('comes back after a second at the soonest, and as late as the queue can wait', () => {
    const at = (notBefore: number) => nextTurn(called(readBy(named('a'), [due('a')]), retryAt(notBefore)), NOW);
    expect(at(NOW + 1)).toMatchObject({ comeBack: { requeuedAt: NOW + 1000, wakeUp: { delaySeconds: 1 } } });
    expect(at(NOW + 900_000)).toMatchObject({ comeBack: { requeuedAt: NOW + 900_000, wakeUp: { delaySeconds: 900 } } });
    expect(at(NOW + 900_001)).toMatchObject({ comeBack: { requeuedAt: 0, wakeUp: null } });
  });

  it('has no second wake-up where the queue comes back before', () => {
    const before = { ...named('a'), requeuedAt: NOW + 5000 };
    const run = called(readBy(before, [due('a')]), retryAt(NOW + 8000));
    expect(nextTurn(run, NOW)).toMatchObject({ comeBack: { requeuedAt: NOW + 5000, wakeUp: null } });
    const later = called(readBy({ ...before, requeuedAt: NOW + 9000 }, [due('a')]), retryAt(NOW + 8000));
    expect(nextTurn(later, NOW)).toMatchObject({ comeBack: { requeuedAt: NOW + 8000, wakeUp: {} } });
    const toldAt = (requeuedAt: number) =>
      nextTurn(called(readBy({ ...before, requeuedAt }, [due('a')]), retryAt(NOW + 8000)), NOW);
    expect(toldAt(NOW + 8000)).toMatchObject({ comeBack: { requeuedAt: NOW + 8000, wakeUp: null } });
    expect(toldAt(NOW)).toMatchObject({ comeBack: { requeuedAt: NOW + 8000, wakeUp: {} } });
  });

  it('leaves to the sweep what is due later than the queue can wait', () => {
    const run = called(readBy(named('a'), [due('a')]), retryAt(NOW + 16 * MINUTE));
    expect(nextTurn(run, NOW)).toMatchObject({ comeBack: { requeuedAt: 0, wakeUp: null } });
  });

  it('comes at once where the provider asks to be left alone, however much is due', () => {
    const run = called(readBy(named('a', 'b', 'c'), [due('a')], false), retryAt(NOW + MINUTE, 60));
    expect(nextTurn(run, NOW)).toMatchObject({
      do: 'end',
      because: 'backoff',
      backoff: { until: NOW + MINUTE, reason: 'rate-limited' },
      comeBack: { requeuedAt: NOW + MINUTE },
    });
  });

  it('comes for as long as the provider asked for at most, by any of its answers', () => {
    const run = readBy(
      begun({ capacity: { batchSize: 1, concurrency: 4 } }),
      ['a', 'b', 'c', 'd'].map((id) => due(id)),
    );
    const become = (before: Step): Step => {
      if (before.erasureId === 'a') return { ...before, phase: 'held', outcome: null };
      const asked = { b: 60, c: 120, d: 30 }[before.erasureId] ?? 0;
      return retryAt(NOW + asked * 1000, asked)(before);
    };
    expect(nextTurn(called(run, become), NOW)).toMatchObject({ backoff: { until: NOW + 2 * MINUTE } });
    const without = called(readBy(begun(), [due('a')]), (before) => ({ ...before, phase: 'held', outcome: null }));
    expect(nextTurn(without, NOW)).toMatchObject({ because: 'drained' });
  });

  it('does not come where the key was just refused: whoever else waits for it is locked, too', () => {
    const run = called(readBy(named('a'), [due('a')]), keyRefused);
    expect([run.isKeyRefused, run.asksIndex]).toEqual([true, true]);
    expect(nextTurn(run, NOW).do).toBe('ask-index');
    expect(nextTurn(readBy(run, []), NOW)).toMatchObject({ do: 'end', because: 'drained' });
  });

  it('comes where deletions are paused, but not before what was called is dealt with', () => {
    expect(nextTurn({ ...begun(), isPaused: true }, NOW)).toEqual({ do: 'end', because: 'paused' });
    const last = called(readBy(named('a'), [due('a')]), done);
    expect(nextTurn({ ...last, isPaused: true }, NOW)).toMatchObject({ because: 'drained' });
  });

  it.each([
    ['time', { budget: { until: NOW + 89_999, calls: 450 } }],
    ['calls', { calls: 351 }],
  ])('is left to another run where too little is left of the %s for a turn', (_, spent) => {
    expect(nextTurn({ ...named('a', 'b'), ...spent }, NOW)).toEqual({ do: 'hand-on', erasureIds: ['a', 'b'] });
    const many = Array.from({ length: 120 }, (__, n) => `e${String(n)}`);
    const handedOn = nextTurn({ ...named(...many), ...spent }, NOW);
    expect(handedOn.do === 'hand-on' && handedOn.erasureIds).toEqual(many.slice(0, 100));
    const enough = { budget: { until: NOW + 90_000, calls: 450 }, calls: 350 };
    expect(nextTurn({ ...named('a', 'b'), ...enough }, NOW).do).toBe('read');
  });

  it('comes back to nobody who is held', () => {
    const run = withoutErasures(readBy(named('a'), [due('a')]), ['a']);
    expect(nextTurn(withCalled(run, []), NOW)).toMatchObject({ because: 'drained', comeBack: { wakeUp: null } });
  });
});
