import { callFor as callForPeople, peopleOf } from '../../../src/app/drain/call';
import type { Ports } from '../../../src/ports/ports';
import type { Outcome } from '../../../src/core/status/outcome';
import type { Step } from '../../../src/core/erasure/step';
import type { OpenProvider } from '../../../src/providers/kit';
import { LATE } from '../../../src/core/erasure/questions';
import { step } from '../../support/builders';
import { person } from '../../support/people';
import { NOW } from '../../support/vendor';
import type { Person } from '../../../src/core/person/person';

/** A vault with an address for every erasure but those that are named. */
const portsWithout = (...gone: string[]): Ports =>
  ({
    system: { now: () => NOW, random: () => 0.5 },
    addresses: { person: (id: string) => Promise.resolve(gone.includes(id) ? null : person(`${id}@example.com`)) },
  }) as unknown as Ports;

function providerThat(answers: (people: readonly Person[]) => Outcome[], check: OpenProvider['followUp'] = null) {
  const batches: string[][] = [];
  const provider: OpenProvider = {
    test: () => Promise.resolve({ kind: 'ok' }),
    invite: null,
    look: null,
    followUp: check,
    isPolled: false,
    verify: check,
    foundOf: () => null,
    remembers: () => false,
    erase: (people) => {
      batches.push(people.map(({ email }) => email));
      return Promise.resolve(answers(people));
    },
  };
  return { provider, batches };
}
const callFor = async (
  ports: Ports,
  rates: { batchSize: number; concurrency: number },
  provider: OpenProvider | null,
  isPaused: () => boolean,
  due: readonly Step[],
  setUpAt?: number,
) => {
  const transitions = await callForPeople(
    ports,
    {
      rates,
      provider,
      isPaused,
      people: await peopleOf(ports, due),
      causes: new Map(),
      verifyDays: 30,
      looksTwice: false,
      setUpAt,
    },
    due,
  );
  return due.map((step) => transitions.find(({ before }) => before === step)?.after ?? step);
};
const running = () => false;
const deleted = (people: readonly Person[]): Outcome[] => people.map(() => ({ kind: 'deleted' }));
const steps = (...ids: string[]) => ids.map((erasureId) => step({ erasureId }));

it.each([
  [2, [['a@example.com', 'b@example.com']]],
  [1, [['a@example.com'], ['b@example.com']]],
])('puts people into batches of at most %i', async (batchSize, expected) => {
  const { provider, batches } = providerThat(deleted);
  await callFor(portsWithout(), { batchSize, concurrency: 2 }, provider, running, steps('a', 'b'));
  expect(batches).toEqual(expected);
});

it('makes a second call for the one who is over the batch', async () => {
  const { provider, batches } = providerThat(deleted);
  const ids = Array.from({ length: 101 }, (_, index) => `p${String(index)}`);
  const after = await callFor(portsWithout(), { batchSize: 100, concurrency: 2 }, provider, running, steps(...ids));
  expect(batches.map(({ length }) => length)).toEqual([100, 1]);
  expect(after.every(({ status }) => status === 'done')).toBe(true);
});

it('gives everybody their own outcome, in order, also beside somebody whose address is gone', async () => {
  const { provider, batches } = providerThat((people) =>
    people.map(({ email }) => (email.startsWith('c') ? { kind: 'absent' } : { kind: 'deleted' })),
  );
  const after = await callFor(
    portsWithout('b'),
    { batchSize: 10, concurrency: 2 },
    provider,
    running,
    steps('a', 'b', 'c'),
  );
  expect(batches).toEqual([['a@example.com', 'c@example.com']]);
  expect(after.map(({ erasureId, outcome }) => [erasureId, outcome])).toEqual([
    ['a', { kind: 'deleted' }],
    ['b', { kind: 'refused', reason: 'address-missing' }],
    ['c', { kind: 'absent' }],
  ]);
});

it('calls nobody deleted whom the provider’s answer leaves out', async () => {
  const { provider } = providerThat(() => [{ kind: 'deleted' }]);
  const after = await callFor(portsWithout(), { batchSize: 10, concurrency: 2 }, provider, running, steps('a', 'b'));
  expect(after[1]?.outcome).toEqual({ kind: 'refused', reason: 'unexpected-reply' });
});

