/**
 * The ledger: erasures with their steps and events, each change written only where nobody came first.
 */
import { kvs, Sort, WhereConditions } from '@forge/kvs';
import * as z from 'zod/mini';
import { firstReminder } from '../../core/erasure/deadline';
import { hasEnded } from '../../core/erasure/erasure';
import { AppError } from '../../core/app-error';
import { isSettled, LONGEST_PAUSE, type Step, stepKey } from '../../core/erasure/step';
import { claimsOf } from './claims';
import { PENDING_STAT, pendingStatKey } from './stats';
import {
  BATCH_LIMIT,
  bothUnchanged,
  getOrCreate,
  readAll,
  readBatch,
  readMany,
  readOne,
  writeConditionally,
  unchanged,
} from './conditional';
import {
  CLAIM,
  claimKey,
  ERASURE,
  erasureValue,
  everyKeyOf,
  PERSON_LATEST,
  keysOf,
  ISSUE_LATEST,
  issueLatestKey,
  EVENT_PAGE,
  eventPageKey,
  setStep,
  STEP,
  stepValue,
  HOURLY_COUNTER,
  HOURLY_COUNTER_KEY,
  OUTBOX,
  outboxKey,
} from './records';
import { consoleLog } from '../log';
import { REMINDER, remindedOf, reminderKey, reminderValue } from './reminders';
import { changedSteps, sameStep, saveSteps, stepsOf } from './steps';
import type { Ledger } from '../../ports/ledger';
import type { ListFilter } from '../../ports/ledger';
import type { System } from '../../ports/system';

/** Where the round over all erasures stopped. */
/** How much later than asked for the index is asked at most. */
const A_WHILE = 300_000;

const ROUND = 'round';

