import { parseEmail } from '../../src/core/person/email';
import type { Ports } from '../../src/ports/ports';
import { closed, isByPeople, isVerifying, type Step, withAnswer } from '../../src/core/erasure/step';
import { applyFollowUp } from '../../src/core/erasure/verify';
import { type Break, live } from '../../dev/simulation/life';
import { planOf } from '../../dev/simulation/plan';
import type { Issue } from '../../src/ports/issues';
import type { Person } from '../../src/core/person/person';

const LIVES = 150;

/**
 * The first violation of a broken build: in the life that is known for it, else in one that is known for another build, which
 * are short, else over so many. A life that does not show it any more is renewed by the shortest that does.
 */
async function caught(broken: Break, expected: RegExp, known: number): Promise<string | undefined> {
  const short = ALL.map(([, , , seed]) => seed);
  const others = Array.from({ length: LIVES }, (_, index) => index + 1);
  for (const seed of new Set([known, ...short, ...others])) {
    const { violations } = await live(planOf(seed), { broken });
    const found = violations.find((violation) => expected.test(violation));
    if (found !== undefined) return found;
  }
  return undefined;
}

const addressOf = (text: string): Person => {
  const email = parseEmail(text);
  if (email === null) throw new Error('no address');
  return { email };
};
const somebodyElse = addressOf('somebody.else@example.com');
const late = addressOf('person0@example.com');

/** What each life's issues said when they were first read. */
const firstRead = new WeakMap<object, Map<string, Issue['fields']>>();

const protectingNobody: Break = (ports) => ({
  ...ports,
  settings: {
    ...ports.settings,
    read: async () => {
      const settings = await ports.settings.read();
      return { ...settings, policy: { ...settings.policy, protectedDomains: [] } };
    },
  },
});

