/**
 * What came of asking a provider, long after the end, whether a person is back. Never more than it said.
 */
import type { Step } from '../core/erasure/step';
import { dayOf, timeOf } from './day';

/** What a second look found, as a sentence; null where it was not taken yet, or is not to be. */
export function secondLookSentence({ secondLook }: Pick<Step, 'secondLook'>): string | null {
  if (secondLook === undefined) return null;
  const when = timeOf(secondLook.at);
  switch (secondLook.found) {
    case 'nobody':
      return `Looked for once more on ${when}: nobody is back.`;
    case 'back':
      return `Looked for once more on ${when}: somebody of this address is there again.`;
    case 'unknown':
      return `Looked for once more on ${when}, and the provider did not say.`;
    case 'not-asked':
      return 'Not looked for once more: the provider could not be asked.';
  }
}

/** What it means that somebody is back, and the way on. */
export const BACK_WORDS =
  'Somebody of this address is there again, some time after the end. What was done then stays done: this is a new finding. The address is not kept for it. To have them erased again, create an issue that names them, and choose Delete user there.';

/** When the providers are asked whether the person is back, and until when the address is kept for that. */
export const secondLookSentenceAt = (at: number, until: number): string =>
  `On ${dayOf(at)} (UTC) the providers that can be asked are asked once more whether the person is back. For that the address is kept, encrypted, until ${dayOf(until)} (UTC) at the longest, and is gone then, whatever came of it.`;
