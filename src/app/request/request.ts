/**
 * Begins an erasure: everything is written before the first call.
 */
import { AppError, busy } from '../../core/app-error';
import { UTC } from '../../core/erasure/calendar';
import { addressExpiresAt, hasEnded, isCalledOff } from '../../core/erasure/erasure';
import type { ErasureStatus } from '../../core/status/erasure-status';
import { type Origin, WAYS } from '../../core/status/origin';
import { type ErrorCode, isTransient } from '../../core/error-code';
import type { NewEvent } from '../../core/evidence/chain';
import { isSameAddress } from '../../core/person/email';
import { type PersonId } from '../../core/person/person';
import { countOneMore } from '../../core/policy/hourly-cap';
import { judge } from '../../core/policy/rules';
import { AGAIN, updateWithRetry } from '../../lib/update-with-retry';
import type { ErasureSnapshot } from '../../ports/erasure-store';
import type { Issue } from '../../ports/issues';
import type { Ports } from '../../ports/ports';
import { providerOf } from '../../providers';
import { enqueueSteps } from '../background/enqueue';
import { tryOrLog } from '../background/for-each-until';
import { namedBy } from '../people/named-now';
import { notePeople } from '../people/people';
import { reconcile } from '../sync/reconcile';
import { recountPeople } from '../sync/recount';
import { type Assessment, type RequestContext, assess, readHourlyCount } from '../locate/assess';
import { type Choose, assertFound } from '../locate/locate';
import { type Draft, newErasure, newStep } from './new-erasure';
import { previousErasure } from '../people/previous-erasure';
import { refusedBy } from '../locate/why-not-found';

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

