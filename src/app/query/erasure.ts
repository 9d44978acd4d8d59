/**
 * Erasures as screens show them.
 */
import type { ErasureView, StepView } from '../../contract/erasure-view';
import { isUnfinished } from '../../core/erasure/closing';
import { type Erasure, hasEnded, isAllKept, mayExtendTo } from '../../core/erasure/erasure';
import { WAYS } from '../../core/status/origin';
import { isByPeople, isSettled, type Step } from '../../core/erasure/step';
import { connectionFor, type Settings } from '../../core/settings/schema';
import type { Backoff } from '../../ports/leases';
import type { OutboxEntry } from '../../ports/outbox';
import type { Ports } from '../../ports/ports';
import { providerOf } from '../../providers';
import {
  ALL_KEPT_WORDS,
  APPROVAL_WORDS,
  HANDED_OVER_WORDS,
  peopleSentence,
  SEEN_STILL_WORDS,
  standingWords,
} from '../../words/erasure';
import { errorText } from '../../words/errors';
import { BACK_WORDS } from '../../words/second-look';
import {
  backoffSentence,
  OFF_WORDS,
  outcomeSentence,
  SKIPPED_WORDS,
  STEP_WORDS,
  stepWords,
  taskSentence,
} from '../../words/outcomes';
import { ISSUE_GONE_WORDS, OUT_OF_DATE_WORDS, SYNC_ERROR_WORDS } from '../../words/sync';
import { type IssuePeople, readPeople } from '../people/people';
import { readAgain } from '../locate/read-again';
import { backoffsOf } from '../background/backoff';
import { tryOrLog } from '../background/for-each-until';
import { labelIn, promiseIn } from '../sync/comment-rows';
import { viewSecondLook, viewVerification } from './verification';

/** Where a step of an erasure can be finished by hand, and where it can be retried. */
const MARKED: readonly Erasure['status'][] = ['running', 'partial', 'blocked', 'handed-over'];
const RETRIED: readonly Erasure['status'][] = ['running', 'partial', 'blocked'];

/** Whether a step waits because its connection is switched off. */
const isOff = (step: Step, settings: Settings): boolean =>
  !isSettled(step) && connectionFor(settings, step)?.enabled === false;

/** What holds a step up: its connection is off, or its provider asked to be left alone. */
interface HeldUp {
  readonly off: boolean;
  readonly backoff: Backoff | null;
}

/** Whether a step is to be called once its provider lets us. */
const isToBeCalled = ({ phase, status }: Step): boolean => phase === 'ready' && status === 'waiting';

function heldUp(step: Step, { settings, backoffs }: Around): HeldUp {
  const off = isOff(step, settings);
  return { off, backoff: isToBeCalled(step) && !off ? (backoffs.get(step.connectionId) ?? null) : null };
}

function sentenceOf(step: Step, { off, backoff }: HeldUp, settings: Settings): string | null {
  const { status, outcome } = step;
  if (step.phase === 'assigned' && step.task !== undefined) return taskSentence(step.task);
  if (off && status === 'waiting') return OFF_WORDS;
  if (backoff !== null) return backoffSentence(backoff.reason);
  return outcome === null ? null : outcomeSentence(outcome, promiseIn(settings, step));
}

const nextTryOf = ({ phase, notBefore }: Step, { off, backoff }: HeldUp): number | null =>
  phase === 'ready' && !off ? Math.max(notBefore, backoff?.until ?? 0) : null;

/** What a person may do about a step, and what one said of it. */
function actionsOf(
  { status, statements }: Erasure,
  step: Step,
): Pick<StepView, 'statement' | 'mayBeRetried' | 'mayBeMarked'> {
  const mayBeMarked = MARKED.includes(status) && step.status !== 'done' && step.status !== 'skipped';
  const statement = statements.find(({ connectionId }) => connectionId === step.connectionId) ?? null;
  return {
    statement: mayBeMarked || isByPeople(step) ? statement : null,
    mayBeRetried: RETRIED.includes(status) && step.status === 'blocked',
    mayBeMarked,
  };
}

