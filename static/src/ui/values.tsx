import type { PieceView } from '../../../src/contract/agent-calls';
import { SHARED } from '../words/shared';

/** What stands in a place, with what is wrong in it marked, for eyes and for screen readers. */
export function Values({ values }: { values: readonly (readonly PieceView[])[] }) {
  if (values.length === 0) return null;
  const wrong = [...new Set(values.flat().flatMap((piece) => piece.wrong ?? []))];
  return (
    <section className="stack" aria-label={SHARED.standsThere}>
      <p>{SHARED.standsThere}</p>
      <ul className="values">
        {values.map((pieces, index) => (
          <li key={index} data-testid="value">
            <bdi>
              {pieces.map(({ text, wrong: why }, at) =>
                why === null ? (
                  <span key={at}>{text}</span>
                ) : (
                  <mark key={at} title={why}>
                    {text}
                  </mark>
                ),
              )}
            </bdi>
          </li>
        ))}
      </ul>
      {wrong.length === 0 ? null : <p className="small">{SHARED.wrongThere(wrong)}</p>}
    </section>
  );
}
