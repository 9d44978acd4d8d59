/**
 * The action on the issue: who was found, what will happen, and what every provider answers. The panel shows it, too.
 */
import { useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import type { AGENT_CALLS, Preview } from '../../../../src/contract/agent-calls';
import { callsOf } from '../../ui/call';
import { Loading } from '../../ui/loading';
import { Problem } from '../../ui/problem';
import { ACTION } from '../../words/action';
import { Confirm } from './confirm';
import { People } from './people';
import { Refused } from './refused';
import { Result } from './result';

const call = callsOf<typeof AGENT_CALLS>();

/** What the agent picked: one of several addresses, or one that they typed as it stands on the issue. */
type Picking = { readonly choice?: string; readonly typed?: string };

/** What is looked at: whoever the issue names; the plan for those who were chosen; or what came of it. */
type Step =
  | { readonly kind: 'look' }
  | { readonly kind: 'confirm'; readonly people: readonly string[]; readonly among: readonly string[] }
  | { readonly kind: 'watch'; readonly erasureIds: readonly string[] };

interface Props {
  readonly onClose: () => void;
  /** Where something else shows what comes of it; missing: it is shown here. */
  readonly onStarted?: () => void;
}

export function DeleteUser({ onClose, onStarted }: Props) {
  const [picking, setPicking] = useState<Picking>({});
  const { data: preview, error } = useSWR<Preview, Error>(['preview', picking], () => call('preview', picking), {
    // What the agent looks at never changes under them.
    revalidateOnFocus: false,
    revalidateOnReconnect: false,
  });
  const [step, setStep] = useState<Step | null>(null);
  const { mutate: mutateAny } = useSWRConfig();
  const look = () => {
    setStep({ kind: 'look' });
    setPicking({});
    // What was seen of any choice is old by now.
    void mutateAny((key) => Array.isArray(key) && key[0] === 'preview', undefined, { revalidate: true });
  };
  const started = (erasureIds: readonly string[]) => {
    if (onStarted === undefined) setStep({ kind: 'watch', erasureIds });
    else onStarted();
  };
  const choose = (people: readonly string[], among: readonly string[]) => {
    const [first] = people;
    if (first === undefined) return;
    setStep({ kind: 'confirm', people, among });
    setPicking({ choice: first });
  };

  if (error !== undefined) return <Problem error={error} onRetry={look} />;
  if (preview === undefined) return <Loading what={ACTION.looking} />;
  // Somebody is still left: that is what an agent comes for.
  const isOver = preview.kind !== 'several' && preview.earlier !== null;
  const isWatched = step?.kind === 'watch' || (step === null && isOver && onStarted === undefined);
  if (isWatched)
    return <Result erasureIds={step?.kind === 'watch' ? step.erasureIds : []} onLookNow={look} onClose={onClose} />;
  switch (preview.kind) {
    case 'several':
      return <People preview={preview} onChoose={choose} onLookAgain={look} onClose={onClose} />;
    case 'refused':
      return (
        <Refused
          refused={preview}
          onLookAgain={look}
          onType={(typed) => {
            setPicking({ typed });
          }}
          onClose={onClose}
        />
      );
    case 'ready': {
      const { address, alsoSeen } = preview;
      const people = step?.kind === 'confirm' ? step.people : [address];
      const among = step?.kind === 'confirm' ? step.among : [address];
      return (
        <Confirm
          key={JSON.stringify([people, alsoSeen])}
          preview={preview}
          people={people}
          among={among}
          onStarted={started}
          onLookAgain={look}
          onClose={onClose}
        />
      );
    }
  }
}
