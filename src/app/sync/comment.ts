/**
 * The comment that tells an erasure's end.
 */
import { type Erasure, isAllKept } from '../../core/erasure/erasure';
import type { Settings } from '../../core/settings/schema';
import type { ErasureSnapshot } from '../../ports/erasure-store';
import type { IssueComment } from '../../ports/issue-writer';
import {
  ALL_KEPT_WORDS,
  EARLIER_WORDS,
  HANDED_OVER_WORDS,
  keptUntilSentence,
  peopleSentence,
  SEEN_STILL_WORDS,
  standingWords,
} from '../../words/erasure';
import { BACK_WORDS, secondLookSentenceAt } from '../../words/second-look';
import { SKIPPED_WORDS } from '../../words/outcomes';
import type { IssuePeople } from '../people/people';
import { labelIn, rowsOf } from './comment-rows';

const leftIn = ({ persons }: IssuePeople): string[] =>
  persons.filter(({ state }) => state === 'left').map((one) => one.mask);

/** Until when the address is kept, and for what. */
function keptNotesOf({ addressKeptUntil: until, secondLookAt: at }: Erasure): string[] {
  if (until === undefined) return [];
  return [at === undefined ? keptUntilSentence(until) : secondLookSentenceAt(at, until)];
}

/** What the end is not to be taken for, and who else is on the issue. */
function notesOf(erasure: Erasure, people: IssuePeople | null): string[] {
  return [
    ...(erasure.status === 'handed-over' ? [HANDED_OVER_WORDS] : []),
    ...(erasure.isSeenStill === true ? [SEEN_STILL_WORDS] : []),
    ...(isAllKept(erasure) ? [ALL_KEPT_WORDS] : []),
    ...(erasure.back === undefined ? [] : [BACK_WORDS]),
    ...keptNotesOf(erasure),
    ...(erasure.earlier === null ? [] : [EARLIER_WORDS]),
    ...(people === null || people.total < 2 ? [] : [peopleSentence(people, leftIn(people))]),
  ];
}

/** What the comment says. @param people of the issue; null where it has one */
export function commentOf(
  { erasure, steps }: Pick<ErasureSnapshot, 'erasure' | 'steps'>,
  settings: Settings,
  people: IssuePeople | null,
): IssueComment {
  return {
    mark: {
      erasureId: erasure.id,
      finishedAt: erasure.finishedAt ?? 0,
      // What was learned since is told by another comment.
      ...(erasure.laterNews === undefined ? {} : { later: erasure.laterNews }),
      // Who was waived since, who came and who went is told by another comment.
      ...(people === null ? {} : { people: people.total }),
      ...(people !== null && people.waived > 0 ? { waived: people.waived } : {}),
    },
    headline: `Erasure of ${erasure.mask}: ${standingWords(erasure).toLowerCase()}${erasure.back === undefined ? '' : ', and somebody is there again since'}.`,
    rows: [
      ...rowsOf(steps, settings),
      ...erasure.skipped.map((skipped) => ({
        connection: labelIn(settings, skipped),
        sentence: SKIPPED_WORDS[skipped.why],
      })),
    ],
    notes: notesOf(erasure, people),
    isInternal: settings.status.comment !== 'public',
  };
}
