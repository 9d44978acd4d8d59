/**
 * Counts the people of an issue anew, and tells the issue where they are others than before.
 */
import { hasEnded } from '../../core/erasure/erasure';
import type { Email } from '../../core/person/email';
import type { Ports } from '../../ports/ports';
import { notePeople } from '../people/people';
import { updateErasure } from './update';

/**
 * Counts the people of an issue anew, where an erasure was begun on it. Where they are others than before, its newest erasure
 * tells the issue: the property at once; and where it has ended, what the settings ask for once the issue is finished.
 * @throws AppError `busy`
 */
export async function recountPeople(ports: Ports, issueId: string, named: readonly Email[]): Promise<void> {
  if (named.length === 0) return;
  const { newest } = await ports.people.of(issueId);
  if (newest === null) return;
  const { isSeveral, isChanged } = await notePeople(ports, issueId, named);
  if (!isSeveral) return;
  await updateErasure(ports, newest, ({ erasure, steps }) => {
    if (!isChanged && erasure.isOneOfSeveral) return null;
    // Whoever finds a comment unposted looks for it first: the same is not told twice.
    const comment = hasEnded(erasure) && erasure.comment === 'posted' ? 'posting' : erasure.comment;
    return { erasure: { ...erasure, isOneOfSeveral: true, comment }, steps, newEvents: [] };
  });
}
