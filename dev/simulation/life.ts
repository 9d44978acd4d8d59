/**
 * One life of an installation: its actions are carried out by the real use cases and adapters, everything that was left
 * lying is swept up, and at the end everything that must hold is looked at.
 */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { confirmByHand, markByHand } from '../../src/app/decide/by-hand';
import { decide } from '../../src/app/decide/decide';
import { drain } from '../../src/app/drain/drain';
import { onIssueEvent } from '../../src/app/request/on-issue-event';
import { lookFirst } from '../../src/app/request/look-first';
import { request } from '../../src/app/request/request';
import { readPeople } from '../../src/app/people/people';
import { importSettings } from '../../src/app/import/import';
import { removeConnection, saveConnection, switchConnection } from '../../src/app/connections/save';
import { openErasuresAt } from '../../src/app/connections/removed';
import { sweep, enqueueDue } from '../../src/app/sweep/sweep';
import { resumeAllAfterKeyChange } from '../../src/app/decide/retry';
import type { Erasure } from '../../src/core/erasure/erasure';
import type { Ports } from '../../src/ports/ports';
import { AppError } from '../../src/core/app-error';
import type { SettingsFile } from '../../src/core/settings/schema';
import { portsOf } from '../../src/forge/ports';
import { DrainMessage } from '../../src/forge/queue';
import { VirtualClock } from '../platform/virtual-clock';
import { Faults, type Fault, type Happened } from './faults';
import { atTheEnd, whileCalling, whileKeeping, whileSeen } from './invariants';
import { type Action, AGENTS, BEGIN, type Plan, PROTECTED, READINGS } from './plan';
import { Tasks } from './tasks';
import type { PushedEvent } from '../platform/forge/calls';
import { Platform, putUnderTheApp } from './platform';
import { Random } from '../platform/random';
import type { Account } from '../platform/vendors/derived-vendor';
import { type Kind, providerNamed, settingsOf } from './connections';
import { LOOKING, type VendorOfLife, Vendors } from './vendors';
import type { System } from '../../src/ports/system';
import { saveRules } from '../../src/app/settings/rules';
import { pause } from '../../src/app/settings/pause';
import { waive } from '../../src/app/decide/waive';

/** Whoever sets the site up; and who else administers it. */
const ADMIN = 'local-admin';
const ADMINS = [ADMIN, 'local-second-admin'];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How many days ago an issue was created when a life begins: the due date may be near, or have passed. */
const AGES = [0, 0, 0, 5, 27, 29.9, 45];
const RESOLVER = 25_000;
const TRIGGER = 55_000;
const LONG = 300_000;

/** No life needs nearly as many calls to the platform, as many for each step. */
const mostCalls = ({ addresses, connections }: Plan): number => 30_000 + 200 * addresses.length * connections.length;

export const PERSON_KEY = '5'.repeat(64);
const EVIDENCE_KEY = (() => {
  const pair = generateKeyPairSync('ed25519');
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  const id = createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
  return { id, publicKey, privateKey, createdAt: BEGIN };
})();

/** A deliberately broken build: ports that do not keep a rule. */
export type Break = (ports: Ports, platform: Platform) => Ports;

export interface Options {
  /** Calls at which faults may happen; missing: anywhere. */
  readonly only?: ReadonlySet<number>;
  readonly forced?: ReadonlyMap<number, Fault>;
  readonly broken?: Break;
}

export interface Lived {
  readonly violations: readonly string[];
  readonly story: readonly string[];
  readonly faults: readonly Happened[];
  readonly calls: number;
  /** The calls of what was asked for, before anything was swept up. */
  readonly flow: { readonly first: number; readonly last: number };
  readonly erasures: number;
}

/** Every address of a life, as it is written there. */
const addressesIn = ({ addresses, actions }: Plan): string[] => [
  ...new Set([...addresses, ...actions.flatMap((action) => ('address' in action ? [action.address] : []))]),
];

