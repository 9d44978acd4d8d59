/**
 * Erasures as screens show them.
 */
import type { ErasureView, StepView } from '../contract/erasure-view';
import { type Erasure, hasEnded } from '../core/erasure';
import type { Ports, Untold } from '../core/ports';
import {
  APPROVAL_WORDS,
  ERASURE_WORDS,
  ISSUE_GONE_WORDS,
  NOT_TOLD_WORDS,
  outcomeSentence,
  STEP_WORDS,
  TROUBLE_WORDS,
} from '../core/report';
import type { Settings } from '../core/settings';
import { isSettled, type Step } from '../core/step';
import { providerOf } from '../providers';

const labelIn = ({ connections }: Settings, id: string): string => connections.find((c) => c.id === id)?.label ?? id;

function viewStep(step: Step, settings: Settings): StepView {
  const provider = providerOf(step.provider);
  return {
    connectionId: step.connectionId,
    label: labelIn(settings, step.connectionId),
    providerLabel: provider?.label ?? step.provider,
    status: step.status,
    words: STEP_WORDS[step.status],
    sentence: step.outcome === null ? null : outcomeSentence(step.outcome, provider?.promise ?? ''),
    outcome: step.outcome?.kind ?? null,
    attempts: step.attempts,
    at: step.at,
    nextTryAt: step.gate === 'open' ? step.notBefore : null,
  };
}

const viewSkipped = ({ connectionId, provider }: Erasure['skipped'][number], settings: Settings): StepView => ({
  connectionId,
  label: labelIn(settings, connectionId),
  providerLabel: providerOf(provider)?.label ?? provider,
  status: 'skipped',
  words: STEP_WORDS.skipped,
  sentence: 'Switched off, or not for this project.',
  outcome: null,
  attempts: 0,
  at: null,
  nextTryAt: null,
});

/** What belongs to an erasure besides its steps. */
interface Around {
  readonly settings: Settings;
  readonly untold: readonly Untold[];
  readonly earlier: readonly Erasure[];
  /** Issues that the asker may see. */
  readonly visible: ReadonlySet<string>;
}

function viewMirror({ id, isIssueGone }: Erasure, untold: readonly Untold[]): string | null {
  if (isIssueGone) return ISSUE_GONE_WORDS;
  const why = untold.find(({ erasureId }) => erasureId === id)?.why ?? null;
  return why === null ? null : `${TROUBLE_WORDS[why]} ${NOT_TOLD_WORDS}`;
}

function viewEarlier({ earlier }: Erasure, around: Around): ErasureView['earlier'] {
  const found = around.earlier.find(({ id }) => id === earlier);
  if (found === undefined) return null;
  const issueKey = around.visible.has(found.issueId) ? found.issueKey : null;
  return { issueKey, words: ERASURE_WORDS[found.status], at: found.finishedAt ?? found.requestedAt };
}

const mayBeCancelled = ({ status }: Erasure, steps: readonly Step[]): boolean =>
  status === 'awaiting-approval' || status === 'scheduled' || (status === 'running' && !steps.every(isSettled));

/** One erasure with its steps. */
function viewErasure(erasure: Erasure, steps: readonly Step[], around: Around): ErasureView {
  const { settings } = around;
  return {
    id: erasure.id,
    issueKey: erasure.issueKey,
    status: erasure.status,
    words: ERASURE_WORDS[erasure.status],
    isOpen: !hasEnded(erasure),
    mask: erasure.mask,
    via: erasure.origin.via,
    requestedBy: erasure.origin.accountId,
    approvedBy: erasure.approvedBy,
    because: erasure.because.map((reason) => (APPROVAL_WORDS as Record<string, string>)[reason] ?? reason),
    requestedAt: erasure.requestedAt,
    startsAt: erasure.startsAt,
    dueAt: erasure.dueAt,
    finishedAt: erasure.finishedAt,
    earlier: viewEarlier(erasure, around),
    mirror: viewMirror(erasure, around.untold),
    hasReceipt: erasure.seal !== null,
    mayBeCancelled: mayBeCancelled(erasure, steps),
    settled: steps.filter(isSettled).length + erasure.skipped.length,
    total: steps.length + erasure.skipped.length,
    steps: [
      ...steps.map((step) => viewStep(step, settings)),
      ...erasure.skipped.map((skipped) => viewSkipped(skipped, settings)),
    ],
  };
}

async function viewAll(ports: Ports, erasures: readonly Erasure[]): Promise<ErasureView[]> {
  const { ledger, settings, issues } = ports;
  const ids = erasures.map(({ earlier }) => earlier).filter((id) => id !== null);
  const earlier = await ledger.erasures(ids);
  const around: Around = {
    settings: await settings.read(),
    untold: await ledger.untold(erasures.map(({ id }) => id)),
    earlier,
    visible: await issues.visible([...new Set(earlier.map(({ issueId }) => issueId))]),
  };
  const steps = await ledger.steps(erasures.flatMap(({ stepKeys }) => stepKeys));
  return erasures.map((erasure) =>
    viewErasure(
      erasure,
      steps.filter(({ erasureId }) => erasureId === erasure.id),
      around,
    ),
  );
}

/** The erasures of an issue, the latest first. */
export const viewIssue =
  (ports: Ports) =>
  async (issueId: string): Promise<ErasureView[]> =>
    viewAll(ports, await ports.ledger.ofIssue(issueId));

const PAGE = 25;

/**
 * A page of the latest erasures, of those issues that the asking user may see. Issues that are gone can be seen by
 * nobody: their erasures are shown to Jira admins.
 */
export const viewRecent =
  (ports: Ports) =>
  async (cursor: string | null): Promise<{ erasures: ErasureView[]; cursor: string | null }> => {
    const page = await ports.ledger.recent(PAGE, cursor ?? undefined);
    const visible = await ports.issues.visible([...new Set(page.erasures.map(({ issueId }) => issueId))]);
    const isForAdmins = page.erasures.some(({ isIssueGone }) => isIssueGone) && (await ports.issues.isAdmin());
    const shown = page.erasures.filter(
      ({ issueId, isIssueGone }) => visible.has(issueId) || (isIssueGone && isForAdmins),
    );
    return { erasures: await viewAll(ports, shown), cursor: page.cursor };
  };
