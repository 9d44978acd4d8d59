/**
 * The ledger in Forge's custom entities. Records stand whole in `record`; beside it are only the attributes that an
 * index or a condition needs, because the platform enforces declared attributes (integers have 32 bits: times are
 * floats).
 */
import { kvs, Sort, WhereConditions } from '@forge/kvs';
import * as z from 'zod/mini';
import { Event } from '../core/evidence';
import { Erasure, hasEnded } from '../core/erasure';
import { MirrorTrouble } from '../core/mirror';
import type { Chance, Lease, Ledger, Whole } from '../core/ports';
import { isSettled, Step, stepKey } from '../core/step';
import {
  AT_ONCE,
  bothUnchanged,
  createOrRead,
  type Kind,
  readAll,
  readBoth,
  readMany,
  readOne,
  settled,
  unchanged,
} from './kvs-entities';
import { LEASE } from './leases-kvs';

const ERASURE = {
  entityName: 'erasure',
  schema: z.object({
    stamp: z.string(),
    status: z.string(),
    issue: z.string(),
    person: z.string(),
    requested: z.number(),
    starts: z.number(),
    record: Erasure,
  }),
};
const STEP = {
  entityName: 'step',
  schema: z.object({ gate: z.string(), connection: z.string(), due: z.number(), record: Step }),
};
/**
 * (issue, person): `claimed` until its erasure is `stored`, or until it is `released` because nobody stored it; `ended`
 * with its erasure, and `clean` once its address was let go of a second time.
 */
const CLAIM = {
  entityName: 'claim',
  schema: z.object({
    state: z.enum(['claimed', 'released', 'stored', 'ended', 'clean']),
    since: z.number(),
    erasure: z.string(),
  }),
};
/** Erasures whose issues are still to be told something, from `since` on, and why they were not told yet. */
const UNTOLD = {
  entityName: 'untold',
  schema: z.object({ stamp: z.string(), since: z.number(), why: z.optional(MirrorTrouble) }),
};
/** Events of an erasure, written once: a page for every time that something was added. */
const PAGE_OF_EVENTS = { entityName: 'page', schema: z.object({ events: z.array(Event) }) };
/** The latest erasure of a person: found by key at once, where the index still lags. */
const GUARD = { entityName: 'guard', schema: z.object({ erasure: z.string(), issue: z.string() }) };
/** (issue, person, connection): an invitation that was sent, or is on its way. */
const INVITATION = { entityName: 'invitation', schema: z.object({ id: z.string(), at: z.number() }) };
/** The latest erasure of an issue: found by key at once, where the index still lags. */
const LATEST = { entityName: 'latest', schema: z.object({ erasure: z.string() }) };
const TALLY = {
  entityName: 'tally',
  schema: z.object({ stamp: z.string(), record: z.object({ minutes: z.record(z.string(), z.number()) }) }),
};
const TALLY_KEY = 'unattended';
const PAGE = 100;
/** Where the round over all erasures stopped. */
const ROUND = 'round';

// Within a transaction every key may stand once only, whatever its entity.
const untoldKey = (erasureId: string): string => `untold.${erasureId}`;
const invitationKey = (issueId: string, personId: string, connectionId: string): string =>
  `${issueId}.${personId}.${connectionId}`;
const pageKey = (erasureId: string, page: number): string => `page.${erasureId}.${String(page)}`;
const latestKey = (issueId: string): string => `latest.${issueId}`;
const claimKey = (issueId: string, personId: string): string => `${issueId}.${personId}`;

const erasureValue = (erasure: Erasure, stamp: string) => ({
  stamp,
  status: erasure.status,
  issue: erasure.issueId,
  person: erasure.personId,
  requested: erasure.requestedAt,
  starts: erasure.startsAt,
  record: erasure,
});

const A_YEAR = 365 * 86_400_000;

/** What the index of due steps is ordered by: the first call that a person waits for comes before everything else. */
const rank = ({ lane, attempts, notBefore }: Step): number =>
  lane === 'single' && attempts === 0 ? notBefore - A_YEAR : notBefore;

