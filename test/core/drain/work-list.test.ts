/** What a run remembers of each step, so that the index is not asked for it in vain. */
import { WorkList } from '../../../src/core/drain/work-list';
import { type Step, stepKey } from '../../../src/core/erasure/step';
import { step } from '../../support/builders';
import { NOW } from '../../support/vendor';

const key = (id: string) => stepKey(id, 'c1');
const of = (erasureId: string, more: Partial<Step> = {}) => step({ erasureId, ...more });
const noted = (...steps: Step[]) => WorkList.EMPTY.noted(steps);
const taken = { status: 'handed-over', phase: 'verifying', outcome: { kind: 'registered' } } as const;
const done = { status: 'done', phase: 'final', outcome: { kind: 'deleted' } } as const;

it('need not be named until it is due, and never again once it is settled', () => {
  const list = noted(of('a', { notBefore: NOW + 1 }), of('b', done));
  expect([list.has(key('a'), NOW), list.has(key('a'), NOW + 1)]).toEqual([true, false]);
  expect(list.has(key('b'), Number.MAX_SAFE_INTEGER)).toBe(true);
  expect(list.has(key('unseen'), NOW)).toBe(false);
});

it('names what is due again, the longest first', () => {
  const list = noted(
    of('late', { notBefore: NOW + 1 }),
    of('b', { notBefore: NOW }),
    of('a', { notBefore: NOW - 5 }),
    of('c', { notBefore: NOW - 2 }),
    of('settled', done),
  );
  expect(list.dueAgain(NOW)).toEqual(['a', 'c', 'b'].map(key));
  expect(list.dueAgain(NOW + 1)).toEqual(['a', 'c', 'b', 'late'].map(key));
});

it('comes back to what waits for others, before their time too, until it is read again', () => {
  const [a, b] = [of('a', { notBefore: NOW }), of('b', { notBefore: NOW })];
  const once = noted(a, b).deferred([a], () => NOW + 10);
  const twice = once.deferred([b], () => NOW + 20);
  expect(twice.dueAgain(NOW)).toEqual(['a', 'b'].map(key));
  expect(twice.has(key('a'), NOW)).toBe(true);
  expect(twice.nextLater()).toEqual({ erasureIds: ['a', 'b'], at: NOW + 10 });
  expect(twice.noted([of('a', done)]).dueAgain(NOW)).toEqual([key('b')]);
});

it('knows whose call is behind them: no key is refused for them', () => {
  const list = noted(
    of('waits'),
    of('taken', taken),
    of('done', done),
    of('verifying', { ...taken, status: 'waiting' }),
  );
  expect(['waits', 'taken', 'done', 'verifying', 'unseen'].map((id) => list.isNotWaiting(key(id)))).toEqual([
    ...[false, true, true, true, false],
  ]);
  expect(noted(of('ready', { status: 'handed-over' })).isNotWaiting(key('ready'))).toBe(true);
  expect(list.noted([of('taken')]).isNotWaiting(key('taken'))).toBe(false);
});

it('does not come back to what is dropped', () => {
  const list = noted(of('a', { notBefore: NOW }), of('b', { notBefore: NOW + 5 })).dropped([key('a')]);
  expect([list.has(key('a'), NOW), list.dueAgain(NOW)]).toEqual([true, []]);
  expect(list.nextLater()).toEqual({ erasureIds: ['b'], at: NOW + 5 });
  expect(list.dropped([key('b')]).nextLater()).toEqual({ erasureIds: [], at: Infinity });
});

it('comes back to the first that is due, with as many as ride on a wake-up', () => {
  const many = Array.from({ length: 120 }, (_, n) => of(`e${String(n)}`, { notBefore: NOW + 1000 - n }));
  const { erasureIds, at } = noted(...many).nextLater();
  expect([erasureIds.length, erasureIds[0], erasureIds[99], at]).toEqual([100, 'e119', 'e20', NOW + 881]);
});

it('is never changed itself', () => {
  const list = noted(of('a'));
  list.noted([of('b')]);
  list.deferred([of('a')], () => NOW);
  list.dropped([key('a')]);
  expect([list.has(key('b'), 0), list.has(key('a'), NOW), list.dueAgain(NOW)]).toEqual([false, false, [key('a')]]);
  expect(WorkList.EMPTY.dueAgain(NOW)).toEqual([]);
});
