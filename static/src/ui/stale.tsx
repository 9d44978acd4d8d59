import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { useState } from 'react';
import { SHARED } from '../words/shared';
import { CallError } from './call';

/** Whether a call was refused because somebody changed what the screen showed. */
const isStale = (error: unknown): boolean => error instanceof CallError && error.code === 'stale';

/** Where a form stands whose save was refused: to be loaded anew, or loaded, with what was typed kept beside it. */
type State<Typed> =
  { readonly kind: 'fresh' } | { readonly kind: 'stale' } | { readonly kind: 'loaded'; readonly typed: Typed };

interface Form<Typed> {
  readonly typed: Typed;
  /** Loads what stands there by now. */
  readonly onReload: () => Promise<void>;
  readonly onPutIn: (typed: Typed) => void;
}

/** What a form does that somebody else's change made stale: nothing typed is lost, and nothing of theirs is overwritten. */
export function useStale<Typed>({ typed, onReload, onPutIn }: Form<Typed>) {
  const [state, setState] = useState<State<Typed>>({ kind: 'fresh' });
  const notice =
    state.kind === 'fresh' ? null : (
      <SectionMessage appearance="warning" title={SHARED.stale.title}>
        <div className="stack">
          <p>{state.kind === 'stale' ? SHARED.stale.help : SHARED.stale.loaded}</p>
          <div className="row">
            {state.kind === 'stale' ? (
              <Button
                onClick={() => {
                  void onReload().then(() => {
                    setState({ kind: 'loaded', typed });
                  });
                }}
              >
                {SHARED.stale.reload}
              </Button>
            ) : (
              <>
                <Button
                  onClick={() => {
                    onPutIn(state.typed);
                    setState({ kind: 'fresh' });
                  }}
                >
                  {SHARED.stale.putIn}
                </Button>
                <Button
                  appearance="subtle"
                  onClick={() => {
                    setState({ kind: 'fresh' });
                  }}
                >
                  {SHARED.stale.leave}
                </Button>
              </>
            )}
          </div>
        </div>
      </SectionMessage>
    );
  return {
    notice,
    /** Saves; where what was shown is not the latest any more, says so and keeps what was typed. */
    guarded: async (save: () => Promise<unknown>): Promise<void> => {
      try {
        await save();
        setState({ kind: 'fresh' });
      } catch (error) {
        if (isStale(error)) setState({ kind: 'stale' });
        throw error;
      }
    },
  };
}