const BROKEN: readonly [rule: string, broken: Break, expected: RegExp, seed: number][] = [
  [
    'a task says what its person says',
    (ports) => ({
      ...ports,
      tasks: {
        ...ports.tasks,
        read: async (id) => {
          const found = await ports.tasks.read(id);
          return found.kind === 'gone' ? found : { ...found, kind: 'resolved', resolution: 'Done', by: 'local-agent' };
        },
      },
    }),
    /what its person does not say/,
    1623,
  ],
  [
    'a person has one task for a step',
    (ports) => ({
      ...ports,
      tasks: {
        ...ports.tasks,
        make: async (prepared) => {
          await ports.tasks.make(prepared);
          return ports.tasks.make(prepared);
        },
      },
    }),
    /two open tasks for one step/,
    3727,
  ],
  [
    'the right person',
    (ports) => ({
      ...ports,
      addresses: {
        ...ports.addresses,
        person: async (id) => ((await ports.addresses.person(id)) === null ? null : somebodyElse),
      },
    }),
    /for whom nothing is open/,
    1529,
  ],
  ['protected people', protectingNobody, /called for a protected person/, 5062],
  ['protected people, before a deletion', protectingNobody, /protected person by somebody who looks/, 5221],
  [
    'the rules hold at the moment of the call',
    (ports) => ({
      ...ports,
      settings: {
        ...ports.settings,
        // Whoever calls goes by the rules of the beginning; whoever asks goes by those of now.
        read: async () => {
          const settings = await ports.settings.read();
          const { policy } = settings;
          const protectedDomains = policy.protectedDomains.filter((domain) => domain !== 'example.com');
          return { ...settings, policy: { ...policy, projects: ['GDPR'], protectedDomains } };
        },
      },
    }),
    /protected by now|not allowed any more/,
    4972,
  ],
  [
    'the issue is read again before it goes on',
    (ports, platform) => {
      const seen = firstRead.get(platform) ?? new Map<string, Issue['fields']>();
      firstRead.set(platform, seen);
      return {
        ...ports,
        issues: {
          ...ports.issues,
          read: async (...asked) => {
            const issue = await ports.issues.read(...asked);
            const fields = seen.get(issue.id) ?? issue.fields;
            seen.set(issue.id, fields);
            return { ...issue, fields };
          },
        },
      };
    },
    /whom the issue does not name any more/,
    3625,
  ],
  [
    'none is called after it is final',
    (ports) => ({
      ...ports,
      stepStore: {
        ...ports.stepStore,
        stepsWithErasures: async (keys) =>
          (await ports.stepStore.stepsWithErasures(keys)).map(({ step, erasure }) => ({
            // Nobody is called for what is not running.
            erasure: { ...erasure, status: 'running' },
            step: step.phase === 'final' ? { ...step, phase: 'ready', status: 'waiting' } : step,
          })),
      },
    }),
    /for whom nothing is open/,
    625,
  ],
  [
    'the provider’s word',
    (ports) => ({
      ...ports,
      http: async (call) => {
        const reply = await ports.http(call);
        return reply.kind === 'reply' && reply.status >= 500 ? { ...reply, status: 200, text: '{}', json: {} } : reply;
      },
    }),
    /never did/,
    3221,
  ],
  [
    'one erasure per issue and person',
    (ports, { rows }) => ({
      ...ports,
      claims: {
        ...ports.claims,
        claim: (issue, who, id, now) => {
          rows.remove('entity', 'claim', `${issue}.${who}`);
          return ports.claims.claim(issue, who, id, now);
        },
      },
    }),
    /two erasures of one person/,
    1017,
  ],
  [
    'nothing is lost',
    (ports) => ({
      ...ports,
      stepIndex: { ...ports.stepIndex, dueAnywhere: () => Promise.resolve([]), dueSteps: () => Promise.resolve([]) },
    }),
    /never ends/,
    951,
  ],
  [
    'no trace',
    (ports) => ({ ...ports, addresses: { ...ports.addresses, forget: () => Promise.resolve() } }),
    /trace of an address/,
    4295,
  ],
  [
    'no trace of who came late',
    (ports) => ({
      ...ports,
      retention: { ...ports.retention, endedBefore: () => Promise.resolve([]) },
      erasureStore: {
        ...ports.erasureStore,
        save: async (read, change) => {
          const saved = await ports.erasureStore.save(read, change);
          if (change.isSynced === true) await ports.addresses.keep(read.erasure.id, late, Date.UTC(2027, 0));
          return saved;
        },
      },
    }),
    /trace of an address/,
    4295,
  ],
  [
    'the address is in no log',
    (ports) => ({
      ...ports,
      http: (call) => {
        ports.log('call', { url: call.url });
        return ports.http(call);
      },
    }),
    /trace of an address/,
    863,
  ],
  [
    'one drain at a time',
    (ports) => ({
      ...ports,
      leases: {
        ...ports.leases,
        acquire: (key, ...more) => ports.leases.acquire(`${key}.${ports.system.newId()}`, ...more),
      },
    }),
    /two at a time|for whom nothing is open|faster/,
    3855,
  ],
  [
    'the provider’s rate',
    (ports) => ({ ...ports, system: { ...ports.system, sleep: () => Promise.resolve() } }),
    /faster than its rate/,
    131,
  ],
  [
    'the pause',
    (ports) => ({
      ...ports,
      settings: {
        ...ports.settings,
        isPaused: () => Promise.resolve(false),
        read: async () => ({ ...(await ports.settings.read()), paused: false }),
      },
    }),
    /while deletions are paused/,
    4296,
  ],
  [
    'the cap',
    (ports) => ({
      ...ports,
      erasureStore: {
        ...ports.erasureStore,
        hourlyCounter: async () => ({ ...(await ports.erasureStore.hourlyCounter()), minutes: {} }),
      },
    }),
    /than the cap allows/,
    573,
  ],
  [
    'truth lives in the ledger',
    (ports) => ({
      ...ports,
      issueWriter: {
        ...ports.issueWriter,
        setProperty: () => Promise.resolve({ kind: 'written' }),
        readProperty: () => Promise.resolve(null),
      },
    }),
    /not what the ledger holds/,
    4295,
  ],
  [
    'an issue is not over while somebody is left',
    (ports) => ({
      ...ports,
      issueWriter: {
        ...ports.issueWriter,
        setProperty: async (id, property) => {
          const { status = property.status } = (await ports.erasureStore.erasure(property.erasureId)) ?? {};
          return ports.issueWriter.setProperty(id, { ...property, status });
        },
      },
    }),
    /told to be over/,
    2874,
  ],
  [
    'an edited property is put right',
    (ports) => ({ ...ports, erasureIndex: { ...ports.erasureIndex, nextForDriftCheck: () => Promise.resolve([]) } }),
    /not what the ledger holds/,
    5536,
  ],
  [
    'one comment at the end',
    (ports) => ({
      ...ports,
      issueWriter: {
        ...ports.issueWriter,
        comment: (issue, comment) => ports.issueWriter.comment(issue, comment, false),
      },
    }),
    /two comments/,
    5493,
  ],
  [
    'the chain tells everything',
    (ports) => ({
      ...ports,
      erasureStore: {
        ...ports.erasureStore,
        save: (read, { page, ...change }) => ports.erasureStore.save(read, change),
      },
    }),
    /receipt does not verify|does not tell/,
    4295,
  ],
  [
    'who is erased again is told of',
    (ports) => ({ ...ports, erasureIndex: { ...ports.erasureIndex, lastErasureOf: () => Promise.resolve(null) } }),
    /earlier erasure of the same person is not told of/,
    3630,
  ],
  [
    'a cancelled step is not called',
    (ports): Ports => ({
      ...ports,
      erasureStore: {
        ...ports.erasureStore,
        save: (read, { steps, ...change }) =>
          ports.erasureStore.save(
            read,
            steps?.every(({ phase }) => phase === 'final') === true
              ? change
              : { ...change, ...(steps === undefined ? {} : { steps }) },
          ),
      },
    }),
    /not settled|never ends/,
    1993,
  ],
  [
    'completed is nothing but every planned step done',
    (ports) => ({
      ...ports,
      stepStore: {
        ...ports.stepStore,
        commit: (learned, ...more) =>
          ports.stepStore.commit(
            learned.map(({ before, after: next }) => ({
              before,
              after: next.status === 'handed-over' ? { ...closed(next), status: 'done' as const } : next,
            })),
            ...more,
          ),
      },
    }),
    /completed, and not every planned step is done/,
    1017,
  ],
  [
    'a planned step is not skipped',
    (ports) => ({
      ...ports,
      stepStore: {
        ...ports.stepStore,
        commit: (learned, ...rest) =>
          ports.stepStore.commit(
            learned.map(({ before, after: next }) => ({
              before,
              after: next.status === 'blocked' ? { ...next, status: 'skipped', phase: 'final' } : next,
            })),
            ...rest,
          ),
      },
    }),
    /was planned, and is skipped/,
    364,
  ],
  [
    'from every status an end is reachable',
    (ports) => ({
      ...ports,
      erasureStore: {
        ...ports.erasureStore,
        save: (read, change) =>
          ['partial', 'blocked'].includes(read.erasure.status) && change.erasure.status === 'cancelled'
            ? Promise.resolve(null)
            : ports.erasureStore.save(read, change),
      },
    }),
    /no end is reachable/,
    364,
  ],
  [
    'what a person said is final',
    (ports) => ({
      ...ports,
      erasureStore: {
        ...ports.erasureStore,
        save: (read, { steps = [], ...change }) =>
          ports.erasureStore.save(read, {
            ...change,
            steps: steps.map((step) => (isByPeople(step) ? { ...step, outcome: { kind: 'deleted' } } : step)),
          }),
      },
    }),
    /is not final/,
    1017,
  ],
  [
    'a withdrawn step waits for no key',
    (ports) => ({
      ...ports,
      erasureStore: {
        ...ports.erasureStore,
        save: (read, { steps = [], ...change }) =>
          ports.erasureStore.save(read, {
            ...change,
            steps: steps.map((step) => {
              const before = read.steps.find(({ connectionId }) => connectionId === step.connectionId);
              return before?.phase === 'key-rejected' && step.phase === 'final' ? before : step;
            }),
          }),
      },
    }),
    /a withdrawn step may still be called/,
    3269,
  ],
];

