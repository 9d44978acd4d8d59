/**
 * P9: finding the address in a document of a megabyte, against parsing its JSON.
 */
import { decide, readValue } from '../src/core/extract';
import { type Figure, figureOf } from './figure';

const RUNS = 9;

const timed = (work: () => unknown): number => {
  const started = performance.now();
  work();
  return performance.now() - started;
};

export function measureExtraction(): Figure[] {
  const words = 'The customer wrote to us again about the account and would like to hear when it is done. '.repeat(4);
  const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
  const content = Array.from({ length: 2600 }, () => paragraph(words));
  const json = JSON.stringify({ type: 'doc', version: 1, content: [...content, paragraph('Delete jane@example.com')] });
  const document = JSON.parse(json) as unknown;
  const find = () => decide({ kind: 'text', field: 'description' }, readValue(document), []);
  if (find().kind !== 'found') throw new Error('the address was not found');
  const ratios = Array.from({ length: RUNS }, () => timed(find) / timed(() => JSON.parse(json) as unknown));
  return [
    figureOf(
      'P9',
      'ratio to JSON.parse',
      ratios,
      `${String(Math.round(json.length / 1000))} kB; one warm-up run; goal 2 at most`,
    ),
  ];
}
