/**
 * The ledger: erasures with their steps and events, each change written only where nobody came first.
 */
import { kvs, Sort, WhereConditions } from '@forge/kvs';
import * as z from 'zod/mini';
import { firstReminder } from '../core/deadline';
import { hasEnded } from '../core/erasure';
import type { Chance, Ledger, Listed } from '../core/ports';
import { RefusedError } from '../core/refusal';
import { isSettled, LONGEST_PAUSE, type Step, stepKey } from '../core/step';
import { claimsOf } from './claims-kvs';
import { ENDING, endingKey } from './figures-kvs';
import {
  AT_ONCE,
  bothUnchanged,
  createOrRead,
  readAll,
  readBatch,
  readMany,
  readOne,
  settled,
  unchanged,
} from './kvs-entities';
import {
  CLAIM,
  claimKey,
  ERASURE,
  erasureValue,
  everyKeyOf,
  GUARD,
  keysOf,
  LATEST,
  latestKey,
  PAGE_OF_EVENTS,
  pageKey,
  setStep,
  STEP,
  stepValue,
  TALLY,
  TALLY_KEY,
  UNTOLD,
  untoldKey,
} from './ledger-records';
import { consoleLog } from './log-console';
import { REMINDER, remindedOf, reminderKey, reminderValue } from './reminders-kvs';
import { changedSteps, sameStep, saveSteps, stepsOf } from './steps-kvs';

/** Where the round over all erasures stopped. */
/** How much later than asked for the index is asked at most. */
const A_WHILE = 300_000;

const ROUND = 'round';