function viewStep(erasure: Erasure, step: Step, around: Around): StepView {
  const held = heldUp(step, around);
  return {
    connectionId: step.connectionId,
    label: labelIn(around.settings, step),
    providerLabel: providerOf(step.provider)?.label ?? step.provider,
    status: step.status,
    words: stepWords(step),
    sentence: sentenceOf(step, held, around.settings),
    takenAwayBy: step.outcome?.kind === 'refused' ? (step.outcome.by ?? null) : null,
    outcome: step.outcome?.kind ?? null,
    attempts: step.attempts,
    at: step.at,
    nextTryAt: nextTryOf(step, held),
    blockedUntil: held.backoff?.until ?? null,
    verification: viewVerification(step),
    secondLook: viewSecondLook(erasure, step),
    task: step.task ?? null,
    ...actionsOf(erasure, step),
  };
}

const viewSkipped = (skipped: Erasure['skipped'][number], settings: Settings): StepView => ({
  connectionId: skipped.connectionId,
  label: labelIn(settings, skipped),
  providerLabel: providerOf(skipped.provider)?.label ?? skipped.provider,
  status: 'skipped',
  words: STEP_WORDS.skipped,
  sentence: SKIPPED_WORDS[skipped.why],
  takenAwayBy: null,
  outcome: null,
  attempts: 0,
  at: null,
  nextTryAt: null,
  blockedUntil: null,
  verification: null,
  secondLook: null,
  task: null,
  statement: null,
  mayBeRetried: false,
  mayBeMarked: false,
});

function viewPeople(people: IssuePeople | null): ErasureView['people'] {
  if (people === null || people.total < 2) return null;
  const { total, finished, waived, persons } = people;
  const left = persons.filter(({ state }) => state === 'left').map((one) => one.mask);
  return { total, finished, waived, left, words: peopleSentence(people, left) };
}

/** What belongs to an erasure besides its steps. */
interface Around {
  /** Everybody on issues that have several people, by the issues' ids. */
  readonly people: ReadonlyMap<string, IssuePeople | null>;
  readonly settings: Settings;
  /** Connections at which nobody is called for a while. */
  readonly backoffs: ReadonlyMap<string, Backoff>;
  readonly outdated: readonly OutboxEntry[];
  readonly earlier: readonly Erasure[];
  /** Issues that the asker may see. */
  readonly visible: ReadonlySet<string>;
  readonly now: number;
}

function viewMirror({ id, isIssueGone }: Erasure, outdated: readonly OutboxEntry[]): string | null {
  if (isIssueGone) return ISSUE_GONE_WORDS;
  const why = outdated.find(({ erasureId }) => erasureId === id)?.syncError ?? null;
  return why === null ? null : `${SYNC_ERROR_WORDS[why]} ${OUT_OF_DATE_WORDS}`;
}

function viewEarlier({ earlier }: Erasure, around: Around): ErasureView['earlier'] {
  const found = around.earlier.find(({ id }) => id === earlier);
  if (found === undefined) return null;
  const issueKey = around.visible.has(found.issueId) ? found.issueKey : null;
  return { issueKey, words: standingWords(found), at: found.finishedAt ?? found.requestedAt };
}

const CANCELLED: readonly Erasure['status'][] = ['awaiting-approval', 'scheduled', 'partial', 'blocked'];
const mayBeCancelled = ({ status }: Erasure, steps: readonly Step[]): boolean =>
  CANCELLED.includes(status) || (status === 'running' && !steps.every(isSettled));

function noteOf(erasure: Erasure): string | null {
  if (hasEnded(erasure) && erasure.isSeenStill === true) return SEEN_STILL_WORDS;
  if (erasure.back !== undefined) return BACK_WORDS;
  if (erasure.status === 'handed-over') return HANDED_OVER_WORDS;
  return isAllKept(erasure) ? ALL_KEPT_WORDS : null;
}