/** A connection of the life: set up with one key, which ends, and then with another. */
function vendorOf(plan: Plan, kind: Kind, index: number): VendorOfLife {
  const connection = `c${String(index)}`;
  const ends = plan.keyEnds.get(index) ?? Infinity;
  const account = (key: string, isValid: (now: number) => boolean): Account => ({
    provider: providerNamed(kind),
    settings: settingsOf(kind, connection, key, plan.lookUp),
    isValid,
  });
  return {
    connection,
    accounts: [account('k1', (now) => now < ends), account('k2', (now) => now >= ends)],
    isDown: (now) => plan.outages.some(({ of, from, to }) => of === index && now >= from && now < to),
  };
}

/** The ways in, by what somebody does. */
const VIA = { trigger: 'web-trigger', start: 'issue-action', bulk: 'bulk' } as const;

export class Life {
  readonly clock = new VirtualClock(BEGIN - HOUR);
  readonly story: string[] = [];
  readonly violations: string[] = [];
  readonly vendors: Vendors;
  readonly platform: Platform;
  readonly faults: Faults;
  readonly connections: readonly VendorOfLife[];
  readonly issueIds: string[] = [];
  readonly issueKeys: string[] = [];
  /** Erasures that somebody was told of: `request` answered. */
  readonly acknowledged = new Set<string>();
  /** Whom each issue named, since when. */
  readonly named: { readonly since: number; readonly people: readonly string[] }[][] = [];
  /** When an admin was told that everybody is protected, or that the project is not allowed; null: it is not so. */
  protectedAt: number | null = null;
  forbiddenAt: number | null = null;
  /** When a pause was acknowledged, until it was resumed. */
  pausedAt: number | null = null;
  /** What an admin was last told of each connection; a connection is not among them where nobody knows. */
  readonly told = new Map<string, 'on' | 'off' | 'removed'>();
  /** What is being done to each connection: at one of them one admin at a time. */
  private readonly doing = new Map<string, Promise<void>>();
  readonly tasks: Tasks;
  private readonly random: Random;
  private readonly newIds: Random;
  private readonly chances: Random;
  private busy = 0;
  private readonly flow = { first: 1, last: 0 };

  constructor(
    readonly plan: Plan,
    options: Options,
  ) {
    const random = new Random(plan.seed).branch(7);
    this.random = random;
    this.newIds = random.branch(1);
    this.chances = random.branch(2);
    this.faults = new Faults(random.branch(3), plan.faultRate, options.only ?? null, options.forced ?? new Map());
    this.connections = plan.connections.map((kind, index) => vendorOf(plan, kind, index));
    const moods = { rate: plan.moodRate, lies: plan.lies };
    this.vendors = new Vendors(this.clock, random.branch(4), moods, this.connections, addressesIn(plan));
    const tell = (line: string) => {
      this.tell(line);
    };
    this.platform = new Platform(
      this.clock,
      this.faults,
      random.branch(5),
      {
        lag: plan.lag,
        lost: plan.lost,
        twice: plan.twice,
        skew: plan.skew,
        jira: (now) =>
          plan.outages.some(({ of, from, to }) => of === 'jira' && now >= from && now < to)
            ? { status: 503, body: {} }
            : null,
      },
      this.vendors,
      tell,
    );
    this.tasks = new Tasks(this.platform, () => this.clock.now);
    this.broken = options.broken ?? ((ports) => ports);
    this.platform.consume = (event) => this.consume(event);
    this.vendors.witness = whileCalling(this);
  }

  private readonly broken: Break;

  tell(line: string): void {
    this.story.push(`${((this.clock.now - BEGIN) / 1000).toFixed(1).padStart(9)} s  ${line}`);
  }

  violated(what: string): void {
    if (this.violations.length < 20) this.violations.push(what);
    this.tell(`VIOLATED: ${what}`);
  }

  private ports(): Ports {
    const { platform } = this;
    const system: System = {
      now: () => platform.now(),
      random: () => this.chances.next(),
      newId: () =>
        [8, 4, 4, 4, 12]
          .map((length) => Array.from({ length }, () => Math.floor(this.newIds.next() * 16).toString(16)).join(''))
          .join('-'),
      sleep: (milliseconds) => platform.pause(milliseconds),
    };
    const log: Ports['log'] = (event, facts = {}) => {
      platform.log(JSON.stringify({ event, ...facts }));
    };
    const built = portsOf({
      system,
      fetch: ((url: string, init: RequestInit) => platform.answerOutside(url, init)) as typeof globalThis.fetch,
      log,
    });
    return this.broken(built, platform);
  }