/** The ledger of this installation. */
export function ledgerOf(system: System): Ledger {
  const { newId, now } = system;

  const whole: Ledger['snapshot'] = async (id) => {
    const [head, note] = await readBatch([
      { entityName: ERASURE.entityName, key: id },
      { entityName: OUTBOX.entityName, key: outboxKey(id) },
    ]);
    const erasure = z.parse(z.nullable(ERASURE.schema), head);
    const untold = z.parse(z.nullable(OUTBOX.schema), note);
    if (erasure === null) return null;
    // After the note, in a request of their own: whoever learns something of a step from now on changes the note, and the
    // write that follows this reading fails.
    const { stepKeys, issueId, personId } = erasure.record;
    const [latest, claim, ...found] = await readAll([
      { entityName: ISSUE_LATEST.entityName, key: issueLatestKey(issueId) },
      { entityName: CLAIM.entityName, key: claimKey(issueId, personId) },
      ...stepKeys.map((key) => ({ entityName: STEP.entityName, key })),
    ]);
    return {
      erasure: erasure.record,
      steps: found.filter((step) => step !== null).map((step) => z.parse(STEP.schema, step).record),
      needsSync: untold !== null,
      hasSyncError: untold?.syncError !== undefined,
      isClaimed: z.parse(z.nullable(CLAIM.schema), claim)?.erasure === id,
      isLatest: (z.parse(z.nullable(ISSUE_LATEST.schema), latest)?.erasure ?? id) === id,
      versions: { erasure: erasure.version, outbox: untold?.version ?? null },
    };
  };

  const query = (listed: ListFilter) => {
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
          .index('by-due-date')
          .where(WhereConditions.lessThanEqualTo(listed.until))
          .sort(Sort.ASC);
    }
  };

  /** The page after a cursor, which somebody may have made up. @throws AppError `list-again` */
  const goneOn = async (listed: ListFilter, limit: number, cursor: string) => {
    try {
      return await query(listed).limit(limit).cursor(cursor).getMany();
    } catch {
      // The code for it is not documented: where the same list can be read from its beginning, it is the cursor's fault.
      await query(listed).limit(1).getMany();
      throw new AppError('list-again');
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
    ...claimsOf(system),
    ...stepsOf(system),
    snapshot: whole,

    async lastErasureOf(personId) {
      const standing = await readOne(PERSON_LATEST, personId);
      return standing === null ? null : { erasureId: standing.erasure, issueId: standing.issue };
    },

    async erasure(id) {
      return (await readOne(ERASURE, id))?.record ?? null;
    },

    async erasures(ids) {
      return [...(await readMany(ERASURE, ids)).values()].map(({ record }) => record);
    },

    async hourlyCounter() {
      const tally =
        (await readOne(HOURLY_COUNTER, HOURLY_COUNTER_KEY)) ??
        (await getOrCreate(HOURLY_COUNTER, HOURLY_COUNTER_KEY, { version: newId(), record: { minutes: {} } }));
      return { version: tally.version, minutes: tally.record.minutes };
    },

    async store(erasure, toStore, page, count) {
      const key = claimKey(erasure.issueId, erasure.personId);
      const claim = { state: 'stored' as const, since: erasure.requestedAt, erasure: erasure.id };
      const version = newId();
      // What does not fit into the transaction is stored before it, shut; publishing opens it once the erasure stands.
      const room = BATCH_LIMIT - 8;
      const steps = toStore.map((step, index): Step => (index < room ? step : { ...step, phase: 'held' }));
      for (const step of steps.slice(room))
        await getOrCreate(STEP, stepKey(step.erasureId, step.connectionId), stepValue(step));
      const transaction = kvs
        .transact()
        .set(key, claim, {
          entityName: CLAIM.entityName,
          conditions: bothUnchanged(['state', 'claimed'], ['erasure', erasure.id]),
        })
        .set(erasure.id, erasureValue(erasure, version), { entityName: ERASURE.entityName })
        .set(eventPageKey(erasure.id, 0), { events: [...page] }, { entityName: EVENT_PAGE.entityName })
        .set(outboxKey(erasure.id), { version, dirtySince: erasure.requestedAt }, { entityName: OUTBOX.entityName })
        .set(issueLatestKey(erasure.issueId), { erasure: erasure.id }, { entityName: ISSUE_LATEST.entityName })
        .set(
          reminderKey(erasure.id),
          reminderValue({ dueAt: erasure.dueAt, remindAt: firstReminder(erasure.dueAt, erasure.requestedAt) }),
          { entityName: REMINDER.entityName },
        )
        .set(
          erasure.personId,
          { erasure: erasure.id, issue: erasure.issueId },
          {
            entityName: PERSON_LATEST.entityName,
          },
        );
      for (const step of steps.slice(0, room)) setStep(transaction, step);
      if (count !== undefined) {
        const tally = { version: newId(), record: { minutes: count.next.minutes } };
        transaction.set(HOURLY_COUNTER_KEY, tally, {
          entityName: HOURLY_COUNTER.entityName,
          conditions: unchanged('version', count.read.version),
        });
      }
      const isStored = await writeConditionally(
        () => transaction.execute(),
        async () => {
          const stored = await readOne(ERASURE, erasure.id);
          if (stored !== null) return stored.version === version ? 'applied' : 'conflict';
          const [claimNow, tallyNow] = [await readOne(CLAIM, key), await readOne(HOURLY_COUNTER, HOURLY_COUNTER_KEY)];
          const isOvertaken =
            claimNow?.erasure !== erasure.id ||
            claimNow.state !== 'claimed' ||
            (count !== undefined && tallyNow?.version !== count.read.version);
          return isOvertaken ? 'conflict' : 'unchanged';
        },
      );
      const notes = { needsSync: true, hasSyncError: false, isLatest: true, isClaimed: true };
      return isStored ? { erasure, steps, ...notes, versions: { erasure: version, outbox: version } } : null;
    },

    async save(read, { erasure: next, steps: nextSteps = [], page = [], isSynced = false }) {
      const { id } = next;
      const version = newId();
      const isClosing = isSynced && hasEnded(next);
      const isReopening = hasEnded(read.erasure) && !hasEnded(next);
      const transaction = kvs.transact().set(id, erasureValue(next, version), {
        entityName: ERASURE.entityName,
        conditions: unchanged('version', read.versions.erasure),
      });
      const entityName = OUTBOX.entityName;
      // Whoever learned something of a step since then noted it there.
      const asRead =
        read.versions.outbox === null
          ? {}
          : { conditions: unchanged<{ version: string }>('version', read.versions.outbox) };
      if (!isSynced) transaction.set(outboxKey(id), { version, dirtySince: now() }, { entityName, ...asRead });
      else if (read.versions.outbox !== null) transaction.delete(outboxKey(id), { entityName, ...asRead });
      if (page.length > 0)
        transaction.set(
          eventPageKey(id, read.erasure.chain.pages),
          { events: [...page] },
          { entityName: EVENT_PAGE.entityName },
        );
      if (read.isClaimed && (isClosing || isReopening)) {
        const state = isClosing ? ('ended' as const) : ('stored' as const);
        const claim = { state, since: now(), erasure: id };
        const conditions = unchanged<z.infer<typeof CLAIM.schema>>('erasure', id);
        transaction.set(claimKey(next.issueId, next.personId), claim, { entityName: CLAIM.entityName, conditions });
      }
      if (isClosing) transaction.set(pendingStatKey(id), { endedAt: now() }, { entityName: PENDING_STAT.entityName });
      const changed = changedSteps(read, nextSteps);
      const room = BATCH_LIMIT - 5;
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
      const saved = await writeConditionally(
        () => transaction.execute(),
        async () => {
          const standing = await whole(id);
          if (standing?.versions.erasure === version) return 'applied';
          const isSame =
            standing?.versions.erasure === read.versions.erasure &&
            standing.versions.outbox === read.versions.outbox &&
            standing.isClaimed === read.isClaimed &&
            within.every(({ read: step }) =>
              sameStep(
                standing.steps.find(({ connectionId }) => connectionId === step.connectionId),
                step,
              ),
            );
          return isSame ? 'unchanged' : 'conflict';
        },
      );
      if (!saved) return null;
      await saveSteps(after);
      // Where no note was read, one may have been made since: then what was read is no longer what stands there.
      if (before.length + after.length > 0 || read.versions.outbox === null) return whole(id);
      const become = new Map(within.map(({ next: step }) => [step.connectionId, step]));
      return {
        ...read,
        erasure: next,
        steps: read.steps.map((step) => become.get(step.connectionId) ?? step),
        needsSync: !isSynced,
        hasSyncError: false,
        versions: { erasure: version, outbox: isSynced ? null : version },
      };
    },

    async recordSyncError({ erasure, versions }, syncError, until) {
      if (versions.outbox === null) return;
      const key = outboxKey(erasure.id);
      const entityName = OUTBOX.entityName;
      const conditions = unchanged<z.infer<typeof OUTBOX.schema>>('version', versions.outbox);
      await writeConditionally(
        () =>
          kvs
            .transact()
            .set(key, { version: versions.outbox ?? '', dirtySince: until, syncError }, { entityName, conditions })
            .execute(),
        () => Promise.resolve('conflict'),
      );
    },

    async outboxEntries(ids) {
      const found = await readMany(
        OUTBOX,
        ids.map((id) => outboxKey(id)),
      );
      return ids.flatMap((id) => {
        const note = found.get(outboxKey(id));
        return note === undefined
          ? []
          : [{ erasureId: id, dirtySince: note.dirtySince, syncError: note.syncError ?? null }];
      });
    },

    async events({ id, chain }) {
      const keys = Array.from({ length: chain.pages }, (_, page) => eventPageKey(id, page));
      const found = await readMany(EVENT_PAGE, keys);
      return keys.flatMap((key) => found.get(key)?.events ?? []);
    },

    async needingSync(before, limit) {
      const untold = await keysOf(OUTBOX, 'by-dirty-since', null, before, limit);
      // Put off for longer than any is: a clock went wrong.
      const beyond = await keysOf(OUTBOX, 'by-dirty-since', null, { beyond: before + LONGEST_PAUSE + A_WHILE }, limit);
      return [...untold, ...beyond].map(({ key }) => key.slice(outboxKey('').length));
    },

    async scheduledBefore(until, limit) {
      return (await keysOf(ERASURE, 'by-status', ['scheduled'], until, limit)).map(({ key }) => key);
    },

    async erasuresOfIssue(issueId) {
      const latest = await readOne(ISSUE_LATEST, issueLatestKey(issueId));
      // All of them, or none: whether an issue may be closed hangs on it.
      const listed = await everyKeyOf(ERASURE, 'by-issue', [issueId]);
      const keys = new Set([...(latest === null ? [] : [latest.erasure]), ...listed]);
      const found = await readMany(ERASURE, [...keys]);
      return [...found.values()].map(({ record }) => record).sort((a, b) => b.requestedAt - a.requestedAt);
    },

    async nextForDriftCheck(limit) {
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
