/**
 * Why no person was found on an issue, in words that name its places and the way out. They hold no value: they leave the
 * issue, too, for callers and logs.
 */
import type { ExtractionRefusal, Source } from '../../core/address/extract';
import { AppError } from '../../core/app-error';
import type { RefusalReason } from '../../core/policy/rules';
import type { Settings } from '../../core/settings/schema';
import type { Issue } from '../../ports/issues';
import type { Assessment } from './assess';
import { sourceWords } from './source-words';

/** What was refused, and where. */
interface Refused {
  readonly code: ExtractionRefusal;
  readonly source: Source | null;
  readonly seen: readonly unknown[];
  readonly choices: readonly unknown[];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The address of an account stands nowhere on the issue, and nobody can correct it there. */
const NOT_TOLD =
  'Jira tells this app no valid e-mail address of the reporter, as it may be with customers who have the portal only. Write the address into a place that is asked before the reporter, then try again.';

/** The refusal as an error. */
export function whyNotFound(
  { code, source, seen, choices }: Refused,
  issue: Issue,
  { extraction }: Settings,
): AppError {
  const places = extraction.sources.map((one) => sourceWords(one, issue));
  const place = source === null ? (places[0] ?? '') : sourceWords(source, issue);
  if (code === 'invalid-address' && source?.kind === 'reporter') return new AppError(code, undefined, NOT_TOLD);
  return new AppError(code, undefined, textOf(code, capital(place), places, choices.length > 0 ? seen.length : 0));
}

function textOf(code: ExtractionRefusal, place: string, places: readonly string[], people: number): string | undefined {
  switch (code) {
    case 'no-address':
      return places.length === 0
        ? undefined
        : `No e-mail address was found. Looked in: ${places.join(', ')}. Fill in ${places[0] ?? ''}, then try again.`;
    case 'invalid-address':
      return `${place} holds something that is not one valid e-mail address. Correct it on the issue, then try again.`;
    case 'ambiguous':
      return people > 0
        ? `${place} names ${String(people)} people, and nobody is guessed. Choose on the issue with Delete user, or leave exactly one there.`
        : `${place} may name more than one person, and nobody is guessed. Leave exactly one address there, or choose Delete user on the issue and type the right one.`;
  }
}

/** What the rules say of an issue, as an error; with the place where the address was found, where that matters. */
export function refusedBy(code: RefusalReason, { located, issue }: Pick<Assessment, 'located' | 'issue'>): AppError {
  if (located.kind === 'refused') return new AppError(code);
  const place = sourceWords(located.source, issue);
  const texts: Partial<Record<RefusalReason, string>> = {
    'needs-confirmation': `The address was found in ${place}, which is free text. A person has to confirm it: open the issue and choose Delete user.`,
    protected: `The address in ${place} is protected and is never erased automatically. A person has to start it from the issue, and a second one to approve it.`,
  };
  return new AppError(code, undefined, texts[code]);
}