  private async invoke<T>(
    name: string,
    limit: number,
    account: string | null,
    work: (ports: Ports) => Promise<T>,
  ): Promise<T | null> {
    this.busy += 1;
    const end = await this.platform.invoke(name, limit, account, () => work(this.ports()));
    this.busy -= 1;
    if (end.kind === 'answered') return end.value;
    if (end.error instanceof AppError) this.tell(`${name}: refused: ${end.error.code}`);
    else this.tell(`${name}: failed: ${end.error instanceof Error ? end.error.message : ''}`);
    return null;
  }

  private async consume(event: PushedEvent): Promise<number | 'done' | 'failed'> {
    const { connectionId, erasureIds, only } = DrainMessage.parse(event.body);
    const drained = await this.invoke(`drain ${connectionId}`, LONG, null, (ports) =>
      drain(
        ports,
        connectionId,
        { erasureIds: erasureIds, only },
        { until: ports.system.now() + LONG - 20_000, calls: 450 },
      ),
    );
    if (drained === null) return 'failed';
    return drained.kind === 'again' && drained.afterSeconds <= 900 ? drained.afterSeconds : 'done';
  }

  /** Whom an issue names now. */
  private namedOn(issue: number): readonly string[] {
    return this.named[issue]?.at(-1)?.people ?? [];
  }

  /** Somebody writes these people into an issue's field. */
  private names(issue: number, people: readonly string[]): void {
    const { issues } = this.platform;
    const found = issues.find(this.issueIds[issue] ?? '');
    if (found === null) return;
    found.fields['customfield_10050'] = people.join(', ');
    issues.save(found);
    this.named[issue]?.push({ since: this.clock.now, people });
  }

  /** The rules as the admin wants them by now. */
  private policy(): SettingsFile['policy'] {
    const { policy } = this.settings();
    return {
      ...policy,
      projects: this.forbiddenAt === null ? policy.projects : ['OPS'],
      protectedDomains: [...policy.protectedDomains, ...(this.protectedAt === null ? [] : ['example.com'])],
    };
  }

  private async rule(kind: 'protect' | 'unprotect' | 'forbid' | 'allow'): Promise<void> {
    const which = kind === 'protect' || kind === 'unprotect' ? 'protectedAt' : 'forbiddenAt';
    // Until the admin was told that it holds, nobody can rely on it.
    this[which] = kind === 'protect' || kind === 'forbid' ? Infinity : null;
    const { extraction, status, events } = this.settings();
    const rules = () => ({ extraction, policy: this.policy(), status, events });
    const told = await this.insisting(kind, (ports) => saveRules(ports, rules(), { by: ADMIN }).then(() => true));
    if (told === true && this[which] !== null) this[which] = this.clock.now;
  }

  private async waives({ issue, user }: Extract<Action, { kind: 'waive' }>): Promise<void> {
    const issueId = this.issueIds[issue] ?? '';
    await this.invoke('waive', RESOLVER, user, async (ports) => {
      const [left] = (await readPeople(ports, issueId))?.persons.filter(({ state }) => state === 'left') ?? [];
      if (left === undefined) return;
      await waive(ports, { issueId, personId: left.personId, accountId: user, reason: 'Asked for nothing.' });
    });
  }

  /** Looks first for whomever the issue names. */
  private async looks({ issue, user }: Extract<Action, { issue: number; user: string }>): Promise<void> {
    const [expected = ''] = this.namedOn(issue);
    const origin = { via: 'issue-action', accountId: user } as const;
    await this.invoke(LOOKING, RESOLVER, user, (ports) =>
      lookFirst(ports, { issue: this.issueIds[issue] ?? '', origin, expected, confirmed: true }),
    );
  }