it('blocks steps of a connection whose settings no longer fit, without a call', async () => {
  const after = await callFor(portsWithout(), { batchSize: 10, concurrency: 2 }, null, running, steps('a'));
  expect(after[0]).toMatchObject({ status: 'blocked', outcome: { reason: 'credentials' } });
});

it('asks about what was handed over instead of calling again', async () => {
  const { provider, batches } = providerThat(deleted, () => Promise.resolve('gone'));
  const handed = step({ erasureId: 'a', status: 'handed-over', outcome: { kind: 'registered' } });
  const after = await callFor(portsWithout(), { batchSize: 1, concurrency: 2 }, provider, running, [
    handed,
    ...steps('b'),
  ]);
  expect(batches).toEqual([['b@example.com']]);
  expect(after.map(({ outcome }) => outcome?.kind)).toEqual(['absent', 'deleted']);
});

it('asks nobody about what was answered by another account: it may well know nobody', async () => {
  const { provider } = providerThat(deleted, () => Promise.resolve('gone'));
  const handed = step({ erasureId: 'a', status: 'handed-over', at: NOW, outcome: { kind: 'registered' } });
  const rates = { batchSize: 1, concurrency: 2 };
  const [since] = await callFor(portsWithout(), rates, provider, running, [handed], NOW + 1);
  expect(since).toMatchObject({ status: 'handed-over', phase: 'final' });
  const [before] = await callFor(portsWithout(), rates, provider, running, [handed], NOW);
  expect(before).toMatchObject({ status: 'done', outcome: { kind: 'absent' } });
});

it.each([
  [1, 'gone'],
  [0, 'not-asked'],
])('asks until the address is to be let go of, and nobody then: %i ms before', async (left, answer) => {
  const { provider } = providerThat(deleted, () => Promise.resolve('gone'));
  const verification = { rhythm: 'polled', lastAt: NOW - LATE + left } as const;
  const handed = step({ erasureId: 'a', status: 'handed-over', phase: 'verifying', verification });
  const [after] = await callFor(portsWithout(), { batchSize: 1, concurrency: 2 }, provider, running, [handed]);
  expect(after).toMatchObject({ phase: 'final', answered: { answer } });
});

it('plans the questions about what is said to be deleted, with what had been found', async () => {
  const { provider } = providerThat(deleted, () => Promise.resolve('gone'));
  const searching: OpenProvider = { ...provider, remembers: () => true, foundOf: () => 3 };
  const [after] = await callFor(portsWithout(), { batchSize: 1, concurrency: 1 }, searching, running, steps('a'));
  expect(after).toMatchObject({ status: 'done', phase: 'verifying', baseline: 3, notBefore: NOW + 600_000 });
});

it('leaves a step as it is that was not called because deletions are paused', async () => {
  const { provider } = providerThat((people) => people.map(() => ({ kind: 'retry', reason: 'paused' })));
  const [waiting] = steps('a');
  expect(
    await callFor(portsWithout(), { batchSize: 1, concurrency: 2 }, provider, () => true, [waiting ?? step()]),
  ).toEqual([waiting]);
  const asked = providerThat(deleted, () => Promise.resolve('unknown'));
  const handed = step({ erasureId: 'a', status: 'handed-over', outcome: { kind: 'registered' } });
  expect(await callFor(portsWithout(), { batchSize: 1, concurrency: 2 }, asked.provider, () => true, [handed])).toEqual(
    [handed],
  );
});

it.each([1, 2, 3])('never makes more than %i calls side by side, whatever is asked for', async (concurrency) => {
  const beside = { now: 0, most: 0 };
  const call = async () => {
    beside.now += 1;
    beside.most = Math.max(beside.most, beside.now);
    await new Promise((next) => setTimeout(next, 2));
    beside.now -= 1;
  };
  const { provider } = providerThat(deleted, async () => {
    await call();
    return 'unknown';
  });
  const slow: OpenProvider = {
    ...provider,
    erase: async (people) => {
      await call();
      return deleted(people);
    },
  };
  const ids = Array.from({ length: 9 }, (_, index) => String(index));
  const handed = ids.map((id) => step({ erasureId: `h${id}`, status: 'handed-over' }));
  await callFor(portsWithout(), { batchSize: 1, concurrency }, slow, running, [...steps(...ids), ...handed]);
  expect(beside.most).toBe(concurrency);
});
