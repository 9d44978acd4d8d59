/**
 * What holds for every provider whose erasures are tasks for people: making a task is never a success, no host is called,
 * no address is handed on, and no second task is made.
 */
import { AppError } from '../../src/core/app-error';
import { FailureReason, type Outcome, RetryReason } from '../../src/core/status/outcome';
import type { Task, TaskFound } from '../../src/core/status/task';
import type { NoTask, Tasks, TaskWanted } from '../../src/ports/tasks';
import type { Provider, ProviderContext, Subject } from '../../src/providers/kit';
import { JANE } from '../support/hostile-bodies';
import { email } from '../support/people';
import { around, NOW, vendor } from '../support/vendor';

const DAY = 86_400_000;
const TASK: Task = { id: '10012', key: 'GDPR-12', assignee: 'acc', dueAt: NOW };
const NO_TASKS: readonly NoTask[] = [
  ...FailureReason.options.map((reason): NoTask => ({ kind: 'refused', reason, httpStatus: 400 })),
  ...RetryReason.options.map((reason): NoTask => ({ kind: 'retry', reason, afterSeconds: 5 })),
];
const STATES: readonly [TaskFound['kind'], TaskFound][] = (
  [
    { kind: 'gone' },
    { kind: 'open', key: 'GDPR-13', assignee: null, by: null },
    { kind: 'closed', key: 'GDPR-12', assignee: 'acc' },
    { kind: 'resolved', key: 'GDPR-12', assignee: 'acc', resolution: 'Done', by: 'acc' },
  ] as const
).map((found) => [found.kind, found]);

const subject = (more: Partial<Subject> = {}): Subject => ({
  ...{ email: email(JANE), erasureId: 'e1' },
  cause: { issue: { id: '10001', key: 'GDPR-1', projectKey: 'GDPR' }, mask: 'j•••@e•••.com', dueAt: NOW + 30 * DAY },
  ...more,
});

/** A site whose Jira answers this, and what was done there in which order. */
function siteOf(answers: Partial<Record<keyof Tasks, unknown>>, before?: { readonly context: ProviderContext }) {
  const done: string[] = [];
  const wanted: TaskWanted[] = [];
  const outside = vendor();
  const base = before?.context ?? around(outside);
  const answer = (what: keyof Tasks): Promise<never> => {
    done.push(what);
    const said = answers[what];
    return said instanceof Error ? Promise.reject(said) : Promise.resolve(said as never);
  };
  const context: ProviderContext = {
    ...base,
    memory: (erasureId) => ({
      get: () => base.memory(erasureId).get(),
      set: (remembered) => {
        done.push(`remember ${Object.keys(remembered).at(-1)?.split('/').at(-1) ?? ''}`.replace(/after \w+/, ''));
        return base.memory(erasureId).set(remembered);
      },
    }),
    tasks: {
      prepare: async (one) => {
        wanted.push(one);
        done.push('prepare');
        await Promise.resolve();
        return answers.prepare === undefined
          ? { ...one, typeId: '10004', dueDay: '2026-12-06' }
          : (answers.prepare as NoTask);
      },
      make: () => answer('make'),
      find: (one) => {
        wanted.push(one);
        return answer('find');
      },
      read: () => answer('read'),
      missing: () => answer('missing'),
    },
    taskOwners: {
      note: () => {
        done.push('note');
        return Promise.resolve();
      },
    },
  };
  return { context, done, wanted, outside };
}