const stepValue = (step: Step) => ({
  gate: step.gate,
  connection: step.connectionId,
  due: rank(step),
  record: step,
});

type Transaction = ReturnType<typeof kvs.transact>;

/** @param read the step as it was read: it must still be so */
function setStep(transaction: Transaction, step: Step, read?: Step): void {
  const asRead =
    read === undefined
      ? {}
      : { conditions: bothUnchanged<z.infer<typeof STEP.schema>>(['gate', read.gate], ['due', rank(read)]) };
  transaction.set(stepKey(step.erasureId, step.connectionId), stepValue(step), {
    entityName: STEP.entityName,
    ...asRead,
  });
}

const sameStep = (a: Step | undefined, b: Step): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Reads an index page by page until enough entries pass. Entries are keys: what they hold is read strictly afterwards. */
async function keysOf<S extends z.ZodMiniType>(
  { entityName, schema }: Kind<S>,
  index: string,
  partition: string[] | null,
  until: number | null,
  limit: number,
  passes: (key: string, value: z.infer<S>) => boolean = () => true,
): Promise<{ key: string; value: z.infer<S> }[]> {
  const found: { key: string; value: z.infer<S> }[] = [];
  let cursor: string | undefined;
  do {
    let query = kvs
      .entity<unknown>(entityName)
      .query()
      .index(index, partition === null ? undefined : { partition });
    if (until !== null) query = query.where(WhereConditions.lessThanEqualTo(until));
    query = query.sort(Sort.ASC).limit(PAGE);
    if (cursor !== undefined) query = query.cursor(cursor);
    const { results, nextCursor } = await query.getMany();
    for (const { key, value } of results) {
      const parsed = z.parse(schema, value);
      if (found.length < limit && passes(key, parsed)) found.push({ key, value: parsed });
    }
    cursor = results.length > 0 ? nextCursor : undefined;
  } while (cursor !== undefined && found.length < limit);
  return found;
}

interface Changed {
  readonly read: Step;
  readonly next: Step;
}

/** What was learned of a step, on top of what somebody decided about it since it was read. */
function decidedMeanwhile(read: Step, next: Step, standing: Step): Changed {
  if (sameStep(standing, read) || sameStep(standing, next)) return { read, next };
  return {
    read: standing,
    next: { ...next, history: [...standing.history, ...next.history.slice(read.history.length)] },
  };
}

/** The steps that a change changes, each beside what was read of it. */
function changedSteps(read: Whole, next: readonly Step[]): Changed[] {
  return next.flatMap((step) => {
    const before = read.steps.find(({ connectionId }) => connectionId === step.connectionId);
    return before === undefined || sameStep(before, step) ? [] : [{ read: before, next: step }];
  });
}

