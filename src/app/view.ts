/**
 * Erasures as screens show them.
 */
import type { ErasureView, StepView } from '../contract/erasure-view';
import type { Erasure } from '../core/erasure';
import type { Ports } from '../core/ports';
import { APPROVAL_WORDS, ERASURE_WORDS, outcomeSentence, STEP_WORDS } from '../core/report';
import type { Settings } from '../core/settings';
import type { Step } from '../core/step';
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

/** One erasure with its steps. */
export function viewErasure(erasure: Erasure, steps: readonly Step[], settings: Settings): ErasureView {
  return {
    id: erasure.id,
    issueKey: erasure.issueKey,
    status: erasure.status,
    words: ERASURE_WORDS[erasure.status],
    isOpen: erasure.isOpen === 'yes',
    mask: erasure.mask,
    via: erasure.origin.via,
    requestedBy: erasure.origin.accountId,
    approvedBy: erasure.approvedBy,
    because: erasure.because.map((reason) => (APPROVAL_WORDS as Record<string, string>)[reason] ?? reason),
    requestedAt: erasure.requestedAt,
    startsAt: erasure.startsAt,
    dueAt: erasure.dueAt,
    finishedAt: erasure.finishedAt,
    settled: steps.filter(({ gate }) => gate === 'closed').length + erasure.skipped.length,
    total: steps.length + erasure.skipped.length,
    steps: [
      ...steps.map((step) => viewStep(step, settings)),
      ...erasure.skipped.map((skipped) => viewSkipped(skipped, settings)),
    ],
  };
}

async function viewAll({ ledger, settings }: Ports, erasures: readonly Erasure[]): Promise<ErasureView[]> {
  const configured = await settings.read();
  const steps = await ledger.steps(erasures.flatMap(({ stepKeys }) => stepKeys));
  return erasures.map((erasure) =>
    viewErasure(
      erasure,
      steps.filter(({ erasureId }) => erasureId === erasure.id),
      configured,
    ),
  );
}

/** The erasures of an issue, the latest first. */
export const viewIssue =
  (ports: Ports) =>
  async (issueId: string): Promise<ErasureView[]> =>
    viewAll(ports, await ports.ledger.ofIssue(issueId));

const PAGE = 25;

/** A page of the latest erasures, of those issues that the asking user may see. */
export const viewRecent =
  (ports: Ports) =>
  async (cursor: string | null): Promise<{ erasures: ErasureView[]; cursor: string | null }> => {
    const page = await ports.ledger.recent(PAGE, cursor ?? undefined);
    const visible = await ports.issues.visible([...new Set(page.erasures.map(({ issueId }) => issueId))]);
    return {
      erasures: await viewAll(
        ports,
        page.erasures.filter(({ issueId }) => visible.has(issueId)),
      ),
      cursor: page.cursor,
    };
  };
