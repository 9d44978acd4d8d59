import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { SHARED } from '../words/shared';

/** Copies a text. Where the browser forbids it, says how to do it by hand. */
export function Copy({ text, what }: { text: string; what: string }) {
  const [said, setSaid] = useState('');
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => {
        setSaid(SHARED.copied);
      },
      () => {
        setSaid(SHARED.notCopied);
      },
    );
  };
  return (
    <span className="row">
      <Button spacing="compact" aria-label={SHARED.copyWhat(what)} onClick={copy}>
        {SHARED.copy}
      </Button>
      <span className="small quiet" role="status">
        {said}
      </span>
    </span>
  );
}
