/**
 * Tells an erasure's end, once: one comment; then, where the issue may be closed, the label and the transition that the
 * settings ask for.
 */
import { isHeld, isInTime, lateAnnouncer } from '../../core/erasure/announcer';
import { mayClose } from '../../core/erasure/closing';
import type { Settings } from '../../core/settings/schema';
import { type SyncResult, WRITTEN } from '../../core/status/sync-result';
import { AGAIN } from '../../lib/update-with-retry';
import type { ErasureSnapshot } from '../../ports/erasure-store';
import type { Ports } from '../../ports/ports';
import { type IssuePeople, mayCloseAll, readPeople } from '../people/people';
import { commentOf } from './comment';

/** What came of telling an end. */
export interface Finished {
  /** The erasure as it was told. */
  readonly read: ErasureSnapshot;
  readonly result: SyncResult;
  /** A digest of what the issue's last comment says; missing where it has none. */
  readonly digest: string | undefined;
}

/** How an end is told. `looks`: somebody may have posted the comment before. */
interface Telling {
  readonly settings: Settings;
  readonly people: IssuePeople | null;
  readonly looks: boolean;
}

/** Posts the comment, unless the issue's last one said the very same. */
async function comment(
  { notary, issueWriter }: Ports,
  read: ErasureSnapshot,
  { settings, people, looks }: Telling,
): Promise<Finished> {
  const { erasure } = read;
  if (settings.status.comment === 'none') return { read, result: WRITTEN, digest: erasure.commentDigest };
  const { mark, ...said } = commentOf(read, settings, people);
  const digest = notary.sha256(JSON.stringify(said)).slice(0, 32);
  const isSaid = digest === erasure.commentDigest;
  const result = isSaid ? WRITTEN : await issueWriter.comment(erasure.issueId, { mark, ...said }, looks);
  return { read, result, digest };
}

async function tell(ports: Ports, read: ErasureSnapshot, settings: Settings, looks: boolean): Promise<Finished> {
  const { erasure } = read;
  // What was begun alone does not know of whoever the issue named afterwards.
  const people = erasure.isOneOfSeveral || !read.isLatest ? await readPeople(ports, erasure.issueId) : null;
  const commented = await comment(ports, read, { settings, people, looks });
  if (commented.result.kind === 'later') return commented;
  const { label, transition, closing } = settings.status;
  const isFinished = people === null ? mayClose(erasure, closing) : mayCloseAll(people, closing);
  if (!isFinished || (label === null && transition === null)) return { ...commented, result: WRITTEN };
  return { ...commented, result: await ports.issueWriter.finish(erasure.issueId, { label, transition }) };
}

/**
 * Tells the end under the erasure's lease. Whoever ended it posts at once, and looks for no comment. Anybody else takes the
 * lease once it has run out, and looks first.
 * @param by the caller's name: the one by which they ended it, as long as they did not post under it
 * @returns 'held' where somebody may be at it, or too little is left of the lease
 */
export async function finish(
  ports: Ports,
  read: ErasureSnapshot,
  by: string,
): Promise<Finished | 'held' | typeof AGAIN> {
  const { erasureStore, system } = ports;
  const { erasure } = read;
  const { announcer } = erasure;
  const settings = await ports.settings.read();
  // Nothing slow may come between this and the comment: somebody else looks for it from then on.
  const now = system.now();
  if (announcer?.by === by && isInTime(announcer, now)) return tell(ports, read, settings, announcer.looks);
  if (isHeld(announcer, now)) return 'held';
  const taken = await erasureStore.save(read, {
    erasure: { ...erasure, announcer: lateAnnouncer(by, now) },
  });
  return taken === null ? AGAIN : tell(ports, taken, settings, true);
}
