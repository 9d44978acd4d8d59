/**
 * Tickets of hostile content, as large as Jira takes them: nobody is found who is not there, and whoever stands behind it
 * is found or left to a person. How long that takes is a figure of `npm run bench`.
 */
import { decideStructured, decideText, type Extraction, readText } from '../../../src/core/address/extract';
import { toReason } from '../../../src/core/erasure/reason';
import { textsOf } from '../../../src/core/address/structured';
import { DOCUMENTS, SHAPES } from '../../corpus/shapes';
import { runs } from '../../support/runs';

/** Jira's limit for a text. Mutation runs read less: there are thousands of them. */
const LARGEST = runs(32_767) < 32_767 ? 2000 : 32_767;

const said = (decision: Extraction): string =>
  decision.kind === 'found' ? decision.email : decision.kind === 'empty' ? 'empty' : decision.code;
const inText = (value: unknown): string => said(decideText(readText(value), []));
const NOBODY = ['empty', 'ambiguous', 'invalid-address'];

it('are of very many shapes', () => {
  expect(new Set(SHAPES.map(({ name }) => name)).size).toBe(SHAPES.length);
  expect(SHAPES.length).toBeGreaterThanOrEqual(120);
});

const JANE = 'jane@example.com';

it.each(SHAPES.map(({ name, text }) => [name, text] as const))('%s', (_, text) => {
  const hostile = text(LARGEST);
  const found = [
    inText(hostile),
    said(decideText({ text: 'me', links: [hostile], asides: [hostile] }, [])),
    said(decideStructured(textsOf(hostile))),
    said(decideStructured(textsOf(hostile.split(/[ ,;]/u)))),
  ];
  // Whoever is found stands there, letter by letter.
  expect(found.filter((one) => !NOBODY.includes(one) && !hostile.includes(one))).toEqual([]);
  expect([JANE, 'ambiguous', 'invalid-address']).toContain(inText(`${hostile}\n\nPlease delete ${JANE}`));
  const reason = toReason(hostile, null);
  expect(!reason?.includes('@')).toBe(true);
});

it.each(DOCUMENTS.map(({ name, document }) => [name, document] as const))('a document of %s', (_, document) => {
  expect([...NOBODY, 'a@b.example']).toContain(inText(document(LARGEST)));
});
