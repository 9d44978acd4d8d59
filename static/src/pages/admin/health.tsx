import type { HealthView } from '../../../../src/contract/admin-calls';
import { When } from '../../ui/time';
import { ADMIN } from '../../words/admin';

const WORDS = ADMIN.health;

/** How a connection does: its last success, how often it needed a person, and what waits for it. */
export function Health({ health }: { health: HealthView | null }) {
  if (health === null) return <p className="small quiet">{WORDS.loading}</p>;
  const { lastSuccessAt, succeeded, byHand, kept, refused, waiting, isMore, nextAt } = health;
  const all = succeeded + byHand + kept + refused;
  return (
    <p className="small quiet" data-testid="health">
      {lastSuccessAt === null ? (
        WORDS.never
      ) : (
        <>
          {WORDS.lastSuccess}
          <When at={lastSuccessAt} />.
        </>
      )}{' '}
      {all === 0 ? null : `${WORDS.refused(refused, all)} `}
      {byHand === 0 ? null : `${WORDS.byHand(byHand)} `}
      {kept === 0 ? null : `${WORDS.kept(kept)} `}
      {WORDS.waiting(waiting, isMore)}
      {nextAt === null ? null : (
        <>
          {WORDS.nextTry}
          <When at={nextAt} />.
        </>
      )}
    </p>
  );
}
