/**
 * What must hold in every life: the rules that are never broken, seen from the vendors' side while they are called, and
 * from the ledger's, the issue's and the store's side at the end.
 */
import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import * as z from 'zod/mini';
import { mayClose } from '../../src/core/erasure/closing';
import { resultOf, type Erasure, hasEnded } from '../../src/core/erasure/erasure';
import { canonical, type Event } from '../../src/core/evidence/chain';
import { normalForm, parseEmail } from '../../src/core/person/email';
import {
  singlePerson,
  countOf,
  counts,
  type IssuePerson,
  type PeopleCount,
  stateOf,
  togetherOf,
} from '../../src/core/erasure/issue-people';
import type { Settings } from '../../src/core/settings/schema';
import { isByPeople, isCalledLater, isSettled, type Step, wasCalled } from '../../src/core/erasure/step';
import { spellingsOf } from '../../test/support/spellings';
import { type Life, PERSON_KEY, PROTECTED } from './life';
import { LOOKING, SHOWING, type Witness } from './vendors';
import { toProperty } from '../../src/core/erasure/issue-property';
import { verifyReceipt, type Receipt, type Seal, toReceipt } from '../../src/core/evidence/receipt';
import { countedThisHour } from '../../src/core/policy/hourly-cap';

/** No call is made by rules that are older. */
const TEN_SECONDS = 10_000;
/** Longer than any request takes: two that come at once may not know of each other. */
const A_WHILE = 2 * 60_000;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const personIdOf = (form: string): string => `p${createHmac('sha256', PERSON_KEY).update(form).digest('hex')}`;

const formOf = (address: string): string => {
  const email = parseEmail(address);
  return email === null ? address : normalForm(email);
};

const erasuresOf = ({ platform }: Life): Erasure[] =>
  platform.rows.all<{ record: Erasure }>('entity', 'erasure').map(({ value }) => value.record);
const stepsOf = ({ platform }: Life): Step[] =>
  platform.rows.all<{ record: Step }>('entity', 'step').map(({ value }) => value.record);

/** Whoever only looks changes nothing, looks alone, and asks nobody about whom the rules protect. */
function whileLooking(life: Life, { connection, people, kind }: Parameters<Witness>[0]): void {
  const { clock, vendors, plan } = life;
  const isSince = (at: number | null) => at !== null && clock.now - at > TEN_SECONDS + plan.skew;
  if (!['find', 'addresses', 'look', 'look-up'].includes(kind))
    life.violated(`${connection} is changed by somebody who looks`);
  if (vendors.beside(connection, true) > 1) life.violated(`${connection} is looked at by two at a time`);
  if (people.includes(formOf(PROTECTED)) || isSince(life.protectedAt))
    life.violated(`${connection} is told of a protected person by somebody who looks`);
  if (isSince(life.forbiddenAt)) life.violated(`${connection} is looked at for a project that is not allowed any more`);
  if (isSince(life.pausedAt)) life.violated(`${connection} is looked at while deletions are paused`);
}

