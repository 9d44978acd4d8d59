/**
 * A provider without an API: a person does it there, and how they resolve their task in Jira says what became of it. Its
 * calls are Jira's, so it declares no requests.
 */
import * as z from 'zod/mini';
import type { Outcome } from '../../core/status/outcome';
import { Task } from '../../core/status/task';
import type { NoTask, TaskPlace, TaskWanted } from '../../ports/tasks';
import { MINUTE } from '../../lib/time';
import type { Declaration } from './declare';
import { Ending, POSTPONED, UNEXPECTED } from './ending';
import type { Fields, SettingsOf } from './fields';
import type { Cause, OpenProvider, Provider, ProviderContext, Subject, TestResult } from './provider';
import { type Reach, reachOf } from './reach';
import { rememberedIn } from './remember';
import { formOf } from './settings';

/** Longer than a request to Jira is on its way, and than Jira's search lags behind: by then what an earlier try made is found. */
const IS_SEEN_AFTER = 2 * MINUTE;

/** What a task is to be, because of an erasure, and where it is made. */
export interface TaskDeclared {
  readonly place: TaskPlace;
  /** The site's resolutions that say something. */
  readonly resolutions: readonly string[];
  readonly about: (cause: Cause, now: number) => Pick<TaskWanted, 'summary' | 'text' | 'dueAt'>;
}

type Shared = 'id' | 'label' | 'page' | 'category' | 'confidence' | 'notes' | 'does' | 'promise' | 'keeps' | 'rules';

/** A provider whose erasures are tasks for people. */
export interface TaskDeclaration<F extends Fields> extends Pick<Declaration<F>, Shared> {
  readonly settings: F;
  readonly task: (settings: SettingsOf<F>) => TaskDeclared;
}

/** @throws Ending where there is no task */
function orEnd<T extends object>(found: T | NoTask): T {
  if ('reason' in found) throw new Ending(found);
  return found;
}

/** What a task is made with. */
interface Making {
  readonly reach: Reach;
  readonly around: ProviderContext;
  readonly declared: TaskDeclared;
}

/** A task that an earlier try may have made without telling; null where there is none. @param begunAt when that try was */
async function foundAgain({ reach, around }: Making, wanted: TaskWanted, begunAt: number, except: string | null) {
  const wait = begunAt + IS_SEEN_AFTER - reach.now();
  if (wait > 0) throw new Ending({ ...POSTPONED, afterSeconds: Math.ceil(wait / 1000) });
  const found = await reach.own(around.tasks.find(wanted, except));
  return found === null ? null : orEnd(found);
}

/**
 * The open task of a person: the one that there is, else another one. When it is about to be made is written before each try,
 * so that what an interrupted one made, or is still making, is found again and no second one is made.
 */
async function taskFor(making: Making, person: Subject): Promise<Task> {
  const { reach, around, declared } = making;
  const { cause, task: earlier, erasureId } = person;
  if (cause === undefined) throw new Ending(UNEXPECTED);
  const about = declared.about(cause, reach.now());
  const wanted = { ...declared.place, ...about, issue: cause.issue, erasureId, connectionId: around.connectionId };
  if (earlier !== undefined) {
    const found = await reach.own(around.tasks.read(earlier.id));
    if (found.kind === 'open') return { ...earlier, key: found.key, assignee: found.assignee };
  }
  const memory = rememberedIn(reach.memory(erasureId)).of(`after ${earlier?.id ?? 'none'}`);
  return memory.remember('made', Task, async () => {
    if (await memory.isEarlier('begun')) {
      const begunAt = await memory.remember('begun', z.number(), reach.now);
      const again = await foundAgain(making, wanted, begunAt, earlier?.id ?? null);
      if (again !== null) return again;
    }
    const prepared = orEnd(await reach.own(around.tasks.prepare(wanted)));
    await memory.note('begun', reach.now());
    return orEnd(await reach.own(around.tasks.make(prepared)));
  });
}

async function assigned(making: Making, person: Subject): Promise<Outcome> {
  const { reach, around } = making;
  const task = await taskFor(making, person);
  const owner = { erasureId: person.erasureId, connectionId: around.connectionId };
  // Before the step knows of it: whatever Jira tells of the task finds whose it is.
  await reach.own(around.taskOwners.note(task.id, owner));
  return { kind: 'assigned', task };
}

async function tried({ reach, around, declared }: Making): Promise<TestResult> {
  const missing = await reach.own(around.tasks.missing(declared.place, declared.resolutions));
  if (missing.length === 0) return { kind: 'ok', isByTask: true };
  const outcome: Outcome = { kind: 'refused', reason: 'not-found' };
  return { kind: 'failed', outcome, missing: missing.map(({ what, name }) => `${what} ${name}`), isByTask: true };
}

function open(id: string, declared: TaskDeclared, around: ProviderContext): OpenProvider {
  const reach = reachOf({ id, api: {} }, around);
  const making = { reach, around, declared };
  return {
    test: () =>
      reach.safely(
        () => tried(making),
        (outcome): TestResult => ({ kind: 'failed', outcome }),
      ),
    erase: async (people) => {
      const outcomes: Outcome[] = [];
      for (const person of people)
        outcomes.push(
          await reach.safely(
            () => assigned(making, person),
            (outcome) => outcome,
          ),
        );
      return outcomes;
    },
    look: null,
    followUp: null,
    invite: null,
    isPolled: false,
    verify: null,
    remembers: (erasureId) => reach.memoryOf(erasureId) !== null,
    foundOf: () => null,
  };
}

/** A provider from the declaration of its tasks. */
export function defineByTask<const F extends Fields>(declared: TaskDeclaration<F>): Provider {
  const { id, label, does, promise, page, category, confidence, notes = [], keeps = [] } = declared;
  const form = formOf(declared.settings, declared.rules ?? []);
  return {
    ...{ id, label, does, promise, page, category, confidence, notes, keeps },
    ...{ shutsOut: null, holds: null, confirms: null },
    ...{ notAsked: 'A person does it: nobody else can tell what is there.' },
    ...{ erases: true, isByTask: true, invites: false, alsoDeletes: null, keyLasts: null, assumed: [], egress: [] },
    ...{ batchSize: 1, concurrency: 1, callsPerMinute: 60, secretFields: form.secretFields, schema: form.jsonSchema },
    hosts: () => [],
    sendsTo: () => [],
    describe: () => ({ does, promise, keeps, calls: 0 }),
    problems: form.problems,
    open: (settings, around) => open(id, declared.task(form.parse(settings)), around),
    documented: () => [],
  };
}
