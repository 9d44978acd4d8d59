import type { Step } from '../../core/erasure/step';
import type { Settings } from '../../core/settings/schema';
import type { IssueComment } from '../../ports/issue-writer';
import { providerOf } from '../../providers';
import { outcomeSentence, STEP_WORDS } from '../../words/outcomes';

/** What a connection is called; its id, once it is removed. */
export const labelIn = ({ connections }: Pick<Settings, 'connections'>, id: string): string =>
  connections.find((connection) => connection.id === id)?.label ?? id;

function sentenceOf({ status, outcome, provider }: Step): string {
  return outcome === null ? STEP_WORDS[status] : outcomeSentence(outcome, providerOf(provider)?.promise ?? '');
}

/** A row for each step. */
export const rowsOf = (steps: readonly Step[], settings: Pick<Settings, 'connections'>): IssueComment['rows'] =>
  steps.map((step) => ({ connection: labelIn(settings, step.connectionId), sentence: sentenceOf(step) }));