/** Looks at every call at the moment it leaves the app. */
export function whileCalling(life: Life): Witness {
  const lastCall = new Map<string, number>();
  const sincePause = new Map<string, number>();
  return ({ connection, people, kind }, invocation) => {
    const { clock, vendors, plan, connections } = life;
    if (invocation.name === LOOKING) {
      whileLooking(life, { connection, people, kind });
      return;
    }
    const provider = connections.find((one) => one.connection === connection)?.accounts[0]?.provider;
    if (provider === undefined) throw new Error('a call to nobody');

    // Written before called, never after it is final, and nobody else.
    const erasures = erasuresOf(life);
    const steps = stepsOf(life).filter((step) => step.connectionId === connection);
    for (const person of people) {
      const of = erasures.filter(({ personId }) => personId === personIdOf(person));
      // Held a moment ago, because the person is protected by now: that call is on its way, too.
      const isJustHeld = (step: Step) =>
        step.phase === 'held' && life.protectedAt !== null && clock.now - life.protectedAt <= TEN_SECONDS + plan.skew;
      const open = steps.filter(
        (step) => (isCalledLater(step) || isJustHeld(step)) && of.some(({ id }) => id === step.erasureId),
      );
      // A person may close a step between its reading and its call: that call is on its way.
      const isClosedByPeople = (step: Step) =>
        isByPeople(step) || of.some(({ id, status }) => id === step.erasureId && status === 'cancelled');
      const isJust = (at: number | null | undefined) => at != null && clock.now - at < 300_000;
      // So may the end of the questions: that question is on its way, and changes nothing there.
      const isNotAsked = ({ history }: Step) =>
        SHOWING.includes(kind) && history.at(-1)?.answer === 'not-asked' && isJust(history.at(-1)?.at);
      const justClosed = steps.some(
        (step) =>
          of.some(({ id }) => id === step.erasureId) &&
          ((isJust(step.at) && isClosedByPeople(step)) || isNotAsked(step)),
      );
      if (open.length === 0 && !justClosed)
        life.violated(`${connection} is called for somebody for whom nothing is open (${invocation.name})`);
      const isApproved = of.some(({ approvedBy }) => approvedBy !== null);
      const isSince = (at: number | null) => at !== null && clock.now - at > TEN_SECONDS + plan.skew;
      if (isSince(life.protectedAt) && !isApproved)
        life.violated(`${connection} is called for somebody who is protected by now, and nobody approved`);
      if (isSince(life.forbiddenAt))
        life.violated(`${connection} is called for a project that is not allowed any more`);
      if (person === formOf(PROTECTED) && !of.some(({ approvedBy }) => approvedBy !== null))
        life.violated(`${connection} is called for a protected person whom nobody approved`);
    }

    // One drain at a time, at the provider's pace.
    if (vendors.beside(connection) > provider.concurrency) life.violated(`${connection} is called by two at a time`);
    const last = lastCall.get(connection) ?? -Infinity;
    const spacing = 60_000 / provider.callsPerMinute;
    if (plan.skew === 0 && clock.now - last < spacing - 1 && provider.concurrency === 1)
      life.violated(`${connection} is called faster than its rate allows`);
    lastCall.set(connection, clock.now);

    // A pause stops every call within one.
    if (life.pausedAt === null) sincePause.clear();
    else {
      const calls = (sincePause.get(connection) ?? 0) + 1;
      sincePause.set(connection, calls);
      if (calls > provider.concurrency) life.violated(`${connection} is called while deletions are paused`);
    }
  };
}

function textOf(life: Life): string {
  const { platform } = life;
  return [...platform.rows.asText(), ...platform.logs, ...platform.toJira, ...platform.pushed].join('\n');
}

function traces(life: Life): void {
  const text = textOf(life);
  const open = new Set(
    erasuresOf(life)
      .filter((erasure) => !hasEnded(erasure))
      .map(({ personId }) => personId),
  );
  const everybody = life.named.flatMap((times) => times.flatMap(({ people }) => people));
  const addresses = [...new Set(everybody)].filter((address) => !open.has(personIdOf(formOf(address))));
  for (const address of addresses)
    for (const spelling of spellingsOf(address))
      if (text.includes(spelling))
        life.violated(
          `a trace of an address is left: ${
            text
              .split('\n')
              .find((line) => line.includes(spelling))
              ?.slice(0, 60) ?? ''
          }`,
        );
}

/** Longer than a sweep is away, and than what it does takes. */
const HALF_A_DAY = 12 * 3_600_000;

/** A claim whose address is kept to ask again, until then. */
const Kept = z.object({ state: z.enum(['kept', 'second-look']), since: z.number() });

/** No address is kept for longer than its erasure says. */
export function whileKeeping(life: Life): void {
  const { clock, platform, faults, plan } = life;
  for (const { id, finishedAt, addressKeptUntil, issueId, personId } of erasuresOf(life)) {
    const isKept = platform.rows.get('secret', '', `address.${id}`) !== null;
    // What was to be kept for a question that was just answered is let go of by the date that stands in its claim.
    const claim = platform.rows.get('entity', 'claim', `${issueId}.${personId}`);
    const kept = z.safeParse(Kept, claim === null ? null : JSON.parse(claim.value));
    const until = Math.max(finishedAt ?? Infinity, addressKeptUntil ?? 0, kept.success ? kept.data.since : 0);
    if (faults.isOver && isKept && clock.now > until + HALF_A_DAY + plan.skew)
      life.violated('an address is kept for longer than its erasure says');
  }
}

