import { useEffect, useRef } from 'react';
import type { Preview } from '../../../../src/contract/agent-calls';
import { ACTION } from '../../words/action';

export type Ready = Extract<Preview, { kind: 'ready' }>;

/** The others whom nobody chose, or that were left aside as our own. */
function others({ alsoSeen, pick }: Ready, people: readonly string[]): string | null {
  const list = alsoSeen.filter((address) => !people.includes(address)).join(', ');
  if (list === '') return null;
  return pick === 'alone' ? ACTION.leftAside(list) : ACTION.notChosen(list);
}

/**
 * Who will be deleted, where the address was found, and what else was seen.
 * The first address has the focus at first: whoever hears the screen hears whom it is about, and what to look at.
 */
export function Found({ preview, people }: { preview: Ready; people: readonly string[] }) {
  const { address, otherSpelling, source } = preview;
  const heading = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const notTouched = others(preview, people);
  return (
    <section className="stack" aria-label={ACTION.person}>
      <p>{people.length > 1 ? ACTION.people.willBeDeleted(people.length) : ACTION.willBeDeleted}</p>
      {(people.length > 1 ? people : [address]).map((one, index) => (
        <p key={one} ref={index === 0 ? heading : undefined} tabIndex={-1} className="address" data-testid="address">
          <bdi>{one}</bdi>
        </p>
      ))}
      {otherSpelling === null || people.length > 1 ? null : (
        <p className="small quiet">{ACTION.alsoWritten(otherSpelling)}</p>
      )}
      <p className="small quiet">{ACTION.foundIn(source)}</p>
      {notTouched === null ? null : <p className="small quiet">{notTouched}</p>}
    </section>
  );
}
