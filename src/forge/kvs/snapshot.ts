/**
 * An erasure as one moment shows it.
 */
import * as z from 'zod/mini';
import { readAll, readBatch } from './conditional';
import { CLAIM, claimKey, ERASURE, ISSUE_LATEST, issueLatestKey, OUTBOX, outboxKey, STEP } from './records';

import type { ErasureSnapshot } from '../../ports/erasure-store';

/** An erasure with its steps; null where there is none. The steps are read after its outbox entry, never before. */
export async function readSnapshot(id: string): Promise<ErasureSnapshot | null> {
  const [head, note] = await readBatch([
    { entityName: ERASURE.entityName, key: id },
    { entityName: OUTBOX.entityName, key: outboxKey(id) },
  ]);
  const erasure = z.parse(z.nullable(ERASURE.schema), head);
  const entry = z.parse(z.nullable(OUTBOX.schema), note);
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
    needsSync: entry !== null,
    hasSyncError: entry?.syncError !== undefined,
    isClaimed: z.parse(z.nullable(CLAIM.schema), claim)?.erasure === id,
    isLatest: (z.parse(z.nullable(ISSUE_LATEST.schema), latest)?.erasure ?? id) === id,
    versions: { erasure: erasure.version, outbox: entry?.version ?? null },
  };
}
