/**
 * What whoever made a request is shown of it on the customer portal.
 */
import type { RequesterView } from '../../contract/requester-calls';
import type { Erasure } from '../../core/erasure/erasure';
import { isSeenStill, type Step } from '../../core/erasure/step';
import type { Settings } from '../../core/settings/schema';
import { furthestBehind, type Progress, progressOf, progressOfStep } from '../../core/status/progress';
import type { Ports } from '../../ports/ports';
import { PROGRESS_SENTENCES, PROGRESS_WORDS } from '../../words/progress';
import { readPeople } from '../people/people';
import { labelIn } from '../sync/comment-rows';
import { issueStatus } from './issue-status';

/** @param whole how far the request is: a system that is not to be asked yet waits for the same */
function progressIn(step: Step, whole: Progress): Progress {
  if (step.phase === 'held') return whole;
  return isSeenStill(step) ? 'going-on' : progressOfStep(step.status);
}

/** How far each system is, by the name that an admin gave to its connection. */
function systemsIn(steps: readonly Step[], settings: Settings, whole: Progress): RequesterView['systems'] {
  const labels = new Set(steps.map((step) => labelIn(settings, step)));
  return [...labels].map((label) => {
    const ofSystem = steps.filter((step) => labelIn(settings, step) === label);
    const progress = furthestBehind(ofSystem.map((step) => progressIn(step, whole)));
    return { label, progress, words: PROGRESS_WORDS[progress] };
  });
}

const isOver = (progress: Progress): boolean => progress === 'answered' || progress === 'ended';

/** The erasures that say what became of an issue, one for each of its people, and how far all of them are. */
async function erasuresThatCount(ports: Ports, issueId: string): Promise<{ erasures: Erasure[]; progress: Progress }> {
  const people = await readPeople(ports, issueId);
  const progress = progressOf(await issueStatus(ports, issueId));
  if (people === null) return { erasures: (await ports.erasureIndex.erasuresOfIssue(issueId)).slice(0, 1), progress };
  return {
    erasures: people.persons.flatMap(({ erasure }) => erasure ?? []),
    // Whoever was waived is erased nowhere.
    progress: progress === 'answered' && people.waived > 0 ? 'ended' : progress,
  };
}

/** What became of a request, for whoever made it; null where an admin does not want it shown. */
export async function viewForRequester(ports: Ports, issueId: string): Promise<RequesterView | null> {
  const settings = await ports.settings.read();
  const { portal } = settings.status;
  if (portal === 'nothing') return null;
  const { erasures, progress } = await erasuresThatCount(ports, issueId);
  const begins = erasures.map(({ requestedAt }) => requestedAt);
  const ends = erasures.flatMap(({ finishedAt }) => finishedAt ?? []);
  const steps = portal === 'systems' ? await ports.stepStore.steps(erasures.flatMap(({ stepKeys }) => stepKeys)) : [];
  return {
    progress,
    words: PROGRESS_WORDS[progress],
    sentence: PROGRESS_SENTENCES[progress],
    begunAt: begins.length === 0 ? null : Math.min(...begins),
    endedAt: isOver(progress) && ends.length > 0 ? Math.max(...ends) : null,
    systems: systemsIn(steps, settings, progress),
  };
}
