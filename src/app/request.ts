/**
 * Begins an erasure: everything is written before the first call.
 */
import { UTC } from '../core/calendar';
import { dueOf, type Erasure, giveUpAt, hasEnded, isCalledOff, keptUntil } from '../core/erasure';
import type { ErasureStatus } from '../core/erasure-status';
import { type News, NO_EVENTS } from '../core/evidence';
import { mask } from '../core/mask';
import { type Origin, WAYS } from '../core/origin';
import { isSameAddress, type PersonId } from '../core/person';
import { countOneMore, judge } from '../core/policy';
import type { Change, Issue, Ports, Whole } from '../core/ports';
import { RefusedError } from '../core/refusal';
import { isPassing, type RefusalCode } from '../core/report';
import { type Step, stepKey } from '../core/step';
import { erasedBefore } from './erased-before';
import { chained } from './evidence';
import { type Asking, type Examined, examine, type Planned, readHourlyCount } from './examine';
import { type Choose, mustBeFound, sourceName } from './locate';
import { notePeople } from './people';
import { publish } from './publish';
import { wakeSteps } from './wake';
import { refusedBy } from './why-not-found';

export interface Request {
  readonly issue: string;
  readonly origin: Origin;
  /** What the caller believes the address to be; anything else is refused. */
  readonly expected?: string;
  /** Whom the caller saw before; anybody else is refused. */
  readonly person?: PersonId;
  /** Ids of the connections to call; missing: all. */
  readonly connections?: readonly string[];
  /** A person saw the address found in text and said that it is right. */
  readonly confirmed?: boolean;
  /** All the addresses among which that person chose the expected one; missing: there was but one. */
  readonly chosenAmong?: readonly string[] | undefined;
  /** That person typed the expected one, as it literally stands on the issue. */
  readonly typed?: boolean | undefined;
}

export interface Accepted {
  readonly erasureId: string;
  readonly status: ErasureStatus;
  readonly created: boolean;
}

const TRIES = 12;

/** Chooses what a person chose, as long as the issue holds exactly what they chose among. */
const choosing =
  (expected: string, among: readonly string[]): Choose =>
  (choices) => {
    const isSame =
      choices.length === among.length && choices.every((email) => among.some((one) => isSameAddress(one, email)));
    return Promise.resolve(isSame ? choices.find((email) => isSameAddress(expected, email)) : undefined);
  };

/** Picks what a person typed, where it literally stands on the issue. */
const typing =
  (expected: string): Choose =>
  (literals) =>
    Promise.resolve(literals.find((email) => isSameAddress(expected, email)));

function askingFor(
  { origin, expected, confirmed = false, chosenAmong, typed = false, connections }: Request,
  unattendedThisHour: number,
): Asking {
  const { reads, attended, confirms } = WAYS[origin.via];
  const isPicked = confirmed && confirms && expected !== undefined;
  return {
    as: reads,
    attended,
    confirmed: confirmed && confirms,
    unattendedThisHour,
    ...(isPicked && chosenAmong !== undefined ? { picking: { choose: choosing(expected, chosenAmong) } } : {}),
    ...(isPicked && typed ? { picking: { type: typing(expected) } } : {}),
    ...(connections === undefined ? {} : { connections }),
  };
}

async function refuseMismatch(
  { vault }: Ports,
  { expected, person, chosenAmong }: Request,
  { located }: Examined,
): Promise<void> {
  if (located.kind === 'refused') return;
  // What was chosen among several is not among several by now: it has to be looked at again.
  if (chosenAmong !== undefined && located.pick !== 'chosen') throw new RefusedError('mismatch');
  const { email } = located.person;
  const isExpected = expected === undefined || isSameAddress(expected, email);
  if (!isExpected || (person !== undefined && person !== (await vault.personId(email))))
    throw new RefusedError('mismatch');
}

/** What would happen, without anything happening. @throws RefusedError */
export const dryRun = (ports: Ports) => async (request: Request) => {
  const settings = await ports.settings.read();
  const { counted } = await readHourlyCount(ports);
  const examined = await examine(ports, settings, request.issue, askingFor(request, counted));
  const { verdict, plan, located } = examined;
  if (verdict.kind === 'refuse') throw refusedBy(verdict.code, examined);
  const { person } = mustBeFound(located, examined.issue, settings);
  await refuseMismatch(ports, request, examined);
  return {
    plan: plan.map(({ connection, provider }) => ({
      connection: connection.id,
      provider: connection.provider,
      calls: provider.inWords(connection.settings).calls,
    })),
    person: mask(person.email),
    approval: verdict.kind === 'approve' ? [...verdict.because] : [],
  };
};