/** Breaks what a step becomes when its provider was asked again. */
const whenAskedAgain =
  (isBroken: (next: Step) => boolean, becomes: (before: Step, at: number) => Step): Break =>
  (ports) => ({
    ...ports,
    stepStore: {
      ...ports.stepStore,
      commit: (learned, ...more) =>
        ports.stepStore.commit(
          learned.map(({ before, after: next }) => ({
            before,
            after: isBroken(next) && isVerifying(before) ? becomes(before, ports.system.now()) : next,
          })),
          ...more,
        ),
    },
  });

const VERIFIED: typeof BROKEN = [
  [
    'whoever does not say that somebody is gone verifies nobody',
    whenAskedAgain(
      ({ answered }) => answered?.answer === 'unknown',
      (before, at) => applyFollowUp(before, 'gone', at),
    ),
    /is verified, and held somebody, or was not asked/,
    875,
  ],
  [
    'who is still there at the last question needs a person',
    whenAskedAgain(
      ({ status, answered }) => status === 'blocked' && answered?.answer === 'still-there',
      (before, at) => withAnswer(closed(before), 'still-there', at),
    ),
    /still held somebody, and is told to be done/,
    4777,
  ],
  [
    'whoever is not back is never told to be',
    whenAskedAgain(
      ({ secondLook }) => secondLook?.found === 'nobody',
      (before, at) => applyFollowUp(before, 'still-there', at),
    ),
    /is told to have back again/,
    43,
  ],
  [
    'who is still there holds closing back',
    (ports) => ({
      ...ports,
      erasureStore: {
        ...ports.erasureStore,
        save: (read, { erasure: { isSeenStill: _, ...erasure }, ...change }) =>
          ports.erasureStore.save(read, { ...change, erasure }),
      },
    }),
    /may be closed while somebody is still there/,
    4777,
  ],
];

const ADMINS: typeof BROKEN = [
  [
    'what an admin was told stands',
    (ports) => ({
      ...ports,
      settings: {
        ...ports.settings,
        write: (settings, event) =>
          event?.action === 'connection-switched-on' || event?.action === 'connection-removed'
            ? Promise.resolve(true)
            : ports.settings.write(settings, event),
      },
    }),
    /an admin was told/,
    5523,
  ],
  [
    'no key without its connection',
    (ports) => ({ ...ports, connectionSecrets: { ...ports.connectionSecrets, dropSecrets: () => Promise.resolve() } }),
    /a key is kept without/,
    5523,
  ],
];

const ALL = [...BROKEN, ...VERIFIED, ...ADMINS];

it.each(ALL)('catches a build that breaks: %s', async (_, broken, expected, seed) => {
  expect(await caught(broken, expected, seed)).toMatch(expected);
});
