import { useEffect, useRef } from 'react';
import type { Preview } from '../../../../src/contract/agent-calls';
import { ACTION } from '../../words/action';

export type Ready = Extract<Preview, { kind: 'ready' }>;

/**
 * Who will be deleted, where the address was found, and what else was seen.
 * The address has the focus at first: whoever hears the screen hears whom it is about, and what to look at.
 */
export function Found({ preview }: { preview: Ready }) {
  const { address, otherSpelling, source, alsoSeen, isChosen } = preview;
  const others = alsoSeen.join(', ');
  const heading = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <section className="stack" aria-label={ACTION.person}>
      <p>{ACTION.willBeDeleted}</p>
      <p ref={heading} tabIndex={-1} className="address" data-testid="address">
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