/** No issue may be closed by an erasure while a vendor that said that it deleted still holds somebody. */
export function whileSeen(life: Life): void {
  const { clock, faults, plan } = life;
  if (!faults.isOver) return;
  const steps = stepsOf(life);
  for (const erasure of erasuresOf(life).filter((one) => mayClose(one, plan.closing) && !isOff(one)))
    for (const { history, status, phase, outcome } of steps.filter(({ erasureId }) => erasureId === erasure.id)) {
      const last = history.at(-1);
      const isContrary = status === 'done' && outcome?.kind === 'deleted' && last?.answer === 'still-there';
      if (phase === 'verifying' && isContrary && clock.now > last.at + HALF_A_DAY + plan.skew)
        life.violated('an issue may be closed while somebody is still there');
    }
}

/** Verified is only what the vendor held nobody of when it was asked; what it still held is never told to be done. */
function verifiedOf(life: Life, erasure: Erasure, step: Step): void {
  const { vendors, plan } = life;
  const answers = step.history.filter(({ answer }) => answer !== undefined);
  const isSeen = (at: number, isThere: boolean) =>
    vendors.looks.some(
      (look) =>
        look.connection === step.connectionId &&
        (look.person === null || personIdOf(look.person) === erasure.personId) &&
        look.isThere === isThere &&
        Math.abs(at - look.at) < A_WHILE + plan.skew,
    );
  for (const { at, answer, found } of step.history) {
    if (answer === 'gone' && !isSeen(at, false))
      life.violated(`${step.connectionId} is verified, and held somebody, or was not asked`);
    if ((found === 'nobody' || found === 'back') && !isSeen(at, found === 'back'))
      life.violated(`${step.connectionId} is told to have ${found} again, and that is not what it said`);
  }
  if (step.secondLook !== undefined && step.status !== 'done') life.violated('a second look changed what was done');
  const isVerified = answers.at(-1)?.answer === 'gone' && step.phase === 'final' && !isByPeople(step);
  if (isVerified !== (step.verifiedAt !== undefined)) life.violated('verified is not what the history says');
  // Who calls it off has nobody asked any more.
  const isStill = step.status === 'done' && step.history.at(-1)?.answer === 'still-there';
  if (isStill && !isOff(erasure) && !isByPeople(step))
    life.violated(`${step.connectionId} still held somebody, and is told to be done`);
}

/** Nobody waits for a verification: an erasure has ended once every provider answered. */
function noWaiting(life: Life, erasure: Erasure, steps: readonly Step[], events: readonly Event[]): void {
  const isPlain = !events.some(({ kind }) => ['retried', 'held', 'by-hand', 'approved', 'cancelled'].includes(kind));
  const answered = steps.map(({ history }) => history.find(({ status }) => status !== 'waiting')?.at ?? Infinity);
  const concluded = events.find(({ kind }) => kind === 'concluded');
  if (isPlain && concluded !== undefined && Date.parse(concluded.at) > Math.max(...answered) + HALF_A_DAY)
    life.violated('the end waits, and every provider had answered');
}

/** Whether an issue named a person at some time around a moment. */
function isNamed({ issueIds, named }: Life, { issueId, personId }: Erasure, at: number): boolean {
  const times = named[issueIds.indexOf(issueId)] ?? [];
  return times.some(({ since, people }, index) => {
    const until = times[index + 1]?.since ?? Infinity;
    return since <= at + A_WHILE && until >= at - A_WHILE && people.some((one) => personIdOf(formOf(one)) === personId);
  });
}

/** Nobody is called after a retry, a new key, the end of a grace period or an approval whom the issue named no more. */
function takenUpOf(life: Life, erasure: Erasure, events: readonly Event[]): void {
  for (const [index, { kind, at }] of events.entries()) {
    if (!['retried', 'started', 'approved'].includes(kind) || isNamed(life, erasure, Date.parse(at))) continue;
    if (events.slice(index).some((later) => later.kind === 'called'))
      life.violated(`somebody is called after "${kind}" whom the issue does not name any more`);
  }
}

