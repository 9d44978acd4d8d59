import { type Erasure, isCalledOff } from '../../core/erasure/erasure';
import type { Ports } from '../../ports/ports';
import { wasCalled } from '../../core/erasure/step';
import type { PersonId } from '../../core/person/person';

/**
 * The latest erasure of a person that called anybody or still may: the re-import guard. One that was called off before
 * its first call erased nobody, so the one before it counts.
 * @param except an erasure that is not meant
 */
export async function previousErasure({ ledger }: Ports, personId: PersonId, except?: string): Promise<Erasure | null> {
  const guard = await ledger.lastErasureOf(personId);
  let id = guard?.erasureId === except ? null : (guard?.erasureId ?? null);
  while (id !== null) {
    const erasure = await ledger.erasure(id);
    if (erasure === null || !isCalledOff(erasure)) return erasure;
    if ((await ledger.steps(erasure.stepKeys)).some(wasCalled)) return erasure;
    id = erasure.earlier;
  }
  return null;
}
