/**
 * A connection at which nobody is called for a while says so, to admins and agents alike: until when, why, and what lifts it.
 */
import { viewHealth } from '../../../src/app/query/health';
import { request } from '../../../src/app/request/request';
import { retry } from '../../../src/app/decide/retry';
import { viewAll, viewIssue } from '../../../src/app/query/erasure';
import { backoffSentence } from '../../../src/words/outcomes';
import { LONGEST_PAUSE } from '../../../src/core/erasure/step';
import {
  adminOver,
  AGENT,
  begun,
  byTrigger,
  connection,
  DAY,
  HOUR,
  type Issue,
  leaveMeAlone,
  MINUTE,
  SAYS,
} from '../../support/ports-in-memory';
import type { Says, World } from '../../support/world-in-memory';

const OVER = { backoff: null };
const healthOf = async ({ ports }: World, id = 'alpha') => (await viewHealth(ports)).find((one) => one.id === id);
const stepOf = async (world: World, { id }: Issue) => (await viewIssue(world.as('agent'), id))[0]?.steps[0];

/** Jane's erasure, of which the vendor said this. */
async function answered(says: Says) {
  const found = await begun({ vendors: { alpha: [says] } });
  await found.world.deliver();
  return found;
}

it.each([
  ['rate-limited', 600, 429, 600],
  ['server-error', 600, 503, 600],
  ['rate-limited', 999_999_999, 429, LONGEST_PAUSE / 1000],
] as const)('says until when and why (%s, %i s, status %i)', async (asked, seconds, status, waited) => {
  const { world, issue } = await answered({ status, headers: { 'retry-after': String(seconds) } });
  const until = world.now + waited * 1000;
  const words = backoffSentence(asked);
  expect(await healthOf(world)).toMatchObject({ waiting: 1, nextAt: until, backoff: { until, words } });
  expect(await stepOf(world, issue)).toMatchObject({ sentence: words, blockedUntil: until, nextTryAt: until });
});

it('says so of whoever waits there since, too', async () => {
  const { world } = await answered(leaveMeAlone(3600));
  const until = world.now + HOUR;
  await world.passes(MINUTE);
  const later = world.asks('later@example.com');
  await request(world.ports, byTrigger(later));
  await world.deliver();
  const waits = { status: 'waiting', attempts: 0, sentence: backoffSentence('rate-limited') };
  expect(await stepOf(world, later)).toMatchObject({ ...waits, blockedUntil: until, nextTryAt: until });
  expect(await healthOf(world)).toMatchObject({ waiting: 2, nextAt: until });
});

it('says the longest that was asked for at once', async () => {
  const { world, issue } = await begun({ vendors: { alpha: [leaveMeAlone(1200), leaveMeAlone(600)] } });
  await request(world.ports, byTrigger(world.asks('second@example.com')));
  await world.deliver();
  const last = (await stepOf(world, issue))?.blockedUntil ?? 0;
  expect(world.called).toHaveLength(2);
  expect(last).toBeGreaterThan(world.now + 19 * MINUTE);
});

it('says nothing of a time that a wrong clock wrote: nobody keeps to it', async () => {
  const { world, issue } = await answered(leaveMeAlone(3600));
  world.now -= 20 * DAY;
  expect(await healthOf(world)).toMatchObject(OVER);
  expect(await stepOf(world, issue)).toMatchObject({ blockedUntil: null });
});

it('says it until the time that was asked for, and no longer', async () => {
  const { world, issue } = await answered(leaveMeAlone(600));
  await world.passes(10 * MINUTE - 1);
  expect((await healthOf(world))?.backoff).not.toBeNull();
  world.queue = [];
  world.now += 1;
  expect(await healthOf(world)).toMatchObject(OVER);
  expect(await stepOf(world, issue)).toMatchObject({ blockedUntil: null });
});

it('says nothing more once the connection was saved anew: that lifts it, and a retry does not', async () => {
  const { world, issue, erasureId } = await answered(leaveMeAlone(3600));
  await world.passes(MINUTE);
  await retry(world.as('agent'), erasureId, AGENT).catch(() => undefined);
  await world.passes(MINUTE);
  expect([(await healthOf(world))?.backoff === null, world.called.length]).toEqual([false, 1]);
  await adminOver(world.ports).save(connection('alpha'));
  expect(await healthOf(world)).toMatchObject(OVER);
  expect(await stepOf(world, issue)).toMatchObject({ blockedUntil: null });
  world.answers('alpha', SAYS.deleted);
  await world.deliver();
  expect(world.called).toHaveLength(2);
});

it.each([
  ['is down, and asks for nothing', SAYS.down],
  ['refuses the key', SAYS.badKey],
  ['did it', SAYS.deleted],
])('says nothing of a provider that %s', async (_, says) => {
  const { world, issue } = await answered(says);
  expect(await healthOf(world)).toMatchObject(OVER);
  expect(await stepOf(world, issue)).toMatchObject({ blockedUntil: null });
});

it('says nothing of a step that is done there, beside one that waits', async () => {
  const { world, erasureId } = await answered(SAYS.deleted);
  world.answers('alpha', leaveMeAlone(3600));
  const { erasureId: later } = await request(world.ports, byTrigger(world.asks('later@example.com')));
  await world.deliver();
  const { erasureStore } = world.ports;
  const erasures = [await erasureStore.erasure(erasureId), await erasureStore.erasure(later)].filter(
    (one) => one !== null,
  );
  const shown = await viewAll(world.as('agent'), erasures);
  expect(shown.map(({ steps }) => steps[0]?.blockedUntil == null)).toEqual([true, false]);
});

it('says nothing of another connection, nor on a step that is settled or switched off', async () => {
  const { world, issue } = await begun({ vendors: { alpha: [leaveMeAlone(3600)], beta: [SAYS.deleted] } });
  await world.deliver();
  expect(await healthOf(world, 'beta')).toMatchObject(OVER);
  const [shown] = await viewIssue(world.as('agent'), issue.id);
  expect(shown?.steps.map(({ blockedUntil }) => blockedUntil === null)).toEqual([false, true]);
  await adminOver(world.ports).turn('alpha', false);
  expect(await stepOf(world, issue)).toMatchObject({ blockedUntil: null, nextTryAt: null });
});

it('is not what a connection is called that only keeps to its own pace', async () => {
  const { world } = await answered(SAYS.deleted);
  const taken = await world.ports.leases.acquire('drain.alpha', world.now);
  if (!('lease' in taken)) throw new Error('the lease is not free');
  await world.ports.leases.release(taken.lease, { ...taken, blockedUntil: world.now + HOUR });
  expect(await healthOf(world)).toMatchObject(OVER);
});