function evidenceOf(life: Life, erasure: Erasure, steps: readonly Step[]): void {
  const { rows } = life.platform;
  const pages = Array.from({ length: erasure.chain.pages }, (_, page) =>
    rows.get('entity', 'event-page', `page.${erasure.id}.${String(page)}`),
  );
  const events = pages.flatMap((page) => (page === null ? [] : (JSON.parse(page.value) as { events: Event[] }).events));
  const keys = JSON.parse(rows.get('secret', '', 'key.evidence')?.value ?? '[]') as {
    id: string;
    publicKey: string;
    createdAt: number;
  }[];
  takenUpOf(life, erasure, events);
  const sealedBy = (seal: Seal | null) => {
    const key = keys.find(({ id }) => id === seal?.keyId);
    return seal === null || key === undefined ? null : { seal, key };
  };
  const end = sealedBy(erasure.seal);
  if (!hasEnded(erasure)) return;
  if (end === null) {
    life.violated('an ended erasure has no receipt');
    return;
  }
  const receipt: Receipt = toReceipt(events, end, sealedBy(erasure.addendum ?? null));
  const flaws = verifyReceipt(receipt, {
    sha256,
    verify: (publicKey, text, signature) =>
      verify(
        null,
        Buffer.from(text),
        createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' }),
        Buffer.from(signature, 'base64'),
      ),
  });
  if (flaws.length > 0) life.violated(`the receipt does not verify: ${flaws.join('; ')}`);
  if (receipt.events.at(-1)?.kind !== 'finished') life.violated('the receipt does not end with the end');
  if (receipt.addendum !== undefined && receipt.addendum.events.at(-1)?.kind !== 'addendum')
    life.violated('the addendum does not end with what was learned');
  const verified = events.filter(({ kind }) => kind === 'verified').length;
  const signed = [...receipt.events, ...(receipt.addendum?.events ?? [])];
  if (signed.filter(({ kind }) => kind === 'verified').length !== verified)
    life.violated('what was verified is not signed');
  noWaiting(life, erasure, steps, events);
  for (const { connectionId, history } of steps) {
    const told = events.filter((event) => 'outcome' in event && event.connection === connectionId);
    const same = history.every(({ outcome, status }, index) => {
      const event = told[index];
      return (
        event !== undefined &&
        'outcome' in event &&
        event.status === status &&
        canonical(event.outcome) === canonical(outcome)
      );
    });
    if (!same || told.length !== history.length)
      life.violated(`the chain does not tell what became of ${connectionId}`);
  }
}

function truthOf(life: Life, erasure: Erasure, step: Step): void {
  const { vendors, plan } = life;
  const mine = vendors.calls.filter(
    ({ connection, people, at }) =>
      connection === step.connectionId &&
      at >= erasure.requestedAt - plan.skew &&
      people.some((person) => personIdOf(person) === erasure.personId),
  );
  const words = new Set<unknown>(mine.map(({ said }) => said));
  // One who was found, was taken, and is found no more is deleted.
  if (words.has('accepted') && words.has('absent')) words.add('deleted');
  for (const { outcome, called, answer, found } of step.history) {
    const kind = outcome?.kind;
    // What was asked later repeats what had become of it.
    if (answer !== undefined || found !== undefined) continue;
    if (kind === 'deleted' || kind === 'absent' || kind === 'accepted' || kind === 'registered')
      if (!called || !words.has(kind))
        life.violated(`${step.connectionId} is told to have said "${kind}", and it never did`);
  }
  const saidByPeople = step.history.filter(isByPeople);
  const statement = erasure.statements.find(
    ({ connectionId, isHeld }) => connectionId === step.connectionId && !isHeld,
  );
  const isSaid = statement !== undefined || (step.task !== undefined && !isByPeople(step));
  if (saidByPeople.some(({ called }) => called) || (saidByPeople.length > 0 && !isSaid))
    life.violated(`${step.connectionId} is told to be done by hand, and nobody said so`);
  if (saidByPeople.length > 0 && !isByPeople(step) && step.task === undefined)
    life.violated(`what a person said of ${step.connectionId} is not final`);
  life.tasks.violations(erasure, step).forEach((what) => {
    life.violated(what);
  });
  const isWithdrawn = step.status === 'skipped' && isOff(erasure) && !step.history.some(({ called }) => called);
  if (step.status === 'skipped' && !isWithdrawn) life.violated(`${step.connectionId} was planned, and is skipped`);
  if (isOff(erasure) && step.phase !== 'final') life.violated(`a withdrawn step may still be called (${step.phase})`);
  const isWaiting = step.status === 'waiting';
  if (hasEnded(erasure) && (isWaiting || !isSettled(step))) life.violated(`a step of an ended erasure is not settled`);
}

