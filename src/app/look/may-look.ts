import { AppError } from '../../core/app-error';
import { NOT_LOOKED_FOR } from '../../words/look';
import type { Assessment } from '../locate/assess';

/** Why no provider is told of a person before a second one has approved; null where they may be looked for. */
export function whyNotLooked({ facts }: Pick<Assessment, 'facts'>): string | null {
  if (facts.protected) return NOT_LOOKED_FOR.protected;
  return facts.typedUnsure ? NOT_LOOKED_FOR.unsure : null;
}

/** @throws AppError where no provider may be told of the person */
export function assertMayLook(assessment: Pick<Assessment, 'facts'>): void {
  const why = whyNotLooked(assessment);
  if (why !== null) throw new AppError(assessment.facts.protected ? 'protected' : 'needs-confirmation', undefined, why);
}
