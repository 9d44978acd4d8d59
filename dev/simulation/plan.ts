/**
 * The plan of one life: who asks for what and when, what is configured, and what will be out of order.
 */
import type { SettingsFile } from '../../src/core/settings/schema';
import type { Said } from '../../src/core/status/statement';
import { Random } from '../platform/random';
import { FIRST_KINDS, type Kind, KINDS } from './connections';
import type { Closing } from '../../src/core/settings/closing';

export const BEGIN = Date.UTC(2026, 10, 22, 10);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Something that somebody does. `issue` counts the life's issues. */
export type Action = { readonly at: number } & (
  | {
      readonly kind: 'trigger' | 'start' | 'bulk';
      readonly issue: number;
      readonly user: string;
    }
  | {
      readonly kind: 'approve' | 'reject' | 'cancel' | 'retry' | 'look';
      readonly issue: number;
      readonly user: string;
    }
  /** Somebody says what became of a person at a connection, or that a second person confirms it. */
  | {
      readonly kind: 'mark' | 'confirm';
      readonly issue: number;
      readonly user: string;
      readonly connection: number;
      readonly said: Said;
    }
  /** What somebody, or an automation, does with the task of an issue's erasure. `as`: how it is resolved. */
  | {
      readonly kind: 'task';
      readonly issue: number;
      readonly user: string;
      readonly does: 'resolve' | 'reopen' | 'delete';
      readonly as: string;
    }
  | { readonly kind: 'edit-address' | 'add-person'; readonly issue: number; readonly address: string }
  | { readonly kind: 'waive'; readonly issue: number; readonly user: string }
  /** The person of an issue signs up again at a connection's vendor. */
  | { readonly kind: 'come-back'; readonly issue: number; readonly connection: number }
  /** Everybody outside becomes protected, or is not any more; the project is taken out of the allowed ones, or put back. */
  | { readonly kind: 'protect' | 'unprotect' | 'forbid' | 'allow' }
  | { readonly kind: 'edit-property' | 'delete-issue'; readonly issue: number }
  | { readonly kind: 'pause' | 'resume' }
  | { readonly kind: 'renew-key' | 'switch-off' | 'switch-on'; readonly connection: number }
);

export interface Outage {
  /** A connection, or Jira. */
  readonly of: number | 'jira';
  readonly from: number;
  readonly to: number;
}

export interface Plan {
  readonly seed: number;
  /** The address that every issue holds at the beginning. */
  readonly addresses: readonly string[];
  readonly connections: readonly Kind[];
  readonly lookUp: boolean;
  /** Whether one more system has no API, so that people erase there. */
  readonly hasTasks: boolean;
  readonly policy: Partial<SettingsFile['policy']>;
  readonly comment: 'internal' | 'none';
  readonly closing: Closing;
  readonly actions: readonly Action[];
  /** People who sign up again when everything else is over. */
  readonly lateReturns: readonly Action[];
  readonly outages: readonly Outage[];
  /** When a connection's key stops being valid; a renewed one is. */
  readonly keyEnds: ReadonlyMap<number, number>;
  readonly faultRate: number;
  readonly moodRate: number;
  /** How often a vendor says that somebody is deleted, and keeps them. */
  readonly lies: number;
  readonly lag: number;
  readonly lost: number;
  readonly twice: number;
  readonly skew: number;
}

export const PROTECTED = 'boss@ourcompany.example';
export const AGENTS = ['local-agent', 'local-second-agent', 'local-admin'];

function actionsOf(random: Random, issues: number, connections: number, agents: boolean): Action[] {
  const actions: Action[] = [];
  const soon = () => BEGIN + random.between(0, 5 * MINUTE);
  const later = () => BEGIN + random.between(MINUTE, random.is(0.2) ? 30 * HOUR : 2 * HOUR);
  for (let issue = 0; issue < issues; issue += 1) {
    const times = random.is(0.3) ? random.int(2, 5) : 1;
    for (let time = 0; time < times; time += 1) {
      // Racing triggers arrive at nearly the same instant, or a while later.
      const at = time === 0 || random.is(0.5) ? soon() : later();
      const kind = random.is(agents ? 0.5 : 0) ? (random.is(0.4) ? 'bulk' : 'start') : 'trigger';
      actions.push({ at, kind, issue, user: random.pick(AGENTS) });
      if (random.is(0.3)) actions.push({ at: at + random.between(0, 300), kind, issue, user: random.pick(AGENTS) });
    }
    for (const kind of ['approve', 'reject', 'cancel', 'retry', 'retry'] as const)
      if (random.is(kind === 'approve' ? 0.6 : 0.15))
        actions.push({ at: later(), kind, issue, user: random.pick(AGENTS) });
    if (random.is(0.08))
      actions.push({ at: later(), kind: 'edit-address', issue, address: `other${String(issue)}@example.com` });
    if (random.is(0.15)) actions.push({ at: later(), kind: 'edit-property', issue });
    if (random.is(0.05)) actions.push({ at: later(), kind: 'delete-issue', issue });
  }
  if (random.is(0.2)) {
    const at = soon();
    actions.push({ at, kind: 'pause' }, { at: at + random.between(MINUTE, 3 * HOUR), kind: 'resume' });
  }
  if (random.is(0.15)) {
    const connection = random.int(0, connections - 1);
    const at = later();
    actions.push({ at, kind: 'switch-off', connection });
    if (random.is(0.5)) actions.push({ at: at + random.between(0, HOUR), kind: 'switch-on', connection });
  }
  return actions.sort((a, b) => a.at - b.at);
}

