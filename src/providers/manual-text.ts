/**
 * What a task says: whom it is about by the issue and the mask, what is to be done, and how it is resolved.
 */
import type { Said } from '../core/status/statement';
import type { Cause } from './kit';

type Issue = Cause['issue'];

export const taskSummary = ({ key }: Issue, mask: string): string => `Erase the person of ${key} (${mask})`;

const SAYS: Readonly<Record<Said, string>> = {
  done: 'the person is erased there',
  absent: 'nobody was found there',
  kept: 'the data may be kept',
};

/** What a task is made of. */
interface About {
  readonly issue: Issue;
  readonly mask: string;
  readonly instructions: string;
  readonly resolutions: Readonly<Record<string, Said>>;
}

/** Its paragraphs. */
export const taskText = ({ issue, mask, instructions, resolutions }: About): string[] => [
  `The person of ${issue.key} (${mask}) is to be erased. Their address stands on ${issue.key}, and nowhere else: copy it nowhere.`,
  ...instructions.split(/\r?\n/),
  'Resolve this task to say what became of it:',
  ...Object.entries(resolutions).map(([name, said]) => `${name}: ${SAYS[said]}.`),
  'Any other resolution says nothing, and somebody has to look at it. Reopening the task takes back what was said. Your name and the resolution go into the evidence of the erasure.',
];