/** @param settings a connection's */
export function taskConformance(provider: Provider, settings: Readonly<Record<string, unknown>>): void {
  const erase = async (site: ReturnType<typeof siteOf>, person = subject()): Promise<Outcome | undefined> => {
    const outcomes = await provider.open(settings, site.context).erase?.([person]);
    expect(outcomes).toHaveLength(1);
    expect(site.outside.asked).toEqual([]);
    return outcomes?.[0];
  };

  describe(provider.id, () => {
    it('calls no host', () => {
      expect([provider.egress, provider.hosts(settings), provider.sendsTo(settings)]).toEqual([[], [], []]);
      expect(provider.documented(settings)).toEqual([]);
      expect([provider.batchSize, provider.concurrency]).toEqual([1, 1]);
      expect(provider.describe(settings).calls).toBe(0);
    });

    it('is set up without a secret', () => {
      expect(provider.secretFields).toEqual([]);
      expect(JSON.stringify(provider.schema())).not.toContain('writeOnly');
      expect(provider.problems(settings)).toBeNull();
    });

    it('says that a person has it, and writes before and after', async () => {
      const site = siteOf({ make: TASK });
      expect(await erase(site)).toEqual({ kind: 'assigned', task: TASK });
      expect(site.done).toEqual(['prepare', 'remember begun', 'make', 'remember made', 'note']);
    });

    it('hands no address on', async () => {
      const site = siteOf({ make: TASK });
      await erase(site);
      const seen = JSON.stringify(site.wanted).toLowerCase();
      for (const part of [JANE.toLowerCase(), encodeURIComponent(JANE).toLowerCase(), JANE.split('@')[0] ?? ''])
        expect(seen).not.toContain(part);
      expect(site.wanted[0]).toMatchObject({ erasureId: 'e1', connectionId: 'c1', issue: { key: 'GDPR-1' } });
    });

    it.each(NO_TASKS.map((one) => [`${one.kind} ${one.reason}`, one] as const))('passes on %s', async (_, no) => {
      expect(await erase(siteOf({ make: no }))).toEqual(no);
      expect(await erase(siteOf({ prepare: no }))).toEqual(no);
    });

    it('lets what the app itself throws through', async () => {
      await expect(erase(siteOf({ make: new AppError('busy') }))).rejects.toMatchObject({ code: 'busy' });
    });

    it('finds a task again that an interrupted try made', async () => {
      const first = siteOf({ make: new AppError('jira-unavailable') });
      await expect(erase(first)).rejects.toThrow();
      const later = { context: { ...first.context, now: () => NOW + DAY } };
      const second = siteOf({ find: TASK }, later);
      expect(await erase(second)).toEqual({ kind: 'assigned', task: TASK });
      expect(second.done).not.toContain('make');
      const third = siteOf({}, second);
      expect(await erase(third)).toEqual({ kind: 'assigned', task: TASK });
      expect(third.done).toEqual(['note']);
    });

    it.each(NO_TASKS.slice(-3))('makes none where it cannot be told whether there is one: %j', async (no) => {
      const first = siteOf({ make: { kind: 'retry', reason: 'timeout' } });
      await erase(first);
      const second = siteOf({ find: no }, { context: { ...first.context, now: () => NOW + DAY } });
      expect(await erase(second)).toEqual(no);
      expect(second.done).not.toContain('make');
    });

    it.each(STATES)(
      'goes on with the earlier task where that is open, and makes another one else: %s',
      async (kind, found) => {
        const earlier = { ...TASK, id: '10011' };
        const site = siteOf({ read: found, make: TASK });
        const said = await erase(site, subject({ task: earlier }));
        const task = kind === 'open' ? { ...earlier, key: 'GDPR-13', assignee: null } : TASK;
        expect(said).toEqual({ kind: 'assigned', task });
        expect(site.done.includes('make')).toBe(kind !== 'open');
      },
    );

    it('looks at nobody, asks nobody later, and invites nobody', () => {
      const { look, followUp, invite } = provider.open(settings, siteOf({}).context);
      expect([look, followUp, invite]).toEqual([null, null, null]);
    });

    it('is tried without a task', async () => {
      const well = siteOf({ missing: [] });
      expect(await provider.open(settings, well.context).test()).toEqual({ kind: 'ok', isByTask: true });
      const missing = [{ what: 'resolution', name: 'Done' }];
      const site = siteOf({ missing });
      expect(await provider.open(settings, site.context).test()).toMatchObject({
        ...{ kind: 'failed', missing: ['resolution Done'] },
      });
      expect([...well.done, ...site.done]).toEqual(['missing', 'missing']);
    });
  });
}
