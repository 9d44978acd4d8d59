import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import { Called } from '../../ui/erasure-status';
import { TriedLozenge } from '../../ui/tried-lozenge';
import { useFirst } from '../../ui/use-first';
import { ACTION } from '../../words/action';
import { SHARED } from '../../words/shared';
import type { Ready } from './found';
import { HeldLine, LookFirst } from './look-first';
import { type Tried, useDryRun } from './use-dry-run';
import { type LookedFor, type Meant, useLook } from './use-look';

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

/** What a connection holds of the one person who was looked for. */
function heldAt(connectionId: string, all: readonly LookedFor[]) {
  const [one, ...others] = all;
  if (one === undefined || others.length > 0 || !('looked' in one)) return undefined;
  return one.looked.held.find((held) => held.connectionId === connectionId);
}

interface Props {
  readonly preview: Ready;
  /** Whoever is to be deleted, as the server finds them again. */
  readonly meant: readonly Meant[];
  /** The agent has yet to say that it is the right person. */
  readonly isUnconfirmed: boolean;
}

/** What will happen at every provider, in its own words; what it holds; and a dry run. */
export function Plan({ preview: { plan, left, notLooked }, meant, isUnconfirmed }: Props) {
  const { tried, isRunning, run } = useDryRun(plan.map(({ connectionId }) => connectionId));
  const look = useLook(meant);
  const { shown, toggle } = useFirst(plan);
  return (
    <section className="stack" aria-label={ACTION.whatWillHappen}>
      <Heading size="xsmall" as="h2">
        {ACTION.whatWillHappen}
      </Heading>
      <ul className="steps" aria-label={SHARED.providers}>
        {shown.map(({ connectionId, label, providerLabel, does, promise, keeps }) => {
          const one = tried.get(connectionId);
          const held = meant.length === 1 ? heldAt(connectionId, look.all) : undefined;
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
              {held === undefined ? null : <HeldLine held={held} />}
            </li>
          );
        })}
      </ul>
      {toggle}
      {left.length === 0 ? null : <p className="small quiet">{ACTION.notCalled(left.join(', '))}</p>}
      <LookFirst
        all={look.all}
        isRunning={look.isRunning}
        onLook={look.run}
        providers={plan.length}
        people={meant.length}
        notLooked={notLooked}
        isUnconfirmed={isUnconfirmed}
      />
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