  private settings(): SettingsFile {
    const kept = { resolutions: READINGS, legalReason: 'The law says so.' };
    const settings = { kind: 'sub-task', assignee: AGENTS[0], instructions: 'Look there.', ...kept };
    const byTask = { id: Tasks.CONNECTION, provider: 'manual', label: 'Archive', enabled: true, settings };
    return {
      connections: [
        ...this.connections.map(({ connection: id, accounts: [first] }) => ({
          ...{ id, provider: first?.provider.id ?? '', label: id, enabled: true },
          settings: first?.settings as Record<string, unknown>,
        })),
        ...(this.plan.hasTasks ? [byTask] : []),
      ],
      extraction: { sources: [{ kind: 'field', field: 'customfield_10050' }] },
      policy: {
        projects: ['GDPR'],
        protectedDomains: ['ourcompany.example'],
        protectedAddresses: [],
        approval: 'never',
        graceHours: 0,
        maxPerHour: 50,
        verifyDays: 30,
        secondLook: 'never',
        dueDays: 30,
        approvers: 'editors',
        confirm: 'always',
        ...this.plan.policy,
      },
      status: {
        comment: this.plan.comment,
        transition: null,
        label: null,
        closing: this.plan.closing,
        portal: 'status',
      },
      events: { rules: [] },
    };
  }

  private prepare(): void {
    const { rows, issues } = this.platform;
    const row = (value: unknown) => ({ value: JSON.stringify(value), created: BEGIN, updated: BEGIN, expires: null });
    rows.put('secret', '', 'key.person', row(PERSON_KEY));
    rows.put('secret', '', 'key.evidence', row([EVIDENCE_KEY]));
    for (const address of this.plan.addresses) {
      const issue = issues.create('GDPR', {
        fields: {
          summary: 'Delete me',
          customfield_10050: address,
          reporter: null,
          labels: [],
          created: new Date(BEGIN - this.random.pick(AGES) * DAY).toISOString(),
        },
        forms: [],
        requestFields: null,
      });
      this.issueIds.push(issue.id);
      this.named.push([{ since: -Infinity, people: [address] }]);
      this.issueKeys.push(issue.key);
      for (const { connection } of this.connections) if (this.random.is(0.8)) this.vendors.add(connection, address);
    }
  }

  private erasures(): Erasure[] {
    return this.platform.rows.all<{ record: Erasure }>('entity', 'erasure').map(({ value }) => value.record);
  }

  private erasuresOf(issue: number): Erasure[] {
    return this.erasures()
      .filter(({ issueId }) => issueId === this.issueIds[issue])
      .sort((a, b) => b.requestedAt - a.requestedAt);
  }

  private async act(action: Action): Promise<void> {
    const { issues } = this.platform;
    this.tell(`${action.kind}${'issue' in action ? ` on issue ${String(action.issue)}` : ''}`);
    switch (action.kind) {
      case 'trigger':
      case 'start':
      case 'bulk':
        return this.ask(action);
      case 'approve':
      case 'reject':
      case 'cancel':
      case 'retry': {
        const [erasure] = this.erasuresOf(action.issue);
        if (erasure === undefined) return;
        const { kind, user } = action;
        await this.invoke(kind, RESOLVER, user, (ports) =>
          decide(ports, { erasureId: erasure.id, decision: kind, reason: 'Not this person.' }, user),
        );
        return;
      }
      case 'look':
        return this.looks(action);
      case 'mark':
      case 'confirm': {
        const [erasure] = this.erasuresOf(action.issue);
        const connectionId = this.connections[action.connection]?.connection;
        if (erasure === undefined || connectionId === undefined) return;
        const { kind, user, said } = action;
        const texts = { reason: 'It was looked up there.', reference: 'OPS-1' };
        await this.invoke(kind, RESOLVER, user, (ports) =>
          kind === 'mark'
            ? markByHand(ports, erasure.id, user, { connectionId, said, ...texts })
            : confirmByHand(ports, erasure.id, user, connectionId),
        );
        return;
      }
      case 'task': {
        const [erasure] = this.erasuresOf(action.issue);
        const id = erasure === undefined ? null : this.tasks.act(erasure.id, action);
        if (id !== null) await this.tellOf(id);
        return;
      }
      case 'come-back':
        for (const person of this.namedOn(action.issue))
          this.vendors.add(this.connections[action.connection]?.connection ?? '', person);
        return;
      case 'waive':
        return this.waives(action);
      case 'protect':
      case 'unprotect':
      case 'forbid':
      case 'allow':
        return this.rule(action.kind);
      case 'edit-address':
        this.names(action.issue, [action.address]);
        return;
      case 'add-person':
        this.names(action.issue, [...new Set([...this.namedOn(action.issue), action.address])]);
        return;
      case 'edit-property':
      case 'delete-issue': {
        const issue = issues.find(this.issueIds[action.issue] ?? '');
        if (issue === null) return;
        if (action.kind === 'delete-issue') {
          for (const below of issues.below(issue)) issues.remove(below);
          issues.remove(issue);
          return;
        }
        issue.properties['user-erasure'] = { v: 1, status: 'completed', by: 'somebody' };
        issues.save(issue);
        return;
      }
      case 'pause':
        if ((await this.insisting('pause', (ports) => pause(ports, true, ADMIN).then(() => true))) === true)
          this.pausedAt = this.clock.now;
        return;
      case 'resume':
        this.pausedAt = null;
        await this.insisting('resume', (ports) => pause(ports, false, ADMIN).then(() => true));
        await this.invoke('wake', RESOLVER, ADMIN, (ports) => enqueueDue(ports));
        return;
      case 'renew-key':
      case 'switch-off':
      case 'switch-on':
        return this.configure(action);
    }
  }