const isOff = ({ status }: Erasure): boolean => status === 'cancelled' || status === 'rejected';

/** What an end claims, by its steps alone. */
function endOf(life: Life, { status }: Erasure, steps: readonly Step[]): void {
  const isDone = (step: Step) => step.status === 'done';
  const isGone = ({ outcome }: Step) => ['deleted', 'absent', 'by-hand'].includes(outcome?.kind ?? '');
  if (status === 'completed' && !(steps.every(isDone) && steps.some(isGone)))
    life.violated('completed, and not every planned step is done');
  if (status === 'handed-over' && steps.some((step) => !isDone(step) && step.status !== 'handed-over'))
    life.violated('handed over, and not every provider took it');
  if (['completed', 'handed-over', 'partial', 'blocked'].includes(status) && resultOf(steps) !== status)
    life.violated(`${status} is not what its steps say`);
}

/** What the issue's property has to say, by what is stored of its newest erasure and of everybody on it. */
function propertyOf({ platform: { rows }, plan: { closing } }: Life, erasure: Erasure, steps: readonly Step[]) {
  const record = (entity: string, key: string) =>
    JSON.parse(rows.get('entity', entity, key)?.value ?? 'null') as Record<string, unknown> | null;
  const stored = (record('people', `people.${erasure.issueId}`)?.['record'] ?? []) as IssuePerson[];
  if (!erasure.isOneOfSeveral || stored.length === 0) {
    const around = {
      people: singlePerson(erasure),
      together: togetherOf([{ state: stateOf({ waived: null }, erasure), erasure }]),
      mayClose: mayClose(erasure, closing),
    };
    return toProperty(erasure, steps, around);
  }
  const persons = stored
    .map((one) => {
      const id = record('claim', `${erasure.issueId}.${one.personId}`)?.['erasure'];
      const theirs = (typeof id === 'string' ? record('erasure', id)?.['record'] : null) as Erasure | null | undefined;
      return { ...one, erasure: theirs ?? null, state: stateOf(one, theirs ?? null) };
    })
    .filter(counts);
  return toProperty(erasure, steps, {
    people: countOf(persons.map(({ state }) => state)),
    together: togetherOf(persons),
    mayClose:
      persons.length > 0 &&
      persons.every(({ state, erasure: one }) => state === 'waived' || (one !== null && mayClose(one, closing))),
  });
}

/**
 * An issue is not told to be over while one of its people is neither finished nor waived; nor while an erasure of it has not
 * ended well and was not called off, whomever the issue names by now.
 */
function overOf(life: Life, issueId: string, property: unknown): void {
  // Somebody may have edited it.
  const told = property as { status: string; mayClose: boolean; people?: PeopleCount } | undefined;
  if (told?.people === undefined) return;
  const isUnended = ({ status }: Erasure) => !['completed', 'handed-over', 'cancelled', 'rejected'].includes(status);
  const isAnyUnended = erasuresOf(life).some((one) => one.issueId === issueId && isUnended(one));
  if (told.people.finished + told.people.waived >= told.people.total && !isAnyUnended) return;
  const isOff = ['cancelled', 'rejected'].includes(told.status) && told.people.finished > 0;
  if (told.mayClose || isOff || ['completed', 'handed-over'].includes(told.status))
    life.violated(`the issue is told to be over (${told.status}) while somebody is left`);
}

function mirrorOf(life: Life, erasure: Erasure, steps: readonly Step[]): void {
  const { rows, issues } = life.platform;
  const latest = JSON.parse(rows.get('entity', 'issue-latest', `latest.${erasure.issueId}`)?.value ?? '{}') as {
    erasure?: string;
  };
  const issue = issues.find(erasure.issueId);
  if (issue === null) return;
  if (
    latest.erasure === erasure.id &&
    canonical(issue.properties['user-erasure'] ?? null) !== canonical(propertyOf(life, erasure, steps))
  )
    life.violated(`the issue's property is not what the ledger holds (${erasure.status})`);
  overOf(life, erasure.issueId, issue.properties['user-erasure']);
  const comments = issue.comments.filter(({ properties }) =>
    properties.some(({ value }) => (value as { erasureId?: string }).erasureId === erasure.id),
  );
  const ends = comments.map(({ properties }) => canonical(properties.find(({ key }) => key === 'user-erasure')?.value));
  if (new Set(ends).size < ends.length) life.violated('an end is told in two comments');
  const isTold = life.plan.comment === 'none' || comments.length > 0;
  if (hasEnded(erasure) && !isTold) life.violated('the end is told in no comment');
}

