import type { Preview } from '../../../../src/contract/agent-calls';
import { ACTION } from '../../words/action';

export type Ready = Extract<Preview, { kind: 'ready' }>;

/** Who will be deleted, where the address was found, and what else was seen. */
export function Found({ preview }: { preview: Ready }) {
  const { address, otherSpelling, source, alsoSeen, isChosen } = preview;
  const others = alsoSeen.join(', ');
  return (
    <section className="stack" aria-label={ACTION.person}>
      <p>{ACTION.willBeDeleted}</p>
      <p className="address" data-testid="address">
        <bdi>{address}</bdi>
      </p>
      {otherSpelling === null ? null : <p className="small quiet">{ACTION.alsoWritten(otherSpelling)}</p>}
      <p className="small quiet">{ACTION.foundIn(source)}</p>
      {others === '' ? null : (
        <p className="small quiet">{isChosen ? ACTION.notChosen(others) : ACTION.leftAside(others)}</p>
      )}
    </section>
  );
}