  /** Whatever was said by tasks is confirmed where that is asked for. */
  private async confirmsTasks(): Promise<void> {
    for (const { id, statements, status } of this.erasures()) {
      const held = statements.find(({ task, isHeld }) => task !== undefined && isHeld);
      const second = AGENTS.find((agent) => agent !== held?.account) ?? '';
      if (held !== undefined && status !== 'awaiting-approval')
        await this.invoke('confirm', RESOLVER, second, (ports) => confirmByHand(ports, id, second, Tasks.CONNECTION));
    }
  }

  /** Jira tells the app of a task, unless that is lost. */
  private async tellOf(issueId: string): Promise<void> {
    if (this.random.is(this.plan.lost * 3)) return;
    const happened = { kind: 'updated', issueId, projectKey: 'GDPR', accountId: null } as const;
    await this.invoke('event', TRIGGER, null, (ports) => onIssueEvent(ports, happened));
  }

  /** An admin whose click failed clicks again. */
  private async insisting<T>(name: string, work: (ports: Ports) => Promise<T>): Promise<T | null> {
    for (let times = 0; times < 20; times += 1) {
      const value = await this.invoke(name, RESOLVER, ADMIN, work);
      if (value !== null) return value;
      await this.clock.after(5000);
    }
    return null;
  }

  /** Does something to a connection, and keeps in mind what the admin was told. */
  private change(
    id: string,
    name: string,
    becomes: 'on' | 'off' | 'removed',
    work: (ports: Ports) => Promise<void>,
  ): Promise<void> {
    const done = (this.doing.get(id) ?? Promise.resolve()).then(async () => {
      const answered = await this.insisting(name, (ports) => work(ports).then(() => true));
      if (answered === true) this.told.set(id, becomes);
      else this.told.delete(id);
    });
    this.doing.set(id, done);
    return done;
  }

  private turn(id: string, isOn: boolean): Promise<void> {
    const becomes = isOn ? 'on' : 'off';
    return this.change(id, `switch-${becomes}`, becomes, (ports) => switchConnection(ports, id, isOn, ADMIN));
  }

  /** What is off by now waits for ever: it is switched on again, or removed for good. */
  private async nothingOff(): Promise<void> {
    const settings = await this.invoke('overview', RESOLVER, ADMIN, (ports) => ports.settings.read());
    for (const { id, enabled } of settings?.connections ?? []) {
      if (enabled) continue;
      if (this.plan.seed % 2 === 0) await this.turn(id, true);
      else
        await this.change(id, 'remove', 'removed', async (ports) =>
          removeConnection(ports, id, { by: ADMIN, confirmed: await openErasuresAt(ports, id) }),
        );
    }
  }

