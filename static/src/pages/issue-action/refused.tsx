import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { view } from '@forge/bridge';
import type { Preview } from '../../../../src/contract/agent-calls';
import { ACTION } from '../../words/action';
import { SHARED } from '../../words/shared';

type RefusedPreview = Extract<Preview, { kind: 'refused' }>;

interface Props {
  readonly refused: RefusedPreview;
  readonly onLookAgain: () => void;
  /** The agent says which of several addresses it is. */
  readonly onChoose: (address: string) => void;
}

/** Why nothing can be started, and the way out. */
export function Refused({ refused: { code, message, seen, choices }, onLookAgain, onChoose }: Props) {
  const mayChoose = choices.length > 0;
  return (
    <>
      <SectionMessage appearance="warning" title={ACTION.refusedTitles[code] ?? ACTION.refused}>
        <p>{message}</p>
      </SectionMessage>
      {seen.length === 0 ? null : (
        <section className="stack" aria-label={ACTION.seen}>
          <p>{mayChoose ? ACTION.chooseOne : ACTION.seen}</p>
          <ul className="steps">
            {seen.map((address) => (
              <li key={address}>
                <bdi>{address}</bdi>
                {choices.includes(address) ? (
                  <Button
                    spacing="compact"
                    onClick={() => {
                      onChoose(address);
                    }}
                  >
                    {ACTION.choose(address)}
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="row end">
        <Button onClick={onLookAgain}>{ACTION.lookAgain}</Button>
        <Button appearance="primary" onClick={() => void view.close()}>
          {SHARED.close}
        </Button>
      </div>
    </>
  );
}