/** Unattended erasures that ran without approval, in any one hour. */
function capOf(life: Life): void {
  const { maxPerHour = 50 } = life.plan.policy;
  const unattended = erasuresOf(life).filter(
    ({ origin, approvalReasons, approvedBy, status }) =>
      origin.via === 'web-trigger' &&
      approvalReasons.length === 0 &&
      approvedBy === null &&
      status !== 'awaiting-approval',
  );
  for (const { requestedAt } of unattended) {
    const minutes: Record<string, number> = {};
    for (const other of unattended.filter((one) => one.requestedAt <= requestedAt)) {
      const minute = String(Math.floor(other.requestedAt / 60_000));
      minutes[minute] = (minutes[minute] ?? 0) + 1;
    }
    if (life.plan.skew === 0 && countedThisHour({ minutes }, requestedAt) > maxPerHour)
      life.violated('more erasures an hour ran without a person than the cap allows');
  }
}

/** What an admin was told stands, and no key is kept without its connection. */
function settingsOf(life: Life): void {
  const { platform, told } = life;
  const stored = JSON.parse(platform.rows.get('entity', 'settings', 'settings')?.value ?? '{}') as {
    record?: Pick<Settings, 'connections'>;
  };
  const connections = stored.record?.connections ?? [];
  for (const [id, is] of told) {
    const found = connections.find((connection) => connection.id === id);
    const stands = found === undefined ? 'removed' : found.enabled ? 'on' : 'off';
    if (stands !== is) life.violated(`an admin was told that a connection is ${is}, and it is ${stands}`);
  }
  const used = connections.map(({ keptAs }) => `connection.${keptAs}`);
  for (const { key } of platform.rows.all('secret', ''))
    if (key.startsWith('connection.') && !used.includes(key)) life.violated('a key is kept without its connection');
}

/** Looks at everything that was left behind. */
export function atTheEnd(life: Life): void {
  settingsOf(life);
  const erasures = erasuresOf(life);
  const all = stepsOf(life);
  for (const id of life.acknowledged)
    if (!erasures.some((erasure) => erasure.id === id)) life.violated('an acknowledged erasure is lost');
  for (const erasure of erasures) {
    const steps = erasure.stepKeys.flatMap(
      (key) => all.find((step) => `${step.erasureId}.${step.connectionId}` === key) ?? [],
    );
    if (steps.length !== erasure.stepKeys.length) life.violated('a step is lost');
    if (!hasEnded(erasure) && erasure.status !== 'awaiting-approval')
      life.violated(
        `an erasure never ends (${erasure.status}; ${steps.map(({ status, phase }) => `${status} ${phase}`).join(', ')})`,
      );
    endOf(life, erasure, steps);
    const isOther = (one: Erasure) =>
      one !== erasure && one.issueId === erasure.issueId && one.personId === erasure.personId;
    if (!isOff(erasure) && erasures.some((one) => isOther(one) && !isOff(one)))
      life.violated('two erasures of one person for one issue');
    const isLinked =
      erasure.earlier === null ||
      erasures.some(({ id, personId }) => id === erasure.earlier && personId === erasure.personId);
    if (!isLinked) life.violated('an erasure is linked to somebody else’s');
    // What was called off before its first call erased nobody.
    const mayHaveErased = (one: Erasure) =>
      !isOff(one) || all.some((step) => step.erasureId === one.id && wasCalled(step));
    const before = erasures.filter(
      (one) =>
        one.personId === erasure.personId && one.requestedAt < erasure.requestedAt - A_WHILE && mayHaveErased(one),
    );
    if (before.length > 0 && erasure.earlier === null)
      life.violated('an earlier erasure of the same person is not told of');
    for (const step of steps) {
      truthOf(life, erasure, step);
      verifiedOf(life, erasure, step);
    }
    evidenceOf(life, erasure, steps);
    mirrorOf(life, erasure, steps);
  }
  capOf(life);
  traces(life);
}