  private async configure(action: Extract<Action, { connection: number }>): Promise<void> {
    const account = this.connections[action.connection];
    if (account === undefined) return;
    const { connection: id, accounts } = account;
    if (action.kind !== 'renew-key') return this.turn(id, action.kind === 'switch-on');
    const { provider, settings } = accounts[1] ?? {};
    const connection = { id, provider: provider?.id, label: id, settings };
    await this.change(id, 'save key', 'on', (ports) => saveConnection(ports, connection, { by: ADMIN }));
    await this.invoke('unlock', RESOLVER, ADMIN, (ports) => resumeAllAfterKeyChange(ports, ports.system.now() + 8000));
  }

  private async ask({ kind, issue, user }: Extract<Action, { kind: keyof typeof VIA }>): Promise<void> {
    const isAgent = kind !== 'trigger';
    const origin = { via: VIA[kind], accountId: isAgent ? user : null };
    const several = kind === 'start' ? this.namedOn(issue) : [];
    const chosen =
      several.length > 1 ? { expected: this.random.pick(several), confirmed: true, chosenAmong: several } : {};
    // Automations and people try again when they get no answer.
    for (let times = 0; times < 4; times += 1) {
      const answered = await this.invoke(kind, isAgent ? RESOLVER : TRIGGER, isAgent ? user : null, async (ports) => {
        try {
          return await request(ports, {
            issue: isAgent ? (this.issueIds[issue] ?? '') : (this.issueKeys[issue] ?? ''),
            origin,
            ...chosen,
          });
        } catch (error) {
          if (error instanceof AppError && !['busy', 'jira-unavailable'].includes(error.code)) return error.code;
          throw error;
        }
      });
      if (typeof answered === 'object' && answered !== null) this.acknowledged.add(answered.erasureId);
      if (typeof answered === 'string') this.tell(`${kind}: refused: ${answered}`);
      if (answered !== null) return;
      await this.clock.after(this.random.between(1000, 30_000));
    }
  }

  /** Whether nothing is left to be done by itself. */
  private isQuiet(): boolean {
    const { rows, queued } = this.platform;
    if (this.busy > 0 || queued > 0) return false;
    const erasures = rows.all<{ record: Erasure }>('entity', 'erasure').map(({ value }) => value.record);
    const isWaiting = ({ status, finishedAt }: Erasure) => finishedAt === null && status !== 'awaiting-approval';
    if (erasures.some(isWaiting) || rows.all('entity', 'outbox').length > 0) return false;
    const claims = rows
      .all<{ state: string; since: number; erasure: string }>('entity', 'claim')
      .map(({ value }) => value);
    const isHeld = (id: string) => erasures.some((one) => one.id === id && one.status === 'awaiting-approval');
    // Whatever ended long ago should be clean by now; if not, that is seen at the end.
    const isDone = (state: string, since: number) =>
      state === 'clean' || (state === 'ended' && since < this.clock.now - 4 * HOUR);
    return claims.every(({ state, since, erasure }) => isDone(state, since) || (state === 'stored' && isHeld(erasure)));
  }

  /** Whether all that is left are second looks, days from now. */
  private isLookFarOff(): boolean {
    const claims = this.platform.rows.all<{ state: string; since: number }>('entity', 'claim');
    const isLater = ({ state, since }: { state: string; since: number }) =>
      state === 'clean' || (state === 'second-look' && since > this.clock.now + 2 * DAY);
    return claims.every(({ value }) => isLater(value));
  }

  private async sweeps(): Promise<void> {
    const last = Math.max(BEGIN, ...this.plan.actions.map(({ at }) => at), ...this.plan.outages.map(({ to }) => to));
    for (let every = 5 * MINUTE; ;) {
      await this.clock.after(every);
      const isOver = this.clock.now > last + 10 * MINUTE;
      if (isOver) {
        this.faults.isOver = true;
        this.vendors.isBehaving = true;
        // Whoever has a task sees to it in the end.
        for (const id of this.tasks.resolveAll()) await this.tellOf(id);
        await this.confirmsTasks();
        await this.nothingOff();
      }
      if (this.flow.last === 0) this.flow.last = this.faults.calls;
      await this.invoke('sweep', LONG, null, (ports) => sweep(ports));
      whileKeeping(this);
      whileSeen(this);
      if (isOver && this.isQuiet()) break;
      if (this.clock.now > last + 45 * DAY) break;
      const since = this.clock.now - BEGIN;
      every = since < 2 * HOUR ? 5 * MINUTE : since < 3 * DAY ? 30 * MINUTE : this.isLookFarOff() ? DAY : 6 * HOUR;
    }
    // Two more rounds: whatever was edited last is compared by then.
    for (let round = 0; round < 4 + Math.ceil(this.plan.addresses.length / 20); round += 1) {
      await this.clock.after(2 * HOUR);
      await this.invoke('sweep', LONG, null, (ports) => sweep(ports));
    }
    await this.clock.after(5 * MINUTE);
  }

