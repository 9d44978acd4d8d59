/**
 * What the places yield on a real issue, before they are saved.
 */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Textfield from '@atlaskit/textfield';
import { useEffect, useState } from 'react';
import type { ADMIN_CALLS, Rules, TriedSource } from '../../../../src/contract/admin-calls';
import type { OutputOf } from '../../../../src/contract/call';
import { Lozenge } from '../../ui/lozenge';
import { Complaint } from '../../ui/problem';
import { useAttempt } from '../../ui/use-attempt';
import { ADMIN } from '../../words/admin';
import { adminCall } from './admin-call';

const WORDS = ADMIN.tryOut;
const LOOKS = { empty: 'default', found: 'success', refused: 'removed', 'not-asked': 'default' } as const;
type Looked = OutputOf<(typeof ADMIN_CALLS)['tryExtraction']>;

const Yield = ({ source: { words, kind, address, seen, message } }: { source: TriedSource }) => (
  <li data-tried={kind}>
    <span>{words}</span>
    <Lozenge appearance={LOOKS[kind]}>{WORDS.kinds[kind]}</Lozenge>
    {address === null ? null : (
      <strong className="sentence">
        <bdi>{address}</bdi>
      </strong>
    )}
    {message === null ? null : <span className="sentence small">{message}</span>}
    {seen.length === 0 ? null : (
      <span className="sentence small quiet">
        {kind === 'found' ? WORDS.leftAside(seen.join(', ')) : WORDS.seen(seen.join(', '))}
      </span>
    )}
  </li>
);

export function TryOut({ extraction }: { extraction: Rules['extraction'] }) {
  const [issueKey, setIssueKey] = useState('');
  const [looked, setLooked] = useState<Looked | null>(null);
  const { attempt, isBusy, problem } = useAttempt();
  // What was seen belongs to the places as they stood then.
  const places = JSON.stringify(extraction);
  useEffect(() => {
    setLooked(null);
  }, [places]);
  const look = () => {
    setLooked(null);
    attempt(async () => {
      setLooked(await adminCall('tryExtraction', { issueKey, extraction: { ...extraction } }));
    });
  };
  const isNothing = looked?.sources.every(({ kind }) => kind === 'empty') === true;
  return (
    <div className="card" role="group" aria-label={WORDS.title}>
      <Heading size="xsmall" as="h4">
        {WORDS.title}
      </Heading>
      <p className="small quiet">{WORDS.help}</p>
      <div className="row">
        <label htmlFor="try-issue" className="label">
          {WORDS.issueKey}
        </label>
        <Textfield
          id="try-issue"
          width="small"
          value={issueKey}
          placeholder={WORDS.example}
          onChange={(event) => {
            setIssueKey(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            // Within the form of the rules, Enter would save them.
            if (event.key !== 'Enter') return;
            event.preventDefault();
            look();
          }}
        />
        <Button isLoading={isBusy} isDisabled={issueKey.trim() === ''} onClick={look}>
          {WORDS.try}
        </Button>
      </div>
      {looked === null ? null : (
        <ol className="steps" aria-label={WORDS.result(looked.issueKey)}>
          {looked.sources.map((source, index) => (
            <Yield key={index} source={source} />
          ))}
        </ol>
      )}
      {isNothing ? <p role="status">{WORDS.nothing}</p> : null}
      <Complaint words={problem} />
    </div>
  );
}
