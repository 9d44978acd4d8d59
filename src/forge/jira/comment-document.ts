/**
 * A comment of the app's as an Atlassian document.
 * @see https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 */
import { doc, mention, p, strong, table, tableCell, tableHeader, tableRow, text } from '@atlaskit/adf-utils/builders';
import type { IssueComment } from '../../ports/issue-writer';

const heading = (words: string) => tableHeader({})(p(strong(words)));
const cell = (words: string) => tableCell({})(p(text(words)));

const tableOf = (rows: IssueComment['rows']) =>
  table(
    tableRow([heading('Provider'), heading('What happened')]),
    ...rows.map(({ connection, sentence }) => tableRow([cell(connection), cell(sentence)])),
  );

/** A headline, a table with a row for each connection, and what else there is to say. */
export function toDocument({ headline, mention: account, rows, notes }: IssueComment): object {
  const called = account === undefined ? [] : [mention({ id: account }), text(' ')];
  return doc(
    p(...called, strong(headline)),
    ...(rows.length === 0 ? [] : [tableOf(rows)]),
    ...notes.map((note) => p(text(note))),
  );
}
