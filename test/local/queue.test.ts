/**
 * The local queue delivers as Forge's does.
 */
import { SiteClock } from '../../dev/platform/forge/clock';
import { type Consumed, type Delivery, EventQueue } from '../../dev/platform/forge/queue';
import { Store } from '../../dev/platform/store';
import { until } from '../support/site';

let store: Store;
let clock: SiteClock;
let queue: EventQueue;
let delivered: Delivery[];
let consume: (delivery: Delivery) => Promise<Consumed>;

beforeEach(() => {
  store = new Store(null);
  clock = new SiteClock();
  delivered = [];
  consume = () => Promise.resolve({ kind: 'done' });
  queue = new EventQueue(
    store,
    (delivery) => {
      delivered.push(delivery);
      return consume(delivery);
    },
    clock,
  );
});
afterEach(() => {
  queue.close();
  store.close();
});

const push = (body: object, more: object = {}, chain = 0) =>
  queue.push({ queueName: 'q', jobId: 'j', payload: [{ body, ...more }] }, chain);
/** Lets time pass until nothing is left to be delivered. */
const isEmpty = () =>
  until('the queue to be empty', () => {
    clock.skip(1000);
    return Promise.resolve(queue.size() === 0);
  });

it('delivers an event once where it is consumed', async () => {
  expect(push({ a: 1 }).status).toBe(201);
  await isEmpty();
  expect(delivered.map(({ body }) => body)).toEqual([{ a: 1 }]);
});

it('delivers again what was not consumed, and says how often', async () => {
  consume = ({ retryContext }) =>
    retryContext === undefined ? Promise.reject(new Error('failed')) : Promise.resolve({ kind: 'done' });
  push({ a: 1 });
  await isEmpty();
  expect(delivered.map(({ retryContext }) => retryContext?.retryCount)).toEqual([undefined, 1]);
});

it('waits as long as a consumer asks for, and carries its data', async () => {
  consume = ({ retryContext }) =>
    Promise.resolve(
      retryContext === undefined
        ? { kind: 'retry', afterSeconds: 900, reason: 'LATER', data: { x: 1 } }
        : { kind: 'done' },
    );
  push({ a: 1 });
  await until('the first delivery to be over', () => Promise.resolve((clock.next() ?? 0) > clock.now() + 890_000));
  expect(delivered).toHaveLength(1);
  clock.skip(900_000);
  await isEmpty();
  expect(delivered[1]?.retryContext).toMatchObject({ retryReason: 'LATER', retryData: { x: 1 } });
});

it('delivers one at a time where the pushes say so', async () => {
  let [now, most] = [0, 0];
  consume = async () => {
    now += 1;
    most = Math.max(most, now);
    for (let turn = 0; turn < 5; turn += 1) await new Promise((next) => setImmediate(next));
    now -= 1;
    return { kind: 'done' };
  };
  for (let n = 0; n < 5; n += 1) push({ n }, { concurrency: { key: 'c', limit: 1 } });
  await isEmpty();
  expect(most).toBe(1);
  expect(delivered).toHaveLength(5);
});

it('keeps what was not consumed for the next host', async () => {
  consume = () => new Promise(() => undefined);
  push({ a: 1 });
  await until('the delivery', () => Promise.resolve(delivered.length === 1));
  queue.close();
  const again: Delivery[] = [];
  const next = new EventQueue(
    store,
    (delivery) => {
      again.push(delivery);
      return Promise.resolve({ kind: 'done' });
    },
    clock,
  );
  next.start();
  await until('the second delivery', () => Promise.resolve(again.length === 1));
  next.close();
});

it('refuses too many, too large, and too long a chain', () => {
  const events = (n: number, body: object = {}) =>
    queue.push({ queueName: 'q', jobId: 'j', payload: Array.from({ length: n }, () => ({ body })) }, 0).status;
  expect(events(51)).toBe(400);
  expect(events(2, { x: 'x'.repeat(120_000) })).toBe(413);
  expect(push({}, {}, 1001).status).toBe(405);
  for (let n = 0; n < 10; n += 1) events(50);
  expect(events(1)).toBe(429);
});