/** The ledger of this installation. */
export function ledgerOf(chance: Chance): Ledger {
  const { newId, now } = chance;

  const whole: Ledger['whole'] = async (id) => {
    const [head, note] = await readBatch([
      { entityName: ERASURE.entityName, key: id },
      { entityName: UNTOLD.entityName, key: untoldKey(id) },
    ]);
    const erasure = z.parse(z.nullable(ERASURE.schema), head);
    const untold = z.parse(z.nullable(UNTOLD.schema), note);
    if (erasure === null) return null;
    // After the note, in a request of their own: whoever learns something of a step from now on changes the note, and the
    // write that follows this reading fails.
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
      isClaimed: z.parse(z.nullable(CLAIM.schema), claim)?.erasure === id,
      isLatest: (z.parse(z.nullable(LATEST.schema), latest)?.erasure ?? id) === id,
      stamps: { erasure: erasure.stamp, untold: untold?.stamp ?? null },
    };
  };

  const query = (listed: Listed) => {
    const erasures = kvs.entity<unknown>(ERASURE.entityName).query();
    switch (listed.by) {
      case 'time':
        return erasures.index('by-time').sort(Sort.DESC);
      case 'status':
        return erasures.index('by-status', { partition: [listed.status] }).sort(Sort.DESC);
      case 'person':
        return erasures.index('by-person', { partition: [listed.personId] }).sort(Sort.DESC);
      case 'due':
        return kvs
          .entity<unknown>(REMINDER.entityName)
          .query()
          .index('due')
          .where(WhereConditions.lessThanEqualTo(listed.until))
          .sort(Sort.ASC);
    }
  };

  /** The page after a cursor, which somebody may have made up. @throws RefusedError `list-again` */
  const goneOn = async (listed: Listed, limit: number, cursor: string) => {
    try {
      return await query(listed).limit(limit).cursor(cursor).getMany();
    } catch {
      // The code for it is not documented: where the same list can be read from its beginning, it is the cursor's fault.
      await query(listed).limit(1).getMany();
      throw new RefusedError('list-again');
    }
  };

  const list: Ledger['list'] = async (listed, limit, cursor) => {
    const { results, nextCursor } = await (cursor === undefined
      ? query(listed).limit(limit).getMany()
      : goneOn(listed, limit, cursor));
    const ids = results.map(({ key }) => (listed.by === 'due' ? remindedOf(key) : key));
    const values = await readAll(ids.map((key) => ({ entityName: ERASURE.entityName, key })));
    const erasures = values.flatMap((value, index) => {
      const parsed = z.safeParse(ERASURE.schema, value);
      // One record that cannot be read hides no other.
      if (!parsed.success && value !== null)
        consoleLog('record not understood', { entity: ERASURE.entityName, key: ids[index] ?? null });
      return parsed.success ? [parsed.data.record] : [];
    });
    return { erasures, cursor: results.length > 0 ? (nextCursor ?? null) : null };
  };

  return {
    ...claimsOf(chance),
    ...stepsOf(chance),
    whole,

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
      const room = AT_ONCE - 8;
      const steps = toStore.map((step, index): Step => (index < room ? step : { ...step, gate: 'held' }));
      for (const step of steps.slice(room))
        await createOrRead(STEP, stepKey(step.erasureId, step.connectionId), stepValue(step));
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
          reminderKey(erasure.id),
          reminderValue({ dueAt: erasure.dueAt, remindAt: firstReminder(erasure.dueAt, erasure.requestedAt) }),
          { entityName: REMINDER.entityName },
        )
        .set(
          erasure.personId,
          { erasure: erasure.id, issue: erasure.issueId },
          {
            entityName: GUARD.entityName,
          },
        );
      for (const step of steps.slice(0, room)) setStep(transaction, step);
      if (count !== undefined) {
        const tally = { stamp: newId(), record: { minutes: count.next.minutes } };
        transaction.set(TALLY_KEY, tally, {
          entityName: TALLY.entityName,
          conditions: unchanged('stamp', count.read.stamp),
        });
      }
      const isStored = await settled(
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
      const notes = { isUntold: true, isPostponed: false, isLatest: true, isClaimed: true };
      return isStored ? { erasure, steps, ...notes, stamps: { erasure: stamp, untold: stamp } } : null;
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
      // Whoever learned something of a step since then noted it there.
      const asRead =
        read.stamps.untold === null ? {} : { conditions: unchanged<{ stamp: string }>('stamp', read.stamps.untold) };
      if (!told) transaction.set(untoldKey(id), { stamp, since: now() }, { entityName, ...asRead });
      else if (read.stamps.untold !== null) transaction.delete(untoldKey(id), { entityName, ...asRead });
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
      if (isClosing) transaction.set(endingKey(id), { at: now() }, { entityName: ENDING.entityName });
      const changed = changedSteps(read, nextSteps);
      const room = AT_ONCE - 5;
      // What has no room in the transaction: steps that are shut are written before it, steps that are opened after it.
      // Whoever dies in between leaves nothing open that was to be shut; publishing opens what was to be opened.
      const [shut, opened] = [
        changed.filter(({ next: n }) => isSettled(n)),
        changed.filter(({ next: n }) => !isSettled(n)),
      ];
      const within = [...shut.slice(0, room), ...opened].slice(0, room);
      const before = shut.slice(room);
      const after = opened.filter((one) => !within.includes(one));
      if (!(await saveSteps(before))) return null;
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
      if (!saved) return null;
      await saveSteps(after);
      // Where no note was read, one may have been made since: then what was read is no longer what stands there.
      if (before.length + after.length > 0 || read.stamps.untold === null) return whole(id);
      const become = new Map(within.map(({ next: step }) => [step.connectionId, step]));
      return {
        ...read,
        erasure: next,
        steps: read.steps.map((step) => become.get(step.connectionId) ?? step),
        isUntold: !told,
        isPostponed: false,
        stamps: { erasure: stamp, untold: told ? null : stamp },
      };
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

    async unpublished(before, limit) {
      const untold = await keysOf(UNTOLD, 'since', null, before, limit);
      // Put off for longer than any is: a clock went wrong.
      const beyond = await keysOf(UNTOLD, 'since', null, { beyond: before + LONGEST_PAUSE + A_WHILE }, limit);
      return [...untold, ...beyond].map(({ key }) => key.slice(untoldKey('').length));
    },

    async scheduledUntil(until, limit) {
      return (await keysOf(ERASURE, 'by-status', ['scheduled'], until, limit)).map(({ key }) => key);
    },

    async ofIssue(issueId) {
      const latest = await readOne(LATEST, latestKey(issueId));
      // All of them, or none: whether an issue may be closed hangs on it.
      const listed = await everyKeyOf(ERASURE, 'by-issue', [issueId]);
      const keys = new Set([...(latest === null ? [] : [latest.erasure]), ...listed]);
      const found = await readMany(ERASURE, [...keys]);
      return [...found.values()].map(({ record }) => record).sort((a, b) => b.requestedAt - a.requestedAt);
    },

    async round(limit) {
      const place = z.parse(z.nullable(z.string()), (await kvs.get(ROUND)) ?? null);
      let page: Awaited<ReturnType<typeof list>>;
      try {
        page = await list({ by: 'time' }, limit, place ?? undefined);
      } catch (error) {
        // A place that the index does not know any more: begin anew.
        if (place === null) throw error;
        page = await list({ by: 'time' }, limit);
      }
      if (page.cursor !== null) await kvs.set(ROUND, page.cursor);
      else if (place !== null) await kvs.delete(ROUND);
      return page.erasures;
    },
    list,
  };
}
