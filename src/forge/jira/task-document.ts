import { doc, p, text } from '@atlaskit/adf-utils/builders';

/** Paragraphs as an Atlassian document. */
export const paragraphsOf = (paragraphs: readonly string[]): object =>
  doc(...paragraphs.map((one) => (one === '' ? p() : p(text(one)))));