/** One erasure with its steps. */
function viewErasure(erasure: Erasure, steps: readonly Step[], around: Around): ErasureView {
  const { settings } = around;
  const isOpenEnded = isUnfinished(erasure, settings.status.closing);
  return {
    id: erasure.id,
    issueKey: erasure.issueKey,
    status: erasure.status,
    words: standingWords(erasure),
    isOpen: !hasEnded(erasure),
    mask: erasure.mask,
    via: WAYS[erasure.origin.via].words,
    requestedBy: erasure.origin.accountId,
    approvedBy: erasure.approvedBy,
    retriedBy: erasure.retriedBy,
    because: erasure.approvalReasons.map((reason) => (APPROVAL_WORDS as Record<string, string>)[reason] ?? reason),
    requestedAt: erasure.requestedAt,
    startsAt: erasure.startsAt,
    dueAt: erasure.dueAt,
    extendsTo: mayExtendTo(erasure, around.now),
    note: noteOf(erasure),
    isUnfinished: isOpenEnded,
    isOverdue: isOpenEnded && erasure.dueAt <= around.now,
    isSeenStill: hasEnded(erasure) && erasure.isSeenStill === true,
    finishedAt: erasure.finishedAt,
    addressKeptUntil: hasEnded(erasure) ? (erasure.addressKeptUntil ?? null) : null,
    secondLookAt: erasure.addressKeptUntil === undefined ? null : (erasure.secondLookAt ?? null),
    earlier: viewEarlier(erasure, around),
    mirror: viewMirror(erasure, around.outdated),
    hasReceipt: erasure.seal !== null,
    mayBeCancelled: mayBeCancelled(erasure, steps),
    people: viewPeople(around.people.get(erasure.issueId) ?? null),
    settled: steps.filter(isSettled).length + erasure.skipped.length,
    total: steps.length + erasure.skipped.length,
    steps: [
      ...steps.map((step) => viewStep(erasure, step, around)),
      ...erasure.skipped.map((skipped) => viewSkipped(skipped, settings)),
    ],
  };
}

/** Erasures with their steps, in their order. */
export async function viewAll(ports: Ports, erasures: readonly Erasure[]): Promise<ErasureView[]> {
  const { erasureStore, outbox, stepStore, settings, permissions } = ports;
  const ids = erasures.map(({ earlier }) => earlier).filter((id) => id !== null);
  const earlier = await erasureStore.erasures(ids);
  const ofSeveral = new Set(erasures.filter((one) => one.isOneOfSeveral).map(({ issueId }) => issueId));
  // One record that cannot be read hides no erasure.
  const peopleOrNobody = (issueId: string) => tryOrLog(ports, 'people', () => readPeople(ports, issueId), null);
  const steps = await stepStore.steps(erasures.flatMap(({ stepKeys }) => stepKeys));
  const configured = await settings.read();
  const waited = new Set(steps.filter(isToBeCalled).map(({ connectionId }) => connectionId));
  const around: Around = {
    people: new Map(
      await Promise.all([...ofSeveral].map(async (issueId) => [issueId, await peopleOrNobody(issueId)] as const)),
    ),
    settings: configured,
    backoffs: await backoffsOf(
      ports,
      configured.connections.filter(({ id }) => waited.has(id)),
    ),
    outdated: await outbox.entries(erasures.map(({ id }) => id)),
    earlier,
    now: ports.system.now(),
    visible: await permissions.permitted('BROWSE_PROJECTS', [...new Set(earlier.map(({ issueId }) => issueId))]),
  };
  return erasures.map((erasure) =>
    viewErasure(
      erasure,
      steps.filter(({ erasureId }) => erasureId === erasure.id),
      around,
    ),
  );
}

/** One erasure, as it stands now. */
export async function viewOne(ports: Ports, erasure: Erasure): Promise<ErasureView> {
  const [view] = await viewAll(ports, [erasure]);
  if (view === undefined) throw new Error('one erasure has one view');
  return view;
}

/** The erasures of an issue, the latest first. */
export async function viewIssue(ports: Ports, issueId: string): Promise<ErasureView[]> {
  return viewAll(ports, await ports.erasureIndex.erasuresOfIssue(issueId));
}

/** What nobody attended and a rule refused at an issue, unless an erasure was begun there since. */
export async function viewFailedTrigger(ports: Ports, issueId: string, erasures: readonly ErasureView[]) {
  const refused = await ports.failedTriggers.of(issueId);
  const isOver = refused === null || erasures.some(({ requestedAt }) => requestedAt >= refused.at);
  if (isOver) return null;
  const { origin, at, code, retryAs } = refused;
  const { message, values } = await readAgain(ports, issueId, code);
  return {
    ...{ via: WAYS[origin.via].words, at, isTriedAgain: retryAs !== null },
    message: message ?? errorText(code),
    values,
  };
}