function newErasure(
  ports: Ports,
  examined: Examined,
  request: Request,
  id: string,
  personId: string,
  earlier: string | null,
  isOneOfSeveral: boolean,
  zone: string,
): Pick<Change, 'erasure' | 'page'> {
  const { issue, settings, plan, left, verdict } = examined;
  const found = mustBeFound(examined.located, issue, settings);
  const { person } = found;
  const source = sourceName(found);
  const now = ports.chance.now();
  const startsAt = now + settings.policy.graceHours * 3_600_000;
  const waits = verdict.kind === 'approve';
  const because = waits ? [...verdict.because] : [];
  const due = dueOf(issue.createdAt, settings.policy.dueDays, zone);
  const erasure: Erasure = {
    id,
    issueId: issue.id,
    issueKey: issue.key,
    projectKey: issue.projectKey,
    isServiceDesk: issue.isServiceDesk,
    personId,
    mask: mask(person.email),
    status: waits ? 'awaiting-approval' : startsAt > now ? 'scheduled' : 'running',
    origin: request.origin,
    source,
    pick: found.pick,
    isOneOfSeveral,
    because,
    approvedBy: null,
    retriedBy: null,
    requestedAt: now,
    startsAt,
    ...due,
    finishedAt: null,
    skipped: left.map(({ connection, why }) => ({ connectionId: connection.id, provider: connection.provider, why })),
    stepKeys: plan.map(({ connection }) => stepKey(id, connection.id)),
    statements: [],
    told: false,
    comment: 'due',
    isIssueGone: false,
    earlier,
    chain: { ...NO_EVENTS, pages: 0, taken: {} },
    seal: null,
  };
  const named = ({ connection }: Planned) => ({ connection: connection.id, provider: connection.provider });
  const requested: News = {
    kind: 'requested',
    at: now,
    erasureId: id,
    via: request.origin.via,
    account: request.origin.accountId,
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
  return chained(ports, erasure, [], [requested]);
}

function newStep(erasure: Erasure, { connection }: Planned): Step {
  return {
    erasureId: erasure.id,
    connectionId: connection.id,
    provider: connection.provider,
    status: 'waiting',
    gate: erasure.status === 'running' ? 'open' : 'held',
    lane: WAYS[erasure.origin.via].lane,
    notBefore: erasure.requestedAt,
    giveUpAt: giveUpAt(erasure.requestedAt, erasure.dueAt),
    attempts: 0,
    checks: 0,
    outcome: null,
    at: null,
    history: [],
  };
}

/** What was begun, or found; and, where it was begun here, what was stored. */
export interface Begun {
  readonly accepted: Accepted;
  readonly stored: Whole | null;
}

async function beginFor(ports: Ports, asked: Request, examined: Examined): Promise<Begun> {
  const { ledger, vault, chance } = ports;
  await refuseMismatch(ports, asked, examined);
  if (examined.verdict.kind === 'refuse') {
    const earlier = await alreadyBegun(ports, examined);
    if (earlier !== null) return { accepted: earlier, stored: null };
    throw refusedBy(examined.verdict.code, examined);
  }
  const { person, people } = mustBeFound(examined.located, examined.issue, examined.settings);
  const personId = await vault.personId(person.email);
  const isCounted = !WAYS[asked.origin.via].attended;
  // Nobody else needs to know where the site is.
  const zone = examined.settings.policy.dueDays === undefined ? await ports.site.timeZone() : UTC;
  const { id, isNew } = await claim(ports, asked, examined.issue.id, personId);
  let isOneOfSeveral: boolean | null = null;
  for (let tries = 0; tries < TRIES; tries += 1) {
    // Under an id that was made here nothing can stand yet.
    const begun = isNew && tries === 0 ? null : await existing(ports, examined, id);
    if (begun !== null) return { accepted: begun, stored: null };
    isOneOfSeveral ??= await notePeople(ports, examined.issue.id, people);
    const tally = isCounted ? await readHourlyCount(ports) : null;
    const verdict = judge({ ...examined.facts, unattendedThisHour: tally?.counted ?? 0 }, examined.settings.policy);
    const earlier = await erasedBefore(ports, personId, id);
    const { erasure, page = [] } = newErasure(
      ports,
      { ...examined, verdict },
      asked,
      id,
      personId,
      earlier?.id ?? null,
      isOneOfSeveral,
      zone,
    );
    const steps = examined.plan.map((planned) => newStep(erasure, planned));
    await vault.keep(id, person, keptUntil(erasure));
    const count = tally === null ? undefined : { read: tally.read, next: countOneMore(tally.read, chance.now()) };
    const whole = await ledger.store(erasure, steps, page, count);
    if (whole !== null) return { accepted: { erasureId: id, status: erasure.status, created: true }, stored: whole };
    // Somebody else stored it first, or another erasure was counted: look again.
    const standing = await ledger.erasure(id);
    if (standing !== null && hasEnded(standing)) await vault.forget(id);
    if (standing === null) await chance.sleep(20 + chance.random() * 80 * (tries + 1));
  }
  throw new RefusedError('busy');
}

/**
 * Notes what nobody attended and a rule refused: the issue's panel says so. An event that waits for what passes by itself
 * goes on waiting, whoever else is refused meanwhile.
 */
async function noteRefused({ refusedStarts, chance }: Ports, { id }: Issue, { origin }: Request, code: RefusalCode) {
  const standing = isPassing(code) ? await refusedStarts.of(id) : null;
  const waiting =
    standing?.again == null ? { origin, again: null } : { origin: standing.origin, again: standing.again };
  await refusedStarts.note({ issueId: id, ...waiting, code, at: chance.now() });
}

/**
 * Begins the erasure of the issue's person, or finds the one that this issue already began for this person. Nobody is
 * woken and nothing is told yet.
 *
 * The order matters: the claim makes a second trigger find the first; the address is kept before the erasure that needs
 * it; erasure and steps are stored in one transaction; only then may anything be woken. Whoever dies in between leaves a
 * claim, which the next trigger completes or the sweep undoes.
 * @throws RefusedError
 */
export const begin =
  (ports: Ports) =>
  async (asked: Request): Promise<Begun> => {
    const settings = await ports.settings.read();
    const examined = await examine(ports, settings, asked.issue, askingFor(asked, 0));
    try {
      return await beginFor(ports, asked, examined);
    } catch (error) {
      if (error instanceof RefusedError && !WAYS[asked.origin.via].attended)
        await noteRefused(ports, examined.issue, asked, error.code);
      throw error;
    }
  };

/** As {@link begin}; then the drains are woken, and the issue is told. @throws RefusedError */
export const request =
  (ports: Ports) =>
  async (asked: Request): Promise<Accepted> => {
    const { accepted, stored } = await begin(ports)(asked);
    if (stored === null) return accepted;
    await wakeSteps(ports, stored.steps);
    await publish(ports)(accepted.erasureId, stored);
    return accepted;
  };

/**
 * The id under which this issue's person is erased: a new one, or the one that was begun before. Where a person called
 * that one off, a person who looks at this one issue may begin anew; whatever else comes finds it as it ended.
 */
async function claim(
  { ledger, chance }: Ports,
  { origin }: Request,
  issueId: string,
  personId: string,
): Promise<{ id: string; isNew: boolean }> {
  const mine = chance.newId();
  const id = await ledger.claim(issueId, personId, mine, chance.now());
  if (id === mine || !WAYS[origin.via].confirms) return { id, isNew: id === mine };
  const before = await ledger.erasure(id);
  if (before === null || !isCalledOff(before)) return { id, isNew: false };
  return { id: await ledger.claimAnew(issueId, personId, id, mine, chance.now()), isNew: false };
}

/** What this issue began for this person before a rule stood in the way. */
async function alreadyBegun(ports: Ports, examined: Examined): Promise<Accepted | null> {
  const { located } = examined;
  if (located.kind === 'refused') return null;
  const personId = await ports.vault.personId(located.person.email);
  return existing(ports, examined, await ports.ledger.claimed(examined.issue.id, personId));
}

/**
 * The erasure that stands under an id.
 * @throws RefusedError `limited-before` where it was limited to other connections than those that are asked for now: one
 * issue erases a person once
 */
async function existing({ ledger }: Ports, { plan }: Examined, id: string | null): Promise<Accepted | null> {
  const erasure = id === null ? null : await ledger.erasure(id);
  if (erasure === null) return null;
  const leftOut = erasure.skipped.filter(({ why }) => why === 'not-asked').map(({ connectionId }) => connectionId);
  if (plan.some(({ connection }) => leftOut.includes(connection.id))) throw new RefusedError('limited-before');
  return { erasureId: erasure.id, status: erasure.status, created: false };
}
