/**
 * The ledger in Forge's custom entities. Records stand whole in `record`; beside it are only the attributes that an
 * index or a condition needs, because the platform enforces declared attributes (integers have 32 bits: times are
 * floats).
 */
import { kvs, Sort, WhereConditions } from '@forge/kvs';
import * as z from 'zod/mini';
import { Erasure } from '../core/erasure';
import type { Chance, Ledger, Whole } from '../core/ports';
import { Step, stepKey } from '../core/step';
import {
  AT_ONCE,
  bothUnchanged,
  createOrRead,
  type Kind,
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
/** (issue, person): `claimed` until its erasure is `stored`. */
const CLAIM = {
  entityName: 'claim',
  schema: z.object({ state: z.enum(['claimed', 'stored']), since: z.number(), erasure: z.string() }),
};
/** Erasures whose issues are still to be told something. */
const UNTOLD = {
  entityName: 'untold',
  schema: z.object({ stamp: z.string(), since: z.number() }),
};
/** The latest erasure of an issue: found by key at once, where the index still lags. */
const LATEST = { entityName: 'latest', schema: z.object({ erasure: z.string() }) };
const TALLY = {
  entityName: 'tally',
  schema: z.object({ stamp: z.string(), record: z.object({ minutes: z.record(z.string(), z.number()) }) }),
};
const TALLY_KEY = 'unattended';
const PAGE = 100;

// Within a transaction every key may stand once only, whatever its entity.
const untoldKey = (erasureId: string): string => `untold.${erasureId}`;
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

const stepValue = (step: Step) => ({
  gate: step.gate,
  connection: step.connectionId,
  due: step.notBefore,
  record: step,
});

const setStep = (transaction: ReturnType<typeof kvs.transact>, step: Step) =>
  transaction.set(stepKey(step.erasureId, step.connectionId), stepValue(step), { entityName: STEP.entityName });

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

/** The ledger of this installation. */
export function ledgerOf({ newId, now }: Chance): Ledger {
  const steps = async (keys: readonly string[]): Promise<Step[]> => {
    const found = await readMany(STEP, keys);
    return keys.flatMap((key) => found.get(key)?.record ?? []);
  };

  const whole = async (id: string): Promise<Whole | null> => {
    const [erasure, untold] = await readBoth([ERASURE, id], [UNTOLD, untoldKey(id)]);
    if (erasure === null) return null;
    return {
      erasure: erasure.record,
      steps: await steps(erasure.record.stepKeys),
      isUntold: untold !== null,
      stamps: { erasure: erasure.stamp, untold: untold?.stamp ?? null },
    };
  };

  return {
    steps,
    whole,

    async claimed(issueId, personId) {
      return (await readOne(CLAIM, claimKey(issueId, personId)))?.erasure ?? null;
    },

    async claim(issueId, personId, erasureId, since) {
      const claim = { state: 'claimed' as const, since, erasure: erasureId };
      return (await createOrRead(CLAIM, claimKey(issueId, personId), claim)).erasure;
    },

    async erasure(id) {
      return (await readOne(ERASURE, id))?.record ?? null;
    },

    async hourlyCount() {
      const tally =
        (await readOne(TALLY, TALLY_KEY)) ??
        (await createOrRead(TALLY, TALLY_KEY, { stamp: newId(), record: { minutes: {} } }));
      return { stamp: tally.stamp, minutes: tally.record.minutes };
    },

    async store(erasure, toStore, count) {
      const key = claimKey(erasure.issueId, erasure.personId);
      const claim = { state: 'stored' as const, since: erasure.requestedAt, erasure: erasure.id };
      const stamp = newId();
      // What does not fit into the transaction is stored before it, shut; publishing opens it once the erasure stands.
      const room = AT_ONCE - 5;
      for (const step of toStore.slice(room))
        await createOrRead(STEP, stepKey(step.erasureId, step.connectionId), stepValue({ ...step, gate: 'held' }));
      const transaction = kvs
        .transact()
        .set(key, claim, {
          entityName: CLAIM.entityName,
          conditions: bothUnchanged(['state', 'claimed'], ['erasure', erasure.id]),
        })
        .set(erasure.id, erasureValue(erasure, stamp), { entityName: ERASURE.entityName })
        .set(untoldKey(erasure.id), { stamp, since: erasure.requestedAt }, { entityName: UNTOLD.entityName });
      transaction.set(latestKey(erasure.issueId), { erasure: erasure.id }, { entityName: LATEST.entityName });
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
            claimNow?.erasure !== erasure.id || (count !== undefined && tallyNow?.stamp !== count.read.stamp);
          return isOvertaken ? 'overtaken' : 'as-before';
        },
      );
    },

    async save(read, next, { steps: changed = [], told = false } = {}) {
      const { id } = next;
      const stamp = newId();
      const room = AT_ONCE - 2;
      const transaction = kvs.transact().set(id, erasureValue(next, stamp), {
        entityName: ERASURE.entityName,
        conditions: unchanged('stamp', read.stamps.erasure),
      });
      if (told && read.stamps.untold !== null)
        transaction.delete(untoldKey(id), {
          entityName: UNTOLD.entityName,
          conditions: unchanged('stamp', read.stamps.untold),
        });
      else transaction.set(untoldKey(id), { stamp, since: now() }, { entityName: UNTOLD.entityName });
      const differing = changed.filter((step, index) => !sameStep(read.steps[index], step));
      for (const step of differing.slice(0, room)) setStep(transaction, step);
      const saved = await settled(
        () => transaction.execute(),
        async () => {
          const standing = await whole(id);
          if (standing?.stamps.erasure === stamp) return 'mine';
          const isSame =
            standing?.stamps.erasure === read.stamps.erasure && standing.stamps.untold === read.stamps.untold;
          return isSame ? 'as-before' : 'overtaken';
        },
      );
      // More steps than a transaction holds: those of a large site, changed by a person's decision.
      if (saved)
        for (let first = room; first < differing.length; first += AT_ONCE) {
          const rest = kvs.transact();
          for (const step of differing.slice(first, first + AT_ONCE)) setStep(rest, step);
          await rest.execute();
        }
      return saved;
    },

    async record(changed, tell, lease, at) {
      const room = Math.floor((AT_ONCE - 1) / 2);
      for (let first = 0; first < changed.length; first += room) {
        const some = changed.slice(first, first + room);
        const transaction = kvs
          .transact()
          .check(lease.key, { entityName: LEASE.entityName, conditions: unchanged('owner', lease.owner) });
        for (const step of some) {
          setStep(transaction, step);
          if (tell.has(step.erasureId))
            transaction.set(
              untoldKey(step.erasureId),
              { stamp: newId(), since: at },
              { entityName: UNTOLD.entityName },
            );
        }
        const recorded = await settled(
          () => transaction.execute(),
          async () => {
            const standing = await steps(some.map((step) => stepKey(step.erasureId, step.connectionId)));
            if (some.every((step, index) => sameStep(standing[index], step))) return 'mine';
            return (await readOne(LEASE, lease.key))?.owner === lease.owner ? 'as-before' : 'overtaken';
          },
        );
        if (!recorded) return false;
      }
      return true;
    },

    async dueOf(connectionId, until, limit, known) {
      const due = await keysOf(STEP, 'due-of', ['open', connectionId], until, limit, (key) => !known(key));
      return due.map(({ key }) => key);
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
      const claims = await keysOf(CLAIM, 'by-state', ['claimed'], before, limit);
      return claims.map(({ key, value }) => ({ key, erasureId: value.erasure }));
    },

    async release(key, erasureId) {
      const conditions = bothUnchanged(['state', 'claimed'], ['erasure', erasureId]);
      return settled(
        () => kvs.transact().delete(key, { entityName: CLAIM.entityName, conditions }).execute(),
        async () => {
          const standing = await readOne(CLAIM, key);
          if (standing === null) return 'mine';
          return standing.state === 'stored' || standing.erasure !== erasureId ? 'overtaken' : 'as-before';
        },
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

    async recent(limit, cursor) {
      let query = kvs.entity<unknown>(ERASURE.entityName).query().index('by-time').sort(Sort.DESC).limit(limit);
      if (cursor !== undefined) query = query.cursor(cursor);
      const { results, nextCursor } = await query.getMany();
      const erasures = results.map(({ value }) => z.parse(ERASURE.schema, value).record);
      return { erasures, cursor: nextCursor ?? null };
    },
  };
}