export function askingFor(
  { origin, expected, confirmed = false, chosenAmong, typed = false, connections }: Request,
  unattendedThisHour: number,
): RequestContext {
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

export async function refuseMismatch(
  { addresses }: Ports,
  { expected, person, chosenAmong }: Request,
  { located }: Assessment,
): Promise<void> {
  if (located.kind === 'refused') return;
  // What was chosen among several is not among several by now: it has to be looked at again.
  if (chosenAmong !== undefined && located.pick !== 'chosen') throw new AppError('mismatch');
  const { email } = located.person;
  const isExpected = expected === undefined || isSameAddress(expected, email);
  if (!isExpected || (person !== undefined && person !== (await addresses.personId(email))))
    throw new AppError('mismatch');
}

/** What was begun, or found; and, where it was begun here, what was stored. */
export interface Begun {
  readonly accepted: Accepted;
  readonly stored: ErasureSnapshot | null;
}

/** Stores a new erasure, as the rules judge it by the count of this moment; null where somebody else came first. */
async function store(
  ports: Ports,
  assessment: Assessment,
  draft: Omit<Draft, 'earlier'>,
): Promise<ErasureSnapshot | null> {
  const { erasureStore, addresses, system } = ports;
  const { id, personId } = draft;
  const { person } = assertFound(assessment.located, assessment.issue, assessment.settings);
  const counter = WAYS[draft.origin.via].attended ? null : await readHourlyCount(ports);
  const verdict = judge({ ...assessment.facts, unattendedThisHour: counter?.counted ?? 0 }, assessment.settings.policy);
  const earlier = (await previousErasure(ports, personId, id))?.id ?? null;
  const { erasure, page = [] } = newErasure(ports, { ...assessment, verdict }, { ...draft, earlier });
  const steps = assessment.plan.map((planned) => newStep(erasure, planned));
  await addresses.keep(id, person, addressExpiresAt(erasure));
  const count = counter === null ? undefined : { read: counter.read, next: countOneMore(counter.read, system.now()) };
  return erasureStore.store(erasure, steps, page, count);
}

/** Somebody else stored it first, or another erasure was counted: what was kept for nobody goes. */
async function standAside(
  { erasureStore, addresses, system }: Ports,
  erasureId: string,
  tried: number,
): Promise<typeof AGAIN> {
  const current = await erasureStore.erasure(erasureId);
  if (current !== null && hasEnded(current)) await addresses.forget(erasureId, []);
  if (current === null) await system.sleep(20 + system.random() * 80 * (tried + 1));
  return AGAIN;
}

async function beginFor(ports: Ports, input: Request, assessment: Assessment): Promise<Begun> {
  await refuseMismatch(ports, input, assessment);
  if (assessment.verdict.kind === 'refuse') {
    const earlier = await alreadyBegun(ports, assessment);
    if (earlier !== null) return { accepted: earlier, stored: null };
    throw refusedBy(assessment.verdict.code, assessment);
  }
  const { person, people } = assertFound(assessment.located, assessment.issue, assessment.settings);
  const personId = await ports.addresses.personId(person.email);
  // Nobody else needs to know where the site is.
  const zone = assessment.settings.policy.dueDays === undefined ? await ports.site.timeZone() : UTC;
  const { id, isNew } = await claim(ports, input, assessment.issue.id, personId);
  let draft: Omit<Draft, 'earlier'> | null = null;
  const attempt = async (tried: number): Promise<Begun | typeof AGAIN> => {
    // Under an id that was made here nothing can stand yet.
    const begun = isNew && tried === 0 ? null : await existing(ports, assessment, id);
    if (begun !== null) return { accepted: begun, stored: null };
    draft ??= {
      ...{ id, personId, zone, origin: input.origin },
      invited: await invitedFrom(ports, assessment, personId),
      isOneOfSeveral: (await notePeople(ports, assessment.issue.id, people)).isSeveral,
    };
    const stored = await store(ports, assessment, draft);
    if (stored === null) return standAside(ports, id, tried);
    return { accepted: { erasureId: id, status: stored.erasure.status, created: true }, stored };
  };
  return updateWithRetry(TRIES, attempt, busy);
}

/**
 * Notes what nobody attended and a rule refused: the issue's panel says so. An event that waits for what passes by itself
 * goes on waiting, whoever else is refused meanwhile.
 */
async function noteRefused({ failedTriggers, system }: Ports, { id }: Issue, { origin }: Request, code: ErrorCode) {
  const current = isTransient(code) ? await failedTriggers.of(id) : null;
  const waiting =
    current?.retryAs == null ? { origin, retryAs: null } : { origin: current.origin, retryAs: current.retryAs };
  await failedTriggers.note({ issueId: id, ...waiting, code, at: system.now() });
}

/**
 * Begins the erasure of the issue's person, or finds the one that this issue already began for this person. Nobody is
 * woken and nothing is told yet.
 *
 * The order matters: the claim makes a second trigger find the first; the address is kept before the erasure that needs
 * it; erasure and steps are stored in one transaction; only then may anything be woken. Whoever dies in between leaves a
 * claim, which the next trigger completes or the sweep undoes.
 * @throws AppError
 */
export async function begin(ports: Ports, input: Request): Promise<Begun> {
  const settings = await ports.settings.read();
  const assessment = await assess(ports, settings, input.issue, askingFor(input, 0));
  // Where nothing is begun nobody has counted whom the issue names by now.
  const recount = () =>
    tryOrLog(ports, 'people', () => recountPeople(ports, assessment.issue.id, namedBy(assessment.located)), undefined);
  try {
    const begun = await beginFor(ports, input, assessment);
    if (begun.stored === null) await recount();
    return begun;
  } catch (error) {
    await recount();
    if (error instanceof AppError && !WAYS[input.origin.via].attended)
      await noteRefused(ports, assessment.issue, input, error.code);
    throw error;
  }
}

/** As {@link begin}; then the drains are woken, and the issue is told. @throws AppError */
export async function request(ports: Ports, input: Request): Promise<Accepted> {
  const { accepted, stored } = await begin(ports, input);
  if (stored === null) return accepted;
  await enqueueSteps(ports, stored.steps);
  await reconcile(ports, accepted.erasureId, stored);
  return accepted;
}

/**
 * The id under which this issue's person is erased: a new one, or the one that was begun before. Where a person called
 * that one off, a person who looks at this one issue may begin anew; whatever else comes finds it as it ended.
 */
async function claim(
  { claims, erasureStore, system }: Ports,
  { origin }: Request,
  issueId: string,
  personId: string,
): Promise<{ id: string; isNew: boolean }> {
  const mine = system.newId();
  const id = await claims.claim(issueId, personId, mine, system.now());
  if (id === mine || !WAYS[origin.via].confirms) return { id, isNew: id === mine };
  const before = await erasureStore.erasure(id);
  if (before === null || !isCalledOff(before)) return { id, isNew: false };
  return { id: await claims.reclaim(issueId, personId, { from: id, to: mine }, system.now()), isNew: false };
}

/**
 * The invitations of this issue's person that were sent from it, for the evidence. Asked once the claim is taken: whoever
 * notes an invitation later finds the claim, and one that was not sent yet is called off.
 */
async function invitedFrom(
  { invitations }: Ports,
  { issue, settings }: Assessment,
  personId: PersonId,
): Promise<NewEvent[]> {
  const inviters = settings.connections.filter(({ provider }) => providerOf(provider)?.invites === true);
  if (inviters.length === 0) return [];
  const ids = inviters.map(({ id }) => id);
  const sent = await invitations.sentOrCalledOff(issue.id, personId, ids);
  return sent.map(({ connectionId: connection, account, sentAt: at }) => ({
    kind: 'invited',
    ...{ at, account, connection, reason: null },
  }));
}

/** What this issue began for this person before a rule stood in the way. */
async function alreadyBegun(ports: Ports, assessment: Assessment): Promise<Accepted | null> {
  const { located } = assessment;
  if (located.kind === 'refused') return null;
  const personId = await ports.addresses.personId(located.person.email);
  return existing(ports, assessment, await ports.claims.claimed(assessment.issue.id, personId));
}

/**
 * The erasure that stands under an id.
 * @throws AppError `limited-before` where it was limited to other connections than those that are asked for now: one
 * issue erases a person once
 */
async function existing({ erasureStore }: Ports, { plan }: Assessment, id: string | null): Promise<Accepted | null> {
  const erasure = id === null ? null : await erasureStore.erasure(id);
  if (erasure === null) return null;
  const leftOut = erasure.skipped.filter(({ why }) => why === 'not-asked').map(({ connectionId }) => connectionId);
  if (plan.some(({ connection }) => leftOut.includes(connection.id))) throw new AppError('limited-before');
  return { erasureId: erasure.id, status: erasure.status, created: false };
}