const SAID: readonly Said[] = ['done', 'absent', 'kept'];

/** Steps that people finish by hand, each perhaps with a second person who confirms it. */
function marksOf(random: Random, issues: number, connections: number): Action[] {
  const actions: Action[] = [];
  for (let issue = 0; issue < issues; issue += 1)
    for (let connection = 0; connection < Math.min(connections, 4); connection += 1) {
      if (!random.is(0.1)) continue;
      const at = BEGIN + random.between(0, random.is(0.5) ? 5 * MINUTE : 20 * HOUR);
      const mark = { issue, connection, said: random.pick(SAID) };
      actions.push({ ...mark, at, kind: 'mark', user: random.pick(AGENTS) });
      actions.push({ ...mark, at: at + random.between(MINUTE, HOUR), kind: 'confirm', user: random.pick(AGENTS) });
    }
  return actions;
}

/** How tasks are resolved in a life, and what each of these says; the last says nothing. */
export const READINGS = { Done: 'done', Duplicate: 'absent', "Won't Do": 'kept' } as const;
const RESOLUTIONS = [...Object.keys(READINGS), 'Done', 'Cannot Reproduce'];
/** An account that is no person's. */
export const AUTOMATION = 'local-automation';

/** What becomes of tasks: most are resolved, some are reopened, and some are gone. */
function tasksOf(random: Random, issues: number): Action[] {
  const actions: Action[] = [];
  for (let issue = 0; issue < issues; issue += 1)
    for (let at = BEGIN + random.between(MINUTE, HOUR), times = random.int(0, 4); times > 0; times -= 1) {
      const does = random.is(0.6) ? 'resolve' : random.is(0.85) ? 'reopen' : 'delete';
      const user = random.is(0.1) ? AUTOMATION : random.pick(AGENTS);
      actions.push({ at, kind: 'task', issue, user, does, as: random.pick(RESOLUTIONS) });
      at += random.between(0, random.is(0.3) ? MINUTE : 6 * HOUR);
    }
  return actions;
}

/** Rules that change at any moment, and second people on tickets. */
function changesOf(random: Random, issues: number): Action[] {
  const actions: Action[] = [];
  const later = () => BEGIN + random.between(0, random.is(0.5) ? 5 * MINUTE : 10 * HOUR);
  for (const [kind, back] of [['protect', 'unprotect'] as const, ['forbid', 'allow'] as const]) {
    if (!random.is(0.15)) continue;
    const at = later();
    actions.push({ at, kind });
    if (random.is(0.5)) actions.push({ at: at + random.between(MINUTE, 5 * HOUR), kind: back });
  }
  for (let issue = 0; issue < issues; issue += 1) {
    if (!random.is(0.15)) continue;
    const at = later();
    actions.push({ at, kind: 'add-person', issue, address: `second${String(issue)}@example.com` });
    // Whoever is chosen is begun by agents only; the rest is waived, or stays.
    for (let times = 0; times < 2; times += 1)
      actions.push({ at: later(), kind: 'start', issue, user: random.pick(AGENTS) });
    if (random.is(0.5)) actions.push({ at: later(), kind: 'waive', issue, user: random.pick(AGENTS) });
  }
  return actions;
}

/** Agents who look first, some of them while others delete. */
function looksOf(random: Random, issues: number): Action[] {
  if (!random.is(0.25)) return [];
  return Array.from({ length: random.int(1, 4) }, () => ({
    at: BEGIN + random.between(0, random.is(0.7) ? 5 * MINUTE : 10 * HOUR),
    kind: 'look' as const,
    issue: random.int(0, issues - 1),
    user: random.pick(AGENTS),
  }));
}

/** People who sign up again, minutes or a day later. */
function returnsOf(random: Random, issues: number, connections: number): Action[] {
  return Array.from({ length: issues }, (_, issue): Action => {
    const at = BEGIN + random.between(MINUTE, random.is(0.5) ? 20 * MINUTE : 25 * HOUR);
    return { at, kind: 'come-back', issue, connection: random.int(0, connections - 1) };
  }).filter(() => random.is(0.1));
}

