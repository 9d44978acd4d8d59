/**
 * The signed evidence of a finished erasure, to keep: as JSON, which proves it, and as a page to print.
 */
import Button from '@atlaskit/button/new';
import type { AGENT_CALLS } from '../../../src/contract/agent-calls';
import type { ErasureView } from '../../../src/contract/erasure-view';
import { PANEL } from '../words/panel';
import { callsOf } from './call';
import { download } from './download';
import { Complaint } from './problem';
import { useAttempt } from './use-attempt';

const call = callsOf<typeof AGENT_CALLS>();

export function Receipt({ erasure }: { erasure: ErasureView }) {
  const { attempt, isBusy, problem } = useAttempt();
  if (!erasure.hasReceipt) return null;

  const keep = (as: 'json' | 'html') => () => {
    attempt(async () => {
      const { receipt, page } = await call('receipt', { erasureId: erasure.id });
      const name = `receipt-${erasure.issueKey}.${as}`;
      if (as === 'json') download(name, 'application/json', JSON.stringify(receipt, null, 2));
      else download(name, 'text/html', page);
    });
  };

  return (
    <div className="stack">
      <div className="row">
        <Button isDisabled={isBusy} onClick={keep('json')}>
          {PANEL.receipt.json}
        </Button>
        <Button appearance="subtle" isDisabled={isBusy} onClick={keep('html')}>
          {PANEL.receipt.html}
        </Button>
      </div>
      <Complaint words={problem} />
    </div>
  );
}
