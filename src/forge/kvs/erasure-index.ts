/**
 * Finds erasures, by Forge's index or by a key.
 */
import { kvs, Sort, WhereConditions } from '@forge/kvs';
import * as z from 'zod/mini';
import { AppError } from '../../core/app-error';
import { consoleLog } from '../log';
import { readAll, readMany, readOne } from './conditional';
import { ERASURE, everyKeyOf, ISSUE_LATEST, issueLatestKey, keysOf, PERSON_LATEST } from './records';
import { remindedOf, REMINDER } from './reminders';

import type { Erasure } from '../../core/erasure/erasure';
import type { DriftCheckTimes, ErasureIndex, ListFilter } from '../../ports/erasure-index';

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
const pageAfter = async (listed: ListFilter, limit: number, cursor: string) => {
  try {
    return await query(listed).limit(limit).cursor(cursor).getMany();
  } catch {
    // The code for it is not documented: where the same list can be read from its beginning, it is the cursor's fault.
    await query(listed).limit(1).getMany();
    throw new AppError('list-again');
  }
};

/** Erasures by their ids, in order. One record that cannot be read hides no other. */
async function readErasures(ids: readonly string[]): Promise<Erasure[]> {
  const values = await readAll(ids.map((key) => ({ entityName: ERASURE.entityName, key })));
  return values.flatMap((value, index) => {
    const parsed = z.safeParse(ERASURE.schema, value);
    if (!parsed.success && value !== null)
      consoleLog('record not understood', { entity: ERASURE.entityName, key: ids[index] ?? null });
    return parsed.success ? [parsed.data.record] : [];
  });
}

const list: ErasureIndex['list'] = async (listed, limit, cursor) => {
  const { results, nextCursor } = await (cursor === undefined
    ? query(listed).limit(limit).getMany()
    : pageAfter(listed, limit, cursor));
  const ids = results.map(({ key }) => (listed.by === 'due' ? remindedOf(key) : key));
  return { erasures: await readErasures(ids), cursor: results.length > 0 ? (nextCursor ?? null) : null };
};

/**
 * When erasures were last checked for drift, and where that ended: when its last one was requested. A time is kept and no
 * cursor: the platform keeps none valid for long.
 */
const DRIFT_CHECK = 'drift-check';
const DriftCheck = z.object({ at: z.number(), place: z.nullable(z.number()) });

/** The next erasures to check for drift: later ones first, and from the beginning again where there are no more. */
async function nextForDriftCheck(limit: number, { now, every, since }: DriftCheckTimes): Promise<Erasure[]> {
  const stored = z.safeParse(DriftCheck, await kvs.get(DRIFT_CHECK));
  const last = stored.success && stored.data.at <= now ? stored.data : null;
  if (last !== null && now - last.at < every) return [];
  const place = last?.place ?? now;
  const erasures = kvs.entity<unknown>(ERASURE.entityName).query().index('by-time').sort(Sort.DESC);
  const { results } = await erasures.where(WhereConditions.between(since, place)).limit(limit).getMany();
  const page = await readErasures(results.map(({ key }) => key));
  const end = page.at(-1)?.requestedAt ?? null;
  // Where a whole page was requested at the same moment, the next one begins before it.
  const next = end === place ? place - 1 : end;
  await kvs.set(DRIFT_CHECK, { at: now, place: page.length === limit ? next : null });
  return page;
}

/** The erasures of this installation, by what is known of them. */
export const erasureIndex: ErasureIndex = {
  async lastErasureOf(personId) {
    const stored = await readOne(PERSON_LATEST, personId);
    return stored === null ? null : { erasureId: stored.erasure, issueId: stored.issue };
  },

  async scheduledBefore(until, limit) {
    return (await keysOf(ERASURE, { index: 'by-status', partition: ['scheduled'], range: until, limit })).map(
      ({ key }) => key,
    );
  },

  async erasuresOfIssue(issueId) {
    const latest = await readOne(ISSUE_LATEST, issueLatestKey(issueId));
    // All of them, or none: whether an issue may be closed hangs on it.
    const listed = await everyKeyOf(ERASURE, 'by-issue', [issueId]);
    const keys = new Set([...(latest === null ? [] : [latest.erasure]), ...listed]);
    const found = await readMany(ERASURE, [...keys]);
    return [...found.values()].map(({ record }) => record).sort((a, b) => b.requestedAt - a.requestedAt);
  },

  nextForDriftCheck,
  list,
};
