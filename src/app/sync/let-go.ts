/**
 * Lets go of the address of an erasure that has ended: at once, or once its providers were asked again.
 */
import { type Erasure, hasEnded } from '../../core/erasure/erasure';
import { rememberingOf, type Step } from '../../core/erasure/step';
import type { Ports } from '../../ports/ports';

/** What an erasure that has ended holds of its person. */
interface Held {
  readonly erasure: Erasure;
  readonly steps: readonly Step[];
}

/** Forgets the address, and what the connections remember of the person. */
export const forget = ({ addresses }: Pick<Ports, 'addresses'>, { erasure, steps }: Held): Promise<void> =>
  addresses.forget(erasure.id, rememberingOf(steps));

/**
 * Forgets the address of an erasure that has ended. Where its providers are asked again, it is kept for that and no longer:
 * whatever fails from then on, the storage lets it go by itself.
 */
export async function letGo(ports: Pick<Ports, 'addresses' | 'system'>, held: Held): Promise<void> {
  const { erasure } = held;
  const { addressKeptUntil: until = 0, id } = erasure;
  if (!hasEnded(erasure)) return;
  if (until <= ports.system.now()) return forget(ports, held);
  // Once for each end, or each time that less is planned: both are told.
  if (erasure.comment !== 'posting') return;
  const person = await ports.addresses.person(id);
  // Only deletions and what became of them need what the connections remember.
  const isRemembered = rememberingOf(held.steps).length > 0;
  if (erasure.isVerifying !== true && isRemembered) await forget(ports, held);
  if (person !== null) await ports.addresses.keep(id, person, until);
}