  /**
   * Whatever still needs a person gets one, now that nothing is out of order: every other one is called off, the others are
   * finished by hand. From every status an end is reachable.
   */
  private async ends(): Promise<void> {
    const erasures = this.erasures();
    for (const [index, { id, status, stepKeys, isIssueGone }] of erasures.entries()) {
      // Nobody has a permission at an issue that is gone: admins bring its erasures to an end.
      const [agent = '', second = ''] = isIssueGone ? ADMINS : AGENTS;
      const mayBeCancelled = ['awaiting-approval', 'partial', 'blocked'].includes(status);
      if (!mayBeCancelled && status !== 'handed-over') continue;
      this.tell(`an end is made of what is ${status}`);
      if (mayBeCancelled && (index % 2 === 0 || status === 'awaiting-approval')) {
        await this.invoke('cancel', RESOLVER, agent, (ports) =>
          decide(ports, { erasureId: id, decision: 'cancel' }, agent),
        );
        continue;
      }
      for (const key of stepKeys) {
        const connectionId = key.slice(id.length + 1);
        const said = { connectionId, said: 'done' as const, reason: 'It was done there.', reference: 'OPS-2' };
        await this.invoke('mark', RESOLVER, agent, (ports) => markByHand(ports, id, agent, said));
        await this.invoke('confirm', RESOLVER, second, (ports) => confirmByHand(ports, id, second, connectionId));
      }
    }
    await this.clock.after(5 * MINUTE);
    for (let round = 0; round < 2; round += 1) {
      await this.clock.after(2 * HOUR);
      await this.invoke('sweep', LONG, null, (ports) => sweep(ports));
    }
    for (const { id, status } of this.erasures()) {
      const before = erasures.find((one) => one.id === id)?.status ?? '';
      if (!['completed', 'cancelled', 'rejected'].includes(status))
        this.violated(`no end is reachable from ${before}: it is ${status}`);
    }
  }

  async live(): Promise<Lived> {
    putUnderTheApp(this.platform);
    this.prepare();
    const end = { isOver: false };
    const told = this.faults.isOver;
    this.faults.isOver = true;
    const whole = async () => {
      await this.invoke('import', RESOLVER, ADMIN, (ports) =>
        importSettings(ports, this.settings(), { by: ADMIN, replaceAll: true }),
      );
      this.faults.isOver = told;
      this.flow.first = this.faults.calls + 1;
      for (const action of [...this.plan.actions, ...this.plan.lateReturns])
        this.clock.schedule(action.at, () => void this.act(action));
      await this.clock.after(BEGIN - this.clock.now);
      await this.sweeps();
      await this.ends();
      atTheEnd(this);
      end.isOver = true;
    };
    const lived = whole().finally(() => {
      end.isOver = true;
    });
    lived.catch(() => undefined);
    const isTooMuch = () => this.faults.calls > mostCalls(this.plan);
    await this.clock.run(() => end.isOver || isTooMuch());
    if (isTooMuch()) this.violated('calls to the platform pile up without end');
    this.platform.close();
    if (!isTooMuch()) await lived;
    const erasures = this.platform.rows.all('entity', 'erasure').length;
    return {
      violations: this.violations,
      story: this.story,
      faults: this.faults.happened,
      calls: this.faults.calls,
      flow: this.flow,
      erasures,
    };
  }
}

/** Lives a plan to its end. */
export const live = (plan: Plan, options: Options = {}): Promise<Lived> => new Life(plan, options).live();
export { PROTECTED };
