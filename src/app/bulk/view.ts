/**
 * Bulks as the erasures page shows them.
 */
import type { BulkRowView, BulkView } from '../../contract/erasures-calls';
import { type Bulk, type BulkRow, leftOf } from '../../core/bulk';
import { ERASURE_WORDS } from '../../words/erasure';
import { CHANGED_WORDS } from '../../words/bulk';
import { errorText } from '../../words/errors';

const VERDICT_WORDS: Record<Exclude<BulkRow['verdict'], 'refused'>, string> = {
  run: 'Will be erased',
  approve: 'Will wait for approval',
  begun: 'Begun before: its erasure stays as it is',
};

function becameWords(became: BulkRow['became']): string | null {
  if (became === null) return null;
  if (became.kind === 'begun') return `Begun: ${ERASURE_WORDS[became.status].toLowerCase()}`;
  return became.code === 'mismatch' ? CHANGED_WORDS : errorText(became.code);
}

const SOURCE_WORDS: Readonly<Record<string, string>> = {
  field: 'a field',
  form: 'a form answer',
  'request-field': 'a request field',
  reporter: 'the reporter',
  text: 'free text',
};

/** One issue of a bulk, in words. */
export const viewBulkRow = ({ issueKey, verdict, code, said, mask, source, calls, became }: BulkRow): BulkRowView => ({
  issueKey,
  verdict,
  words: verdict === 'refused' ? (said ?? errorText(code ?? '')) : VERDICT_WORDS[verdict],
  mask,
  source: source === null ? null : (SOURCE_WORDS[source] ?? source),
  calls,
  became: becameWords(became),
});

/** How far a bulk is. */
export const toBulkView = ({ accountId, page, version, pages, ...bulk }: Bulk): BulkView => ({
  ...bulk,
  pages: pages.length,
  left: leftOf(bulk),
});
