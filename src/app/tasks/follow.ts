/**
 * Reads a task, and does what it says: resolving it is what its person says of the step, reopening it takes that back. The
 * task itself is read, whoever told of it: what an event says is perhaps old, and nobody vouches for it.
 */
import { NEVER, nextReminder } from '../../core/erasure/deadline';
import { type Erasure, isAllKept } from '../../core/erasure/erasure';
import { toReason } from '../../core/erasure/reason';
import { type Step } from '../../core/erasure/step';
import { type Followed, followsTask, followTask } from '../../core/erasure/task-step';
import { wantsSecondPerson } from '../../core/policy/second-person';
import { connectionFor, type Settings } from '../../core/settings/schema';
import type { TaskFound } from '../../core/status/task';
import type { ErasureSnapshot } from '../../ports/erasure-store';
import type { Ports } from '../../ports/ports';
import type { TaskOwner } from '../../ports/task-owners';
import { readingsIn } from '../../providers/manual-readings';
import { RESOLVED_WORDS, resolvedWords } from '../../words/task';
import { updateErasure } from '../sync/update';
import { tellReopened } from './tell-reopened';

/** Where what a task says is heard: nobody decides about what is not begun, and what was called off stays so. */
const HEARD: readonly Erasure['status'][] = ['running', 'partial', 'blocked', 'handed-over', 'completed'];
const isHeard = (erasure: Erasure): boolean => HEARD.includes(erasure.status) || isAllKept(erasure);

/** The step that follows this task; undefined where none does (any more). */
function stepOf({ erasure, steps }: ErasureSnapshot, taskId: string, connectionId: string): Step | undefined {
  const step = steps.find((one) => one.connectionId === connectionId && one.task?.id === taskId);
  return step !== undefined && isHeard(erasure) && followsTask(step, erasure.statements) ? step : undefined;
}

/** What the task makes of its step, by how its connection reads resolutions now. */
function followed(
  { erasure }: ErasureSnapshot,
  step: Step,
  { settings, found, now }: { settings: Settings; found: TaskFound; now: number },
): Followed {
  const { resolutions: readings, legalReason } = readingsIn(connectionFor(settings, step)?.settings ?? {});
  return followTask({
    ...{ step, statements: erasure.statements, found, readings, now },
    isHeld: wantsSecondPerson(erasure, settings.policy),
    reason: (said, resolution) => toReason(resolvedWords(said, resolution, legalReason), null) ?? RESOLVED_WORDS,
  });
}

const isSameStanding = (before: Step, { step: after, newEvents }: Followed): boolean =>
  newEvents.length === 0 && before.phase === after.phase && before.history.length === after.history.length;

const withStep = (steps: readonly Step[], after: Step): Step[] =>
  steps.map((step) => (step.connectionId === after.connectionId ? after : step));

/** Notes that a task was read, and who has it by now. Nothing is told for it; somebody else's change goes first. */
async function noteRead({ erasureStore }: Ports, read: ErasureSnapshot, before: Step, after: Step): Promise<void> {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  const steps = withStep(read.steps, after);
  await erasureStore.save(read, { erasure: read.erasure, steps, isSynced: !read.needsSync });
}

/** Follows one task of the app's. @throws AppError `jira-unavailable`, `busy` */
export async function follow(ports: Ports, taskId: string, { erasureId, connectionId }: TaskOwner): Promise<void> {
  const { erasureStore, tasks, system } = ports;
  const read = await erasureStore.snapshot(erasureId);
  const step = read === null ? undefined : stepOf(read, taskId, connectionId);
  if (read === null || step === undefined) return;
  const settings = await ports.settings.read();
  // Nobody asks for it at a connection that is no more.
  if (connectionFor(settings, step) === undefined) return;
  const found = await tasks.read(taskId);
  const seen = followed(read, step, { settings, found, now: system.now() });
  if (isSameStanding(step, seen)) return noteRead(ports, read, step, seen.step);
  const wasDone = step.status === 'done';
  // Before it is open again: whoever dies in between leaves a reminder too many.
  if (wasDone) await remindAgain(ports, read.erasure);
  const became = { isReopened: false };
  await updateErasure(ports, erasureId, (now, at) => {
    became.isReopened = false;
    const open = stepOf(now, taskId, connectionId);
    if (open === undefined) return null;
    const after = followed(now, open, { settings, found, now: at });
    if (isSameStanding(open, after)) return null;
    const steps = withStep(now.steps, after.step);
    const erasure = { ...now.erasure, statements: [...after.statements] };
    became.isReopened = open.status === 'done' && after.step.status === 'waiting';
    // What is held for a second person changes nothing yet.
    if (open.history.length === after.step.history.length) return { erasure, steps, newEvents: after.newEvents };
    return {
      erasure: { ...erasure, status: 'running', finishedAt: null, comment: 'due' },
      ...{ steps, newEvents: after.newEvents },
    };
  });
  if (became.isReopened) await tellReopened(ports, erasureId, connectionId);
}

const remindAgain = ({ reminders, system }: Ports, { id, dueAt }: Erasure): Promise<void> =>
  reminders.set(id, { dueAt, remindAt: nextReminder(dueAt, system.now()) ?? NEVER });
