import type { Step } from '../../core/erasure/step';
import { providerOf } from '../../providers';
import { keptSince } from '../../words/keeps';

/** What providers leave of a person although they deleted, or will delete, what they have. */
export interface LeftThere {
  readonly connection: string;
  readonly provider: string;
  readonly words: string[];
}

/** What each provider leaves that took the request. */
export const leftThere = (steps: readonly Step[]): LeftThere[] =>
  steps.flatMap(({ connectionId: connection, provider, outcome, at }) => {
    const keeps =
      outcome?.kind === 'deleted' || outcome?.kind === 'accepted' ? (providerOf(provider)?.keeps ?? []) : [];
    return keeps.length === 0 ? [] : [{ connection, provider, words: keptSince(keeps, at ?? 0) }];
  });
