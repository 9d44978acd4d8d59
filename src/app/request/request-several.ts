/**
 * Begins the erasures of several people of one issue, whom an agent chose: each is an erasure of their own.
 */
import { AppError } from '../../core/app-error';
import { isSameAddress, parseEmail } from '../../core/person/email';
import type { Ports } from '../../ports/ports';
import { errorWords } from '../../words/errors';
import { type Accepted, request } from './request';

export interface Several {
  readonly issue: string;
  readonly accountId: string;
  readonly people: readonly string[];
  /** How many they are, as the agent typed it. */
  readonly number: number;
  /** All the addresses among which they were chosen. */
  readonly chosenAmong: readonly string[];
}

export interface Begun {
  readonly started: Accepted[];
  /** Those whose erasure could not be begun, and why. */
  readonly refused: { readonly address: string; readonly message: string }[];
}

/** Whether one address stands there twice. */
function isTwice(people: readonly string[]): boolean {
  const emails = people.map(parseEmail);
  return emails.some((email, index) =>
    people.some((other, at) => at > index && email !== null && isSameAddress(other, email)),
  );
}

/**
 * Begins one after the other. What keeps one of them from being begun keeps none of the others.
 * @throws AppError `bad-number` where it is not the number of people
 */
export async function requestSeveral(
  ports: Ports,
  { issue, accountId, people, number, chosenAmong }: Several,
): Promise<Begun> {
  if (number !== people.length || isTwice(people)) throw new AppError('bad-number');
  const begun: Begun = { started: [], refused: [] };
  for (const expected of people) {
    const origin = { via: 'issue-action', accountId } as const;
    try {
      begun.started.push(await request(ports, { issue, origin, expected, confirmed: true, chosenAmong }));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      begun.refused.push({ address: expected, message: errorWords(error) });
    }
  }
  return begun;
}
