/**
 * Whether an erasure may run: a table of rules over plain facts. The admin page and the preview show the same table.
 */
import type { ErasureStatus } from '../status/erasure-status';
import { type Email, isSameAddress, isUnder } from '../person/email';
import { type Connection, isForProject, type Policy } from '../settings/schema';

/** What the rules are asked about. */
export interface Facts {
  /** A person clicked, and saw the address. */
  readonly attended: boolean;
  /** That person confirmed the address found in free text. */
  readonly confirmed: boolean;
  readonly fromText: boolean;
  /** A person typed it, and it cannot be read for sure where it stands. */
  readonly typedUnsure: boolean;
  readonly protected: boolean;
  readonly projectAllowed: boolean;
  readonly connections: number;
  readonly sources: number;
  readonly paused: boolean;
  /** Erasures without a person in the last hour, this one not counted. */
  readonly unattendedThisHour: number;
}

export type RefusalReason = 'not-configured' | 'project-not-allowed' | 'paused' | 'protected' | 'needs-confirmation';
export type ApprovalReason = 'typed' | 'protected' | 'approval-always' | 'approval-unattended' | 'hourly-cap';

/** What the rules are called, wherever they are shown. */
export type RuleId =
  | 'configured'
  | 'project'
  | 'paused'
  | 'protected-unattended'
  | 'text-confirmed'
  | 'typed-unsure'
  | 'protected-attended'
  | 'approval-always'
  | 'approval-unattended'
  | 'hourly-cap';

interface Rule {
  readonly id: RuleId;
  readonly applies: (facts: Facts, policy: Policy) => boolean;
  readonly then: { readonly refuse: RefusalReason } | { readonly approve: ApprovalReason };
}

/** The rules in the order in which they speak: the first refusal decides, every wish for approval is kept. */
export const RULES: readonly Rule[] = [
  {
    id: 'configured',
    applies: ({ sources, connections }) => sources === 0 || connections === 0,
    then: { refuse: 'not-configured' },
  },
  { id: 'project', applies: ({ projectAllowed }) => !projectAllowed, then: { refuse: 'project-not-allowed' } },
  { id: 'paused', applies: ({ paused }) => paused, then: { refuse: 'paused' } },
  {
    id: 'protected-unattended',
    applies: (facts) => facts.protected && !facts.attended,
    then: { refuse: 'protected' },
  },
  { id: 'text-confirmed', applies: (f) => f.fromText && !f.confirmed, then: { refuse: 'needs-confirmation' } },
  { id: 'typed-unsure', applies: ({ typedUnsure }) => typedUnsure, then: { approve: 'typed' } },
  { id: 'protected-attended', applies: (facts) => facts.protected, then: { approve: 'protected' } },
  {
    id: 'approval-always',
    applies: (_, { approval }) => approval === 'always',
    then: { approve: 'approval-always' },
  },
  {
    id: 'approval-unattended',
    applies: ({ attended }, { approval }) => !attended && approval === 'unattended',
    then: { approve: 'approval-unattended' },
  },
  {
    id: 'hourly-cap',
    applies: ({ attended, unattendedThisHour }, { maxPerHour }) => !attended && unattendedThisHour >= maxPerHour,
    then: { approve: 'hourly-cap' },
  },
];

export type Verdict =
  | { readonly kind: 'refuse'; readonly code: RefusalReason }
  | { readonly kind: 'approve'; readonly because: readonly ApprovalReason[] }
  | { readonly kind: 'run' };

/** What the rules say to these facts. */
export function judge(facts: Facts, policy: Policy): Verdict {
  const because: ApprovalReason[] = [];
  for (const { applies, then } of RULES) {
    if (!applies(facts, policy)) continue;
    if ('refuse' in then) return { kind: 'refuse', code: then.refuse };
    because.push(then.approve);
  }
  return because.length > 0 ? { kind: 'approve', because } : { kind: 'run' };
}

/** Whether an address is one of our own that no unattended trigger may erase. */
export function isProtected(email: Email, policy: Policy): boolean {
  return (
    isUnder(email, policy.protectedDomains) || policy.protectedAddresses.some((listed) => isSameAddress(listed, email))
  );
}

/** What is known of an erasure at the moment of a call. */
interface AtCall {
  readonly status: ErasureStatus;
  readonly approvedBy: string | null;
  readonly projectKey: string;
}

/** What an admin says by now of calls at one connection. */
export interface RulesNow {
  readonly policy: Policy;
  readonly connection: Pick<Connection, 'projects'>;
}

/**
 * What the rules say at the moment of a call, of an erasure that was begun before: whoever is protected by now waits for a
 * second person, and so does whatever is not running; nobody is called from a project that is not allowed any more, or that
 * the connection does not serve any more.
 * @param email null where it is not known (any more)
 */
export function judgeCall(
  { status, approvedBy, projectKey }: AtCall,
  email: Email | null,
  { policy, connection }: RulesNow,
): 'call' | 'hold' | 'project-not-allowed' | 'not-served' {
  if (status !== 'running') return 'hold';
  if (!policy.projects.includes(projectKey)) return 'project-not-allowed';
  if (!isForProject(connection, projectKey)) return 'not-served';
  return isProtectedFrom(approvedBy, email, policy) ? 'hold' : 'call';
}

/** Whether somebody is protected by now, and nobody approved. */
const isProtectedFrom = (approvedBy: string | null, email: Email | null, policy: Policy): boolean =>
  approvedBy === null && email !== null && isProtected(email, policy);

/** Erasures in these statuses are not gone on with; whoever is not called for is not asked about either. */
const RESTING: readonly ErasureStatus[] = ['cancelled', 'rejected', 'awaiting-approval', 'scheduled'];

/**
 * Whether a provider may be asked again about somebody, at the moment of the call: by the rules for a deletion. That the
 * erasure has ended is no reason against it.
 * @param email null where it is not known any more
 */
export const mayBeAsked = (
  { status, approvedBy, projectKey }: AtCall,
  email: Email | null,
  { policy, connection }: RulesNow,
): boolean =>
  email !== null &&
  !RESTING.includes(status) &&
  policy.projects.includes(projectKey) &&
  isForProject(connection, projectKey) &&
  !isProtectedFrom(approvedBy, email, policy);
