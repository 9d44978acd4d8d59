/**
 * The record of a new erasure, and those of its steps.
 */
import { type Erasure, dueDateOf, giveUpAt } from '../../core/erasure/erasure';
import { type Step, stepKey } from '../../core/erasure/step';
import { type NewEvent, EMPTY_CHAIN } from '../../core/evidence/chain';
import { mask } from '../../core/person/mask';
import type { PersonId } from '../../core/person/person';
import { type Origin, WAYS } from '../../core/status/origin';
import type { ErasureUpdate } from '../../ports/erasure-store';
import type { Ports } from '../../ports/ports';
import type { Assessment, Planned } from '../locate/assess';
import { assertFound, sourceName } from '../locate/locate';
import { appendEvents } from '../sync/append-events';
import { HOUR } from '../../lib/time';

/** What an erasure is begun with, beside what the issue and the rules say. */
export interface Draft {
  readonly id: string;
  readonly personId: PersonId;
  readonly origin: Origin;
  /** An earlier erasure of the same person, because of another issue. */
  readonly earlier: string | null;
  readonly isOneOfSeveral: boolean;
  /** The site's time zone, where the due date depends on it. */
  readonly zone: string;
  /** The person's invitations from this issue. */
  readonly invited: readonly NewEvent[];
}

/** A new erasure, and its first events. */
export function newErasure(
  ports: Pick<Ports, 'system' | 'notary'>,
  assessment: Assessment,
  { id, personId, origin, earlier, isOneOfSeveral, zone, invited }: Draft,
): Pick<ErasureUpdate, 'erasure' | 'page'> {
  const { issue, settings, plan, left, verdict } = assessment;
  const found = assertFound(assessment.located, issue, settings);
  const { person } = found;
  const source = sourceName(found);
  const now = ports.system.now();
  const startsAt = now + settings.policy.graceHours * HOUR;
  const waits = verdict.kind === 'approve';
  const because = waits ? [...verdict.because] : [];
  const due = dueDateOf(issue.createdAt, settings.policy.dueDays, zone);
  const erasure: Erasure = {
    id,
    issueId: issue.id,
    issueKey: issue.key,
    projectKey: issue.projectKey,
    isServiceDesk: issue.isServiceDesk,
    personId,
    mask: mask(person.email),
    status: waits ? 'awaiting-approval' : startsAt > now ? 'scheduled' : 'running',
    origin,
    source,
    pick: found.pick,
    isOneOfSeveral,
    approvalReasons: because,
    approvedBy: null,
    retriedBy: null,
    requestedAt: now,
    startsAt,
    ...due,
    finishedAt: null,
    skipped: left.map(({ connection, why }) => ({ connectionId: connection.id, provider: connection.provider, why })),
    stepKeys: plan.map(({ connection }) => stepKey(id, connection.id)),
    statements: [],
    isPropertyWritten: false,
    comment: 'due',
    isIssueGone: false,
    earlier,
    chain: { ...EMPTY_CHAIN, pages: 0, recorded: {} },
    seal: null,
  };
  const named = ({ connection }: Planned) => ({ connection: connection.id, provider: connection.provider });
  const requested: NewEvent = {
    kind: 'requested',
    at: now,
    erasureId: id,
    via: origin.via,
    account: origin.accountId,
    issueId: issue.id,
    issueKey: issue.key,
    person: personId,
    source,
    rules: { verdict: waits ? 'approve' : 'run', because },
    plan: plan.map(named),
    skipped: left.map(named),
    earlier,
    dueAt: new Date(due.dueAt).toISOString(),
  };
  return appendEvents(ports, erasure, [], [requested, ...invited]);
}

/** The step of a new erasure at a connection. */
export function newStep(erasure: Erasure, { connection }: Planned): Step {
  return {
    erasureId: erasure.id,
    connectionId: connection.id,
    provider: connection.provider,
    status: 'waiting',
    phase: erasure.status === 'running' ? 'ready' : 'held',
    priority: WAYS[erasure.origin.via].priority,
    notBefore: erasure.requestedAt,
    giveUpAt: giveUpAt(erasure.requestedAt, erasure.dueAt),
    attempts: 0,
    checks: 0,
    outcome: null,
    at: null,
    history: [],
  };
}