/** The ledger of this installation. */
export function ledgerOf({ newId, now }: Chance): Ledger {
  const steps = async (keys: readonly string[]): Promise<Step[]> => {
    const found = await readMany(STEP, keys);
    return keys.flatMap((key) => found.get(key)?.record ?? []);
  };

  const whole = async (id: string): Promise<Whole | null> => {
    const [erasure, untold] = await readBoth([ERASURE, id], [UNTOLD, untoldKey(id)]);
    if (erasure === null) return null;
    const { stepKeys, issueId, personId } = erasure.record;
    const [latest, claim, ...found] = await readAll([
      { entityName: LATEST.entityName, key: latestKey(issueId) },
      { entityName: CLAIM.entityName, key: claimKey(issueId, personId) },
      ...stepKeys.map((key) => ({ entityName: STEP.entityName, key })),
    ]);
    return {
      erasure: erasure.record,
      steps: found.filter((step) => step !== null).map((step) => z.parse(STEP.schema, step).record),
      isUntold: untold !== null,
      isPostponed: untold?.why !== undefined,
      isClaimed: claim !== null && z.parse(CLAIM.schema, claim).erasure === id,
      isLatest: latest === null || z.parse(LATEST.schema, latest).erasure === id,
      stamps: { erasure: erasure.stamp, untold: untold?.stamp ?? null },
    };
  };

  const recent: Ledger['recent'] = async (limit, cursor) => {
    let query = kvs.entity<unknown>(ERASURE.entityName).query().index('by-time').sort(Sort.DESC).limit(limit);
    if (cursor !== undefined) query = query.cursor(cursor);
    const { results, nextCursor } = await query.getMany();
    const erasures = results.map(({ value }) => z.parse(ERASURE.schema, value).record);
    return { erasures, cursor: nextCursor ?? null };
  };

  /** Writes steps that no transaction has room for beside the erasure; false where one of them is not as it was read. */
  const saveSteps = async (changed: readonly Changed[]): Promise<boolean> => {
    for (let first = 0; first < changed.length; first += AT_ONCE) {
      const some = changed.slice(first, first + AT_ONCE);
      const transaction = kvs.transact();
      for (const { read, next } of some) setStep(transaction, next, read);
      const saved = await settled(
        () => transaction.execute(),
        async () => {
          const standing = await steps(some.map(({ next }) => stepKey(next.erasureId, next.connectionId)));
          if (some.every(({ next }, index) => sameStep(standing[index], next))) return 'mine';
          return some.every(({ read }, index) => sameStep(standing[index], read)) ? 'as-before' : 'overtaken';
        },
      );
      if (!saved) return false;
    }
    return true;
  };

  /** Records steps in one transaction. What somebody decided about a step meanwhile is kept, and what was learned goes on top. */
  const recordSome = async (
    learned: readonly Changed[],
    tell: ReadonlySet<string>,
    lease: Lease,
    since: number,
  ): Promise<'recorded' | 'overtaken'> => {
    let pending = learned;
    for (;;) {
      const some = pending;
      const transaction = kvs
        .transact()
        .check(lease.key, { entityName: LEASE.entityName, conditions: unchanged('owner', lease.owner) });
      for (const { read, next } of some) {
        setStep(transaction, next, read);
        if (tell.has(next.erasureId))
          transaction.set(untoldKey(next.erasureId), { stamp: newId(), since }, { entityName: UNTOLD.entityName });
      }
      let standing: Step[] = [];
      const isRecorded = await settled(
        () => transaction.execute(),
        async () => {
          standing = await steps(some.map(({ next }) => stepKey(next.erasureId, next.connectionId)));
          if (some.every(({ next }, index) => sameStep(standing[index], next))) return 'mine';
          if ((await readOne(LEASE, lease.key))?.owner !== lease.owner) return 'overtaken';
          return some.every(({ read }, index) => sameStep(standing[index], read)) ? 'as-before' : 'overtaken';
        },
      );
      if (isRecorded) return 'recorded';
      const decided = some.map(({ read, next }, index) => decidedMeanwhile(read, next, standing[index] ?? read));
      if (decided.every(({ read }, index) => read === some[index]?.read)) return 'overtaken';
      if ((await readOne(LEASE, lease.key))?.owner !== lease.owner) return 'overtaken';
      pending = decided;
    }
  };

  return {
    steps,
    whole,

    async claimed(issueId, personId) {
      return (await readOne(CLAIM, claimKey(issueId, personId)))?.erasure ?? null;
    },

    async claim(issueId, personId, erasureId, since) {
      const key = claimKey(issueId, personId);
      const claim = { state: 'claimed' as const, since, erasure: erasureId };
      return (await createOrRead(CLAIM, key, claim)).erasure;
    },

    async claimAnew(issueId, personId, before, erasureId, since) {
      const key = claimKey(issueId, personId);
      const claim = { state: 'claimed' as const, since, erasure: erasureId };
      const conditions = unchanged<z.infer<typeof CLAIM.schema>>('erasure', before);
      await settled(
        () => kvs.transact().set(key, claim, { entityName: CLAIM.entityName, conditions }).execute(),
        async () => ((await readOne(CLAIM, key))?.erasure === before ? 'as-before' : 'overtaken'),
      );
      return (await readOne(CLAIM, key))?.erasure ?? erasureId;
    },

    async beginInvitation(issueId, personId, connectionId, at) {
      const id = newId();
      const key = invitationKey(issueId, personId, connectionId);
      return (await createOrRead(INVITATION, key, { id, at })).id === id;
    },

    async dropInvitation(issueId, personId, connectionId) {
      await kvs.entity(INVITATION.entityName).delete(invitationKey(issueId, personId, connectionId));
    },

    async guard(personId) {
      const standing = await readOne(GUARD, personId);
      return standing === null ? null : { erasureId: standing.erasure, issueId: standing.issue };
    },

    async erasure(id) {
      return (await readOne(ERASURE, id))?.record ?? null;
    },

    async erasures(ids) {
      return [...(await readMany(ERASURE, ids)).values()].map(({ record }) => record);
    },

    async hourlyCount() {
      const tally =
        (await readOne(TALLY, TALLY_KEY)) ??
        (await createOrRead(TALLY, TALLY_KEY, { stamp: newId(), record: { minutes: {} } }));
      return { stamp: tally.stamp, minutes: tally.record.minutes };
    },

    async store(erasure, toStore, page, count) {
      const key = claimKey(erasure.issueId, erasure.personId);
      const claim = { state: 'stored' as const, since: erasure.requestedAt, erasure: erasure.id };
      const stamp = newId();
      // What does not fit into the transaction is stored before it, shut; publishing opens it once the erasure stands.
      const room = AT_ONCE - 7;
      for (const step of toStore.slice(room))
        await createOrRead(STEP, stepKey(step.erasureId, step.connectionId), stepValue({ ...step, gate: 'held' }));
      const transaction = kvs
        .transact()
        .set(key, claim, {
          entityName: CLAIM.entityName,
          conditions: bothUnchanged(['state', 'claimed'], ['erasure', erasure.id]),
        })
        .set(erasure.id, erasureValue(erasure, stamp), { entityName: ERASURE.entityName })
        .set(pageKey(erasure.id, 0), { events: [...page] }, { entityName: PAGE_OF_EVENTS.entityName })
        .set(untoldKey(erasure.id), { stamp, since: erasure.requestedAt }, { entityName: UNTOLD.entityName })
        .set(latestKey(erasure.issueId), { erasure: erasure.id }, { entityName: LATEST.entityName })
        .set(
          erasure.personId,
          { erasure: erasure.id, issue: erasure.issueId },
          {
            entityName: GUARD.entityName,
          },
        );
      for (const step of toStore.slice(0, room)) setStep(transaction, step);
      if (count !== undefined) {
        const tally = { stamp: newId(), record: { minutes: count.next.minutes } };
        transaction.set(TALLY_KEY, tally, {
          entityName: TALLY.entityName,
          conditions: unchanged('stamp', count.read.stamp),
        });
      }
      return settled(
        () => transaction.execute(),
        async () => {
          const stored = await readOne(ERASURE, erasure.id);
          if (stored !== null) return stored.stamp === stamp ? 'mine' : 'overtaken';
          const [claimNow, tallyNow] = [await readOne(CLAIM, key), await readOne(TALLY, TALLY_KEY)];
          const isOvertaken =
            claimNow?.erasure !== erasure.id ||
            claimNow.state !== 'claimed' ||
            (count !== undefined && tallyNow?.stamp !== count.read.stamp);
          return isOvertaken ? 'overtaken' : 'as-before';
        },
      );
    },

    async save(read, { erasure: next, steps: nextSteps = [], page = [], told = false }) {
      const { id } = next;
      const stamp = newId();
      const isClosing = told && hasEnded(next);
      const isReopening = hasEnded(read.erasure) && !hasEnded(next);
      const transaction = kvs.transact().set(id, erasureValue(next, stamp), {
        entityName: ERASURE.entityName,
        conditions: unchanged('stamp', read.stamps.erasure),
      });
      const entityName = UNTOLD.entityName;
      if (!told) transaction.set(untoldKey(id), { stamp, since: now() }, { entityName });
      else if (read.stamps.untold !== null)
        transaction.delete(untoldKey(id), { entityName, conditions: unchanged('stamp', read.stamps.untold) });
      if (page.length > 0)
        transaction.set(
          pageKey(id, read.erasure.chain.pages),
          { events: [...page] },
          { entityName: PAGE_OF_EVENTS.entityName },
        );
      if (read.isClaimed && (isClosing || isReopening)) {
        const state = isClosing ? ('ended' as const) : ('stored' as const);
        const claim = { state, since: now(), erasure: id };
        const conditions = unchanged<z.infer<typeof CLAIM.schema>>('erasure', id);
        transaction.set(claimKey(next.issueId, next.personId), claim, { entityName: CLAIM.entityName, conditions });
      }
      const changed = changedSteps(read, nextSteps);
      const room = AT_ONCE - 4;
      // What has no room in the transaction: steps that are shut are written before it, steps that are opened after it.
      // Whoever dies in between leaves nothing open that was to be shut; publishing opens what was to be opened.
      const [shut, opened] = [
        changed.filter(({ next: n }) => isSettled(n)),
        changed.filter(({ next: n }) => !isSettled(n)),
      ];
      const within = [...shut.slice(0, room), ...opened].slice(0, room);
      const before = shut.slice(room);
      const after = opened.filter((one) => !within.includes(one));
      if (!(await saveSteps(before))) return false;
      for (const one of within) setStep(transaction, one.next, one.read);
      const saved = await settled(
        () => transaction.execute(),
        async () => {
          const standing = await whole(id);
          if (standing?.stamps.erasure === stamp) return 'mine';
          const isSame =
            standing?.stamps.erasure === read.stamps.erasure &&
            standing.stamps.untold === read.stamps.untold &&
            standing.isClaimed === read.isClaimed &&
            within.every(({ read: step }) =>
              sameStep(
                standing.steps.find(({ connectionId }) => connectionId === step.connectionId),
                step,
              ),
            );
          return isSame ? 'as-before' : 'overtaken';
        },
      );
      if (saved) await saveSteps(after);
      return saved;
    },

    async postpone({ erasure, stamps }, why, until) {
      if (stamps.untold === null) return;
      const key = untoldKey(erasure.id);
      const entityName = UNTOLD.entityName;
      const conditions = unchanged<z.infer<typeof UNTOLD.schema>>('stamp', stamps.untold);
      await settled(
        () =>
          kvs
            .transact()
            .set(key, { stamp: stamps.untold ?? '', since: until, why }, { entityName, conditions })
            .execute(),
        () => Promise.resolve('overtaken'),
      );
    },

    async untold(ids) {
      const found = await readMany(
        UNTOLD,
        ids.map((id) => untoldKey(id)),
      );
      return ids.flatMap((id) => {
        const note = found.get(untoldKey(id));
        return note === undefined ? [] : [{ erasureId: id, since: note.since, why: note.why ?? null }];
      });
    },

    async events({ id, chain }) {
      const keys = Array.from({ length: chain.pages }, (_, page) => pageKey(id, page));
      const found = await readMany(PAGE_OF_EVENTS, keys);
      return keys.flatMap((key) => found.get(key)?.events ?? []);
    },

    async record(learned, tell, lease, at) {
      const room = Math.floor((AT_ONCE - 1) / 2);
      for (let first = 0; first < learned.length; first += room) {
        const end = await recordSome(learned.slice(first, first + room), tell, lease, at);
        if (end === 'overtaken') return false;
      }
      return true;
    },

    async dueOf(connectionId, until, limit, known) {
      const due = await keysOf(STEP, 'due-of', ['open', connectionId], until, limit, (key) => !known(key));
      return due.map(({ value: { record } }) => ({
        erasureId: record.erasureId,
        connectionId: record.connectionId,
        lane: record.lane,
      }));
    },

    async lockedAt(connectionId, limit) {
      const locked = await keysOf(STEP, 'due-of', ['locked', connectionId], null, limit);
      return locked.map(({ value }) => value.record.erasureId);
    },

    async due(until, limit) {
      const due = await keysOf(STEP, 'due', ['open'], until, limit);
      return due.map(({ value }) => ({ connectionId: value.record.connectionId, erasureId: value.record.erasureId }));
    },

    async unpublished(before, limit) {
      const untold = await keysOf(UNTOLD, 'since', null, before, limit);
      return untold.map(({ key }) => key.slice(untoldKey('').length));
    },

    async abandonedClaims(before, limit) {
      const claimed = await keysOf(CLAIM, 'by-state', ['claimed'], before, limit);
      const released = await keysOf(CLAIM, 'by-state', ['released'], before, limit);
      return [...claimed, ...released].map(({ key, value }) => ({ key, erasureId: value.erasure }));
    },

    async release(key, erasureId, forget) {
      const entityName = CLAIM.entityName;
      const become = (state: 'claimed' | 'released') =>
        bothUnchanged<z.infer<typeof CLAIM.schema>>(['state', state], ['erasure', erasureId]);
      const released = { state: 'released' as const, since: now(), erasure: erasureId };
      const isReleased = await settled(
        () =>
          kvs
            .transact()
            .set(key, released, { entityName, conditions: become('claimed') })
            .execute(),
        async () => {
          const standing = await readOne(CLAIM, key);
          if (standing?.erasure === erasureId && standing.state === 'released') return 'mine';
          return standing?.state === 'claimed' && standing.erasure === erasureId ? 'as-before' : 'overtaken';
        },
      );
      if (!isReleased) return false;
      await forget();
      return settled(
        () =>
          kvs
            .transact()
            .delete(key, { entityName, conditions: become('released') })
            .execute(),
        () => Promise.resolve('mine'),
      );
    },

    async endedBefore(before, limit) {
      const ended = await keysOf(CLAIM, 'by-state', ['ended'], before, limit);
      return ended.map(({ value }) => value.erasure);
    },

    async cleaned({ issueId, personId, id }) {
      const conditions = bothUnchanged<z.infer<typeof CLAIM.schema>>(['state', 'ended'], ['erasure', id]);
      const clean = { state: 'clean' as const, since: now(), erasure: id };
      await settled(
        () =>
          kvs
            .transact()
            .set(claimKey(issueId, personId), clean, { entityName: CLAIM.entityName, conditions })
            .execute(),
        () => Promise.resolve('overtaken'),
      );
    },

    async scheduledUntil(until, limit) {
      return (await keysOf(ERASURE, 'by-status', ['scheduled'], until, limit)).map(({ key }) => key);
    },

    async ofIssue(issueId) {
      const latest = await readOne(LATEST, latestKey(issueId));
      const listed = await keysOf(ERASURE, 'by-issue', [issueId], null, PAGE);
      const keys = new Set([...(latest === null ? [] : [latest.erasure]), ...listed.map(({ key }) => key)]);
      const found = await readMany(ERASURE, [...keys]);
      return [...found.values()].map(({ record }) => record).sort((a, b) => b.requestedAt - a.requestedAt);
    },

    async round(limit) {
      const place = z.parse(z.nullable(z.string()), (await kvs.get(ROUND)) ?? null);
      let page: Awaited<ReturnType<typeof recent>>;
      try {
        page = await recent(limit, place ?? undefined);
      } catch (error) {
        // A place that the index does not know any more: begin anew.
        if (place === null) throw error;
        page = await recent(limit);
      }
      if (page.cursor !== null) await kvs.set(ROUND, page.cursor);
      else if (place !== null) await kvs.delete(ROUND);
      return page.erasures;
    },
    recent,
  };
}
