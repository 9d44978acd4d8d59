/**
 * The action on the issue: what was found, what will happen, and what every provider answers.
 */
import { useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import type { AGENT_CALLS, Preview } from '../../../../src/contract/agent-calls';
import { callsOf } from '../../ui/call';
import { Loading } from '../../ui/loading';
import { Problem } from '../../ui/problem';
import { ACTION } from '../../words/action';
import { Confirm } from './confirm';
import { Refused } from './refused';
import { Result } from './result';

const call = callsOf<typeof AGENT_CALLS>();

export function DeleteUser() {
  const [choice, setChoice] = useState<string | null>(null);
  const { data: preview, error } = useSWR<Preview, Error>(
    ['preview', choice],
    () => call('preview', choice === null ? {} : { choice }),
    {
      // What the agent looks at never changes under them.
      revalidateOnFocus: false,
      revalidateOnReconnect: false,
    },
  );
  const [step, setStep] = useState<'look' | 'confirm' | 'watch'>('look');
  const [started, setStarted] = useState<string | null>(null);
  const { mutate: mutateAny } = useSWRConfig();
  const look = () => {
    setStep('look');
    setChoice(null);
    setStarted(null);
    // What was seen of any choice is old by now.
    void mutateAny((key) => Array.isArray(key) && key[0] === 'preview', undefined, { revalidate: true });
  };
  const watch = (erasureId: string) => {
    setStarted(erasureId);
    setStep('watch');
  };
  const another = () => {
    setStep('confirm');
  };
  const choose = (address: string) => {
    setStep('confirm');
    setChoice(address);
  };

  const content = () => {
    if (error !== undefined) return <Problem error={error} onRetry={look} />;
    if (preview === undefined) return <Loading what={ACTION.looking} />;
    if (step === 'watch' || (step === 'look' && preview.earlier !== null))
      return (
        <Result erasureId={started} onAnother={preview.kind === 'ready' || preview.seen.length > 0 ? another : null} />
      );
    if (preview.kind === 'refused') return <Refused refused={preview} onLookAgain={look} onChoose={choose} />;
    return (
      <Confirm
        key={JSON.stringify([preview.address, preview.alsoSeen])}
        preview={preview}
        onStarted={watch}
        onLookAgain={look}
      />
    );
  };
  return <main className="screen in-modal">{content()}</main>;
}
