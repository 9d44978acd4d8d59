import type { Outcome } from '../../core/status/outcome';

/**
 * Ends the calls for a person with an outcome, from however deep in them, so that a flow reads like the vendor's page. It
 * never leaves the kit.
 */
export class Ending extends Error {
  override name = 'Ending' as const;

  constructor(readonly outcome: Outcome) {
    super(outcome.kind);
  }
}

export const UNEXPECTED = { kind: 'refused', reason: 'unexpected-reply' } as const satisfies Outcome;
export const POSTPONED = { kind: 'retry', reason: 'postponed' } as const satisfies Outcome;
