import { type Erasure, isCalledOff } from '../../core/erasure/erasure';
import { wasCalled } from '../../core/erasure/step';
import type { PersonId } from '../../core/person/person';
import type { Ports } from '../../ports/ports';

/**
 * The latest erasure of a person that called anybody or still may: the re-import guard. One that was called off before
 * its first call erased nobody, so the one before it counts.
 * @param except an erasure that is not meant
 */
export async function previousErasure(
  { erasureIndex, erasureStore, stepStore }: Ports,
  personId: PersonId,
  except?: string,
): Promise<Erasure | null> {
  const guard = await erasureIndex.lastErasureOf(personId);
  let id = guard?.erasureId === except ? null : (guard?.erasureId ?? null);
  while (id !== null) {
    const erasure = await erasureStore.erasure(id);
    if (erasure === null || !isCalledOff(erasure)) return erasure;
    if ((await stepStore.steps(erasure.stepKeys)).some(wasCalled)) return erasure;
    id = erasure.earlier;
  }
  return null;
}