/** People who sign up again weeks later. */
function lateReturnsOf(random: Random, issues: number, connections: number): Action[] {
  return Array.from({ length: issues }, (_, issue): Action => {
    const at = BEGIN + random.between(3 * DAY, 40 * DAY);
    return { at, kind: 'come-back', issue, connection: random.int(0, connections - 1) };
  }).filter(() => random.is(0.4));
}

/** Some of the first four; now and then very many, or ten of the whole catalogue. */
function connectionsOf(random: Random, isLarge: boolean): readonly Kind[] {
  if (isLarge) return Array.from({ length: random.int(22, 30) }, () => 'centercode-listener');
  const some = FIRST_KINDS.filter(() => random.is(0.6));
  const others = random.branch(5);
  if (others.is(0.2)) return others.some(KINDS, 10);
  return some.length === 0 ? ['quickhelp'] : some;
}

/** The plan that a seed stands for. */
export function planOf(seed: number): Plan {
  const random = new Random(seed);
  const size = random.next();
  const issues = size < 0.03 ? 40 : random.int(1, 6);
  const people = Array.from({ length: issues }, (_, n) => `person${String(n)}@example.com`);
  // Some ask twice, in another spelling; some are our own.
  const addresses = people.map((address, n) => {
    if (n > 0 && random.is(0.15)) return (people[0] ?? address).toUpperCase();
    return random.is(0.06) ? PROTECTED : address;
  });
  const isLarge = random.is(0.02);
  const connections = connectionsOf(random, isLarge);
  const actions = actionsOf(random.branch(1), issues, connections.length, random.is(0.7));
  const ofTasks = random.branch(5);
  const hasTasks = ofTasks.is(0.35);
  const later = random.branch(10);
  const secondLook = later.is(0.15) ? 'after-30-days' : 'never';
  const outages: Outage[] = [];
  const keyEnds = new Map<number, number>();
  const renewals: Action[] = [];
  connections.forEach((_, of) => {
    const from = BEGIN + random.between(-10 * MINUTE, HOUR);
    if (random.is(0.12))
      outages.push({ of, from, to: from + random.between(MINUTE, random.is(0.3) ? 48 * HOUR : HOUR) });
    if (!random.is(0.1)) return;
    const ends = BEGIN + random.between(-MINUTE, 20 * MINUTE);
    keyEnds.set(of, ends);
    renewals.push({ at: ends + random.between(MINUTE, 8 * HOUR), kind: 'renew-key', connection: of });
  });
  if (random.is(0.15)) {
    const from = BEGIN + random.between(-MINUTE, 20 * MINUTE);
    outages.push({ of: 'jira', from, to: from + random.between(MINUTE, random.is(0.3) ? 24 * HOUR : HOUR) });
  }
  return {
    seed,
    addresses,
    connections,
    lookUp: random.is(0.3),
    hasTasks,
    policy: {
      approval: random.pick(['never', 'never', 'never', 'unattended', 'always']),
      graceHours: random.is(0.15) ? random.pick([0.1, 1]) : 0,
      maxPerHour: random.is(0.2) ? random.int(0, 3) : 50,
      secondLook,
    },
    comment: random.is(0.9) ? 'internal' : 'none',
    closing: random.branch(3).is(0.3) ? 'confirmed' : 'taken',
    actions: [
      ...actions,
      ...renewals,
      ...marksOf(random.branch(2), issues, connections.length),
      ...changesOf(random.branch(4), issues),
      ...looksOf(random.branch(6), issues),
      ...(hasTasks ? tasksOf(ofTasks, issues) : []),
      ...returnsOf(random.branch(8), issues, connections.length),
    ].sort((a, b) => a.at - b.at),
    lateReturns: secondLook === 'never' ? [] : lateReturnsOf(later, issues, connections.length),
    outages,
    keyEnds,
    faultRate: random.is(0.15) ? 0 : random.between(0.001, 0.03),
    moodRate: random.is(0.3) ? 0 : random.between(0.02, 0.4),
    lies: random.branch(9).is(0.4) ? 0.3 : 0,
    lag: random.is(0.5) ? random.int(0, 500) : random.int(500, 60_000),
    lost: random.is(0.5) ? 0 : 0.1,
    twice: random.is(0.5) ? 0 : 0.1,
    skew: random.is(0.3) ? 3000 : 0,
  };
}

/** The plainest life: one issue, three providers, nothing out of order. */
export const singleErasure: Plan = {
  seed: 1,
  addresses: ['jane@example.com'],
  connections: ['centercode-listener', 'copernica', 'quickhelp'],
  lookUp: false,
  hasTasks: false,
  policy: {},
  comment: 'internal',
  closing: 'taken',
  actions: [{ at: BEGIN, kind: 'trigger', issue: 0, user: 'local-agent' }],
  lateReturns: [],
  outages: [],
  keyEnds: new Map(),
  faultRate: 0,
  moodRate: 0,
  lies: 0,
  lag: 300,
  lost: 0,
  twice: 0,
  skew: 0,
};
