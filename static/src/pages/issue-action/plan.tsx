import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import { Called } from '../../ui/erasure-status';
import { TriedLozenge } from '../../ui/tried-lozenge';
import { useFirst } from '../../ui/use-first';
import { ACTION } from '../../words/action';
import { SHARED } from '../../words/shared';
import type { Ready } from './found';
import { type Tried, useDryRun } from './use-dry-run';

/** How far the dry run is, and what it found. */
function DryRunSaid({ tried, total, isRunning }: { tried: readonly Tried[]; total: number; isRunning: boolean }) {
  if (!isRunning && tried.length === 0) return null;
  const count = (kind: Tried['kind']) => tried.filter((one) => one.kind === kind).length;
  return (
    <p className="small" role="status" data-testid="dry-run">
      {isRunning ? ACTION.trying(tried.length, total) : ACTION.dryRunDone(count('ok'), total, count('failed'))}
    </p>
  );
}

/** What will happen at every provider, in its own words; and a dry run of it. */
export function Plan({ preview: { plan, left } }: { preview: Ready }) {
  const { tried, isRunning, run } = useDryRun(plan.map(({ connectionId }) => connectionId));
  const { shown, toggle } = useFirst(plan);
  return (
    <section className="stack" aria-label={ACTION.whatWillHappen}>
      <Heading size="xsmall" as="h2">
        {ACTION.whatWillHappen}
      </Heading>
      <ul className="steps" aria-label={SHARED.providers}>
        {shown.map(({ connectionId, label, providerLabel, does, promise, keeps }) => {
          const one = tried.get(connectionId);
          return (
            <li key={connectionId} data-connection={connectionId}>
              <Called label={label} providerLabel={providerLabel} />
              {one === undefined ? <span /> : <TriedLozenge kind={one.kind} />}
              <span className="sentence small">{does}</span>
              <span className="sentence small quiet">{promise}</span>
              {keeps.length === 0 ? null : (
                <span className="sentence small quiet">{SHARED.notDeleted(keeps.join(' '))}</span>
              )}
              {one === undefined ? null : <span className="sentence small">{one.sentence}</span>}
            </li>
          );
        })}
      </ul>
      {toggle}
      {left.length === 0 ? null : <p className="small quiet">{ACTION.notCalled(left.join(', '))}</p>}
      <div className="row">
        <Button spacing="compact" isLoading={isRunning} onClick={run} aria-describedby="dry-run-help">
          {ACTION.dryRun}
        </Button>
        <span id="dry-run-help" className="small quiet grow">
          {ACTION.dryRunHelp}
        </span>
      </div>
      <DryRunSaid tried={[...tried.values()]} total={plan.length} isRunning={isRunning} />
    </section>
  );
}
