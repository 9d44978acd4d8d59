import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { useState } from 'react';
import { SHARED } from '../words/shared';
import { CallError } from './call';

/** Whether a call was refused because somebody changed what the screen showed. */
const isStale = (error: unknown): boolean => error instanceof CallError && error.code === 'stale';

/** Where a form stands whose save was refused: to be loaded anew, or loaded, with what was typed kept beside it. */
type State<Typed> =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'stale' }
  | { readonly kind: 'loaded'; readonly typed: Typed; readonly since: Since<Typed> };

/** What a form was filled with, and what stood there when it was loaded anew. */
export interface Since<Typed> {
  readonly seen: Typed;
  readonly now: Typed;
}

interface Form<Typed> {
  /** What the form was filled with. */
  readonly seen: Typed;
  readonly typed: Typed;
  /** Loads what stands there by now, and fills the form with it. null: it could not be loaded, or is not there any more. */
  readonly onReload: () => Promise<Typed | null>;
  /** What was typed, on top of what stands there now. */
  readonly onMerge: (seen: Typed, typed: Typed, now: Typed) => Typed;
  readonly onPutIn: (typed: Typed) => void;
}

/** Told at a value that somebody else changed: what stands there now. */
export const ChangedSince = ({ now, id }: { now: string | null; id?: string }) =>
  now === null ? null : (
    <p id={id} className="small changed">
      {SHARED.stale.changedTo(now)}
    </p>
  );

/** Told below a list that somebody else changed. */
export const ChangedList = () => <p className="small changed">{SHARED.stale.changedList}</p>;

/** What a form does that somebody else's change made stale: nothing typed is lost, and nothing of theirs is overwritten. */
export function useStale<Typed>({ seen, typed, onReload, onMerge, onPutIn }: Form<Typed>) {
  const [state, setState] = useState<State<Typed>>({ kind: 'fresh' });
  // Told until the form is saved: what was put in again may stand where somebody else's value stood.
  const [since, setSince] = useState<Since<Typed> | null>(null);
  const notice =
    state.kind === 'fresh' ? null : (
      <SectionMessage appearance="warning" title={SHARED.stale.title}>
        <div className="stack">
          <p>{state.kind === 'stale' ? SHARED.stale.help : SHARED.stale.loaded}</p>
          <div className="row">
            {state.kind === 'stale' ? (
              <Button
                onClick={() => {
                  void onReload().then((now) => {
                    const loaded = { seen, now: now ?? seen };
                    setSince(loaded);
                    setState({ kind: 'loaded', typed, since: loaded });
                  });
                }}
              >
                {SHARED.stale.reload}
              </Button>
            ) : (
              <>
                <Button
                  onClick={() => {
                    onPutIn(onMerge(state.since.seen, state.typed, state.since.now));
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
    /** What others changed since the form was filled first; null where nobody did. */
    since,
    /**
     * Saves. Where what was shown is not the latest any more, says so and keeps what was typed.
     * @returns whether it was saved
     */
    guarded: async (save: () => Promise<unknown>): Promise<boolean> => {
      try {
        await save();
      } catch (error) {
        if (!isStale(error)) throw error;
        setState({ kind: 'stale' });
        return false;
      }
      setState({ kind: 'fresh' });
      setSince(null);
      return true;
    },
  };
}
