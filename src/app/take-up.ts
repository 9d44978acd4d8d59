/**
 * Takes up what is blocked: because a person asked for it, or because a key was renewed.
 */
import { type Erasure, giveUpAt, hasEnded } from '../core/erasure';
import type { News } from '../core/evidence';
import type { As } from '../core/origin';
import type { Person } from '../core/person';
import type { Ports, Whole } from '../core/ports';
import { RefusedError } from '../core/refusal';
import { isPassing } from '../core/report';
import { block, holdBack, type Step, takeUpAgain } from '../core/step';
import { isKeyRefused } from '../core/settings';
import { change, mustBe } from './change';
import { each } from './each';
import { stillStands } from './still-stands';

const DAY = 86_400_000;
/** The end of an erasure is told within seconds. */
const LOOKS = 10;
const A_LOOK = 500;

/** Keeps the address of an ended erasure anew, as the issue yields it today. */
async function keepAgain(ports: Ports, read: Whole, person: Person): Promise<void> {
  const { erasure } = read;
  // Noted before: whoever dies after keeping the address leaves an erasure that is looked at again, and cleaned up.
  if ((await ports.ledger.save(read, { erasure })) === null) throw new RefusedError('busy');
  await ports.vault.keep(erasure.id, person, ports.chance.now() + 60 * DAY);
}

/** While an erasure's end is being told its address is being let go of; what Jira does not take now is no reason to wait. */
async function onceTold({ ledger, chance }: Ports, id: string): Promise<Whole> {
  for (let look = 0; look < LOOKS; look += 1) {
    const read = await ledger.whole(id);
    if (read === null) throw new RefusedError('not-open');
    if (!hasEnded(read.erasure) || !read.isUntold) return read;
    const [note] = await ledger.untold([id]);
    if (note !== undefined && note.why !== null) return read;
    await chance.sleep(A_LOOK);
  }
  throw new RefusedError('busy');
}

/** Who takes up blocked steps again, and which of them. */
interface TakingUp {
  readonly as: As;
  readonly accountId: string | null;
  readonly which: (step: Step) => boolean;
}

/**
 * Takes up blocked steps. The issue and the rules are asked again: it has to be the same person, and where a second person
 * has to approve by now, nobody is called before. Once an erasure ended its address is gone: the is kept anew.
 */
async function takeUp(ports: Ports, id: string, { as, accountId, which }: TakingUp): Promise<void> {
  const { ledger, vault } = ports;
  const statuses = ['running', 'partial', 'blocked'] as const;
  const read = await onceTold(ports, id);
  mustBe(read.erasure, ...statuses);
  // A pause stands in nobody's way: what is taken up waits for its end.
  const settings = { ...(await ports.settings.read()), paused: false };
  const { person, because } = await stillStands(ports, settings, read.erasure, as);
  if ((await vault.person(id)) === null) await keepAgain(ports, read, person);
  try {
    await change(ports, id, ({ erasure, steps }, now) => {
      mustBe(erasure, ...statuses);
      const giveUp = Math.max(giveUpAt(erasure.requestedAt, erasure.dueAt), now + DAY);
      const connections = steps
        .filter((step) => step.status === 'blocked' && which(step))
        .map((step) => step.connectionId);
      if (connections.length === 0) return null;
      const isHeld = because.length > 0 && erasure.approvedBy === null;
      const taken = steps.map((step) => (which(step) ? takeUpAgain(step, now, giveUp) : step));
      const again: Erasure = {
        ...erasure,
        finishedAt: null,
        comment: 'due',
        retriedBy: accountId ?? erasure.retriedBy,
      };
      const retried: News = { kind: 'retried', at: now, account: accountId, connections };
      if (!isHeld) return { erasure: { ...again, status: 'running' }, steps: taken, news: [retried] };
      return {
        erasure: { ...again, status: 'awaiting-approval', because: [...because] },
        steps: taken.map(holdBack),
        news: [retried, { kind: 'held', at: now, because: [...because] }],
      };
    });
  } finally {
    const after = await ledger.erasure(id);
    if (after !== null && hasEnded(after)) await vault.forget(id);
  }
}

/**
 * Takes up the blocked steps of an erasure, and only those, because a person asked for it.
 * @param connectionId that of one connection only; missing: all of them
 * @throws RefusedError `not-open`; `mismatch` where the issue names somebody else by now; what the rules say by now
 */
export const retry =
  (ports: Ports) =>
  async (id: string, accountId: string, connectionId?: string): Promise<void> => {
    const which = (step: Step) => connectionId === undefined || step.connectionId === connectionId;
    const steps = ((await ports.ledger.whole(id))?.steps ?? []).filter(which);
    // Whoever asks for it sees the key tried once more.
    for (const locked of steps.filter(({ gate }) => gate === 'locked'))
      await ports.settings.setRefused(locked.connectionId, null);
    await takeUp(ports, id, { as: 'user', accountId, which });
  };

/**
 * Takes up a step that waited for another key of its connection. Where the issue does not yield the same person any
 * more, or its project is not allowed any more, the step needs a person.
 */
export const unlock =
  (ports: Ports) =>
  async (id: string, connectionId: string): Promise<void> => {
    const isWaiting = (step: Step) => step.connectionId === connectionId && step.gate === 'locked';
    try {
      await takeUp(ports, id, { as: 'app', accountId: null, which: isWaiting });
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      // One that waits for a second person takes its key when they approve.
      if (isPassing(error.code) || error.code === 'not-open') return;
      const why = error.code === 'project-not-allowed' ? error.code : 'address-missing';
      await change(ports, id, ({ erasure, steps }, now) => {
        if (!steps.some(isWaiting)) return null;
        return { erasure, steps: steps.map((step) => (isWaiting(step) ? block(step, why, now) : step)), news: [] };
      });
    }
  };

const AT_ONCE = 500;

/** Takes up whatever waits for another key, at connections whose key is another by now. */
export const unlockAll =
  (ports: Ports) =>
  async (until: number): Promise<void> => {
    const settings = await ports.settings.read();
    if (settings.paused) return;
    const renewed = settings.connections.filter((one) => one.enabled && !isKeyRefused(settings, one));
    for (const { id } of renewed) {
      const locked = () => ports.ledger.lockedAt(id, AT_ONCE);
      await each(ports, until, 'unlock', locked, (erasureId) => unlock(ports)(erasureId, id));
    }
  };
