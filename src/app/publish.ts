/**
 * Tells the issue what the ledger holds: its property at every turn, and one comment at the end.
 */
import { concluded, type Erasure } from '../core/erasure';
import type { FinalComment, Ports, Whole } from '../core/ports';
import { ERASURE_WORDS, outcomeSentence, STEP_WORDS, toProperty } from '../core/report';
import type { Settings } from '../core/settings';
import { open, type Step } from '../core/step';
import { providerOf } from '../providers';
import { wakeSteps } from './wake';

const ROUNDS = 8;
// Who ends an erasure posts its comment. Somebody else finding it unposted leaves him this long before looking into it.
const SOON = 20_000;
const POSTING_TAKES = 40_000;

/** Another connection's drain is about to make its first call for this erasure, and will tell the issue then. */
function willBeToldSoon({ erasure, steps }: Whole, now: number): boolean {
  const isFirstCallDue = ({ gate, attempts, notBefore }: Step) =>
    gate === 'open' && attempts === 0 && notBefore <= now && now - notBefore < SOON;
  return erasure.told && erasure.isOpen === 'yes' && steps.some(isFirstCallDue);
}

function sentenceOf(step: Step): string {
  if (step.outcome === null) return STEP_WORDS[step.status];
  return outcomeSentence(step.outcome, providerOf(step.provider)?.promise ?? '');
}

function toComment(erasure: Erasure, steps: readonly Step[], { connections, status }: Settings): FinalComment {
  const labelOf = (id: string) => connections.find((connection) => connection.id === id)?.label ?? id;
  return {
    erasureId: erasure.id,
    finishedAt: erasure.finishedAt ?? 0,
    headline: `Erasure of ${erasure.mask}: ${ERASURE_WORDS[erasure.status].toLowerCase()}.`,
    rows: [
      ...steps.map((step) => ({ connection: labelOf(step.connectionId), sentence: sentenceOf(step) })),
      ...erasure.skipped.map(({ connectionId }) => ({
        connection: labelOf(connectionId),
        sentence: 'Skipped: switched off or not for this project.',
      })),
    ],
    isInternal: status.comment !== 'public',
  };
}

/** What is to be done about the final comment by whoever publishes now. */
function commentTurn(
  { comment, finishedAt }: Erasure,
  endedHere: boolean,
  now: number,
): 'none' | 'post' | 'look' | 'leave' {
  if (finishedAt === null || comment === 'posted') return 'none';
  if (endedHere) return 'post';
  return now - finishedAt < POSTING_TAKES ? 'leave' : 'look';
}

/** Has this erasure looked at again later, by the drain of one of its connections. */
async function comeBack({ queue }: Ports, [step]: readonly Step[], milliseconds: number): Promise<void> {
  if (step !== undefined)
    await queue.wake(step.connectionId, [step.erasureId], milliseconds / 1000).catch(() => undefined);
}

async function tellTheEnd(ports: Ports, { erasure, steps }: Whole, look: boolean): Promise<boolean> {
  const settings = await ports.settings.read();
  const { comment, label, transition } = settings.status;
  if (comment !== 'none') {
    const written = await ports.issues.comment(erasure.issueId, toComment(erasure, steps, settings), look);
    if (written === 'later') return false;
  }
  if (label === null && transition === null) return true;
  return (await ports.issues.finish(erasure.issueId, { label, transition })) !== 'later';
}

/**
 * Brings the issue up to date with the ledger, ends an erasure whose steps are all settled, and lets go of its address.
 * Safe to repeat and to run side by side: what was read is saved only where nobody changed it, and whoever was
 * overtaken looks again. What cannot be told now stays noted in the ledger, and the sweep comes back to it.
 */
export const publish =
  (ports: Ports) =>
  async (id: string): Promise<void> => {
    const { ledger, vault, issues, chance } = ports;
    let endedHere = false;
    for (let round = 0; round < ROUNDS; round += 1) {
      const read = await ledger.whole(id);
      if (read?.isUntold !== true) return;
      const now = chance.now();
      const { erasure, steps } = read;

      if (erasure.status === 'running' && steps.some(({ gate }) => gate === 'held')) {
        const opened = steps.map((step) => open(step, now));
        if (await ledger.save(read, erasure, { steps: opened })) await wakeSteps(ports, opened);
        continue;
      }

      const end = erasure.status === 'running' ? concluded(steps) : null;
      if (end !== null) {
        const ended: Erasure = { ...erasure, status: end, isOpen: 'no', finishedAt: now, comment: 'posting' };
        endedHere = (await ledger.save(read, ended)) || endedHere;
        continue;
      }

      if (erasure.isOpen === 'no' && erasure.comment === 'due') {
        endedHere = (await ledger.save(read, { ...erasure, comment: 'posting' })) || endedHere;
        continue;
      }

      if (willBeToldSoon(read, now)) return;
      if (erasure.isOpen === 'no') await vault.forget(id);
      const turn = commentTurn(erasure, endedHere, now);
      const told = await issues.setProperty(erasure.issueId, toProperty(erasure, steps));
      if (told === 'later') return;
      if (turn === 'leave') {
        await comeBack(ports, steps, POSTING_TAKES);
        return;
      }
      if (turn !== 'none' && told !== 'gone' && !(await tellTheEnd(ports, read, turn === 'look'))) return;
      const next: Erasure = { ...erasure, told: true, comment: turn === 'none' ? erasure.comment : 'posted' };
      endedHere = false;
      if (await ledger.save(read, next, { told: true })) return;
    }
  };
