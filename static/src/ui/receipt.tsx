/**
 * The signed evidence of a finished erasure, to keep: as JSON, which proves it, and as a page to print.
 */
import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { AGENT_CALLS } from '../../../src/contract/agent-calls';
import type { ErasureView } from '../../../src/contract/erasure-view';
import { callsOf, wordsOf } from './call';

const call = callsOf<typeof AGENT_CALLS>();

/** Hands a file to the browser to keep. */
function download(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after the click; a minute is more than it needs.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}

export function Receipt({ erasure }: { erasure: ErasureView }) {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (!erasure.hasReceipt) return null;

  const keep = async (as: 'json' | 'html') => {
    setIsBusy(true);
    setProblem(null);
    try {
      const { receipt, page } = await call('receipt', { erasureId: erasure.id });
      const name = `receipt-${erasure.issueKey}.${as}`;
      if (as === 'json') download(name, 'application/json', JSON.stringify(receipt, null, 2));
      else download(name, 'text/html', page);
    } catch (error) {
      setProblem(wordsOf(error));
    } finally {
      setIsBusy(false);
    }
  };

  return (
    <div className="stack">
      <div className="row">
        <Button isDisabled={isBusy} onClick={() => void keep('json')}>
          Download the receipt
        </Button>
        <Button appearance="subtle" isDisabled={isBusy} onClick={() => void keep('html')}>
          As a page to print
        </Button>
      </div>
      {problem === null ? null : (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
