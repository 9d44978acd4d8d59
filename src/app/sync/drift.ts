/**
 * Compares what issues say with what the ledger holds: somebody may have edited the property, or moved the issue. The
 * ledger wins.
 */
import type { Erasure } from '../../core/erasure/erasure';
import { canonical } from '../../core/evidence/chain';
import { DAY, HOUR } from '../../lib/time';
import type { Ports } from '../../ports/ports';
import { leftOf } from '../../core/erasure/issue-people';
import { namedNow } from '../people/named-now';
import { readPeople } from '../people/people';
import { recountPeople } from './recount';
import { tryOrLog } from '../background/for-each-until';
import { propertyOf } from './issue-property';
import { reconcile } from './reconcile';

/** So many issues are compared in an hour; the next hour goes on where this one stopped. Each costs two of Jira's points. */
const AT_ONCE = 20;
/** An issue whose erasure ended so long ago is left as it is. */
const RECENT = 90 * DAY;
/** Longer than any erasure takes, and recent after that. */
const EARLIEST_REQUEST = 275 * DAY;

/** The next erasures to compare, round and round: those that are open, and those that ended of late. */
export async function nextForDriftCheck({ erasureIndex, system }: Ports): Promise<Erasure[]> {
  const now = system.now();
  const times = { now, every: HOUR, since: now - EARLIEST_REQUEST };
  const next = await erasureIndex.nextForDriftCheck(AT_ONCE, times);
  return next.filter(({ finishedAt }) => finishedAt === null || finishedAt > now - RECENT);
}

/** Where somebody is left on an issue, they may not stand on it any more. */
async function recountLeft(ports: Ports, erasure: Erasure): Promise<void> {
  const people = await readPeople(ports, erasure.issueId);
  if (people === null || leftOf(people) === 0) return;
  await recountPeople(ports, erasure.issueId, await namedNow(ports, await ports.settings.read(), erasure));
}

/** Notes on every erasure of an issue that it is gone. Those that have something to tell it find out by themselves. */
async function noteGone({ erasureIndex, erasureStore }: Ports, issueId: string): Promise<void> {
  for (const { id } of await erasureIndex.erasuresOfIssue(issueId)) {
    const read = await erasureStore.snapshot(id);
    if (read === null || read.needsSync || read.erasure.isIssueGone) continue;
    await erasureStore.save(read, { erasure: { ...read.erasure, isIssueGone: true }, isSynced: true });
  }
}

/** Brings one issue's mirror back to what the ledger holds, where it differs. */
export async function repairDrift(ports: Ports, listed: Erasure): Promise<void> {
  const { erasureStore, issueWriter } = ports;
  if (listed.isOneOfSeveral) await tryOrLog(ports, 'people', () => recountLeft(ports, listed), undefined);
  const read = await erasureStore.snapshot(listed.id);
  if (read === null || read.needsSync || !read.isLatest) return;
  const { erasure } = read;
  const seen = await issueWriter.readProperty(erasure.issueId);
  if (seen === null) return noteGone(ports, erasure.issueId);
  const { key: issueKey, projectKey, property } = seen;
  const isSame = canonical(property) === canonical(await propertyOf(ports, read));
  if (isSame && issueKey === erasure.issueKey && !erasure.isIssueGone) return;
  const saved = await erasureStore.save(read, { erasure: { ...erasure, issueKey, projectKey } });
  if (saved !== null) await reconcile(ports, erasure.id, saved);
}
