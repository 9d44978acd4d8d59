/**
 * P9: finding the address in a document of a megabyte, against parsing its JSON.
 */
import { decideText, readText } from '../../src/core/address/extract';
import { type Figure, figureOf } from './figure';

const WARM_UP = 10;
const RUNS = 31;

/** @returns what the work made, and how long that took */
function timed<T>(work: () => T): [T, number] {
  const started = performance.now();
  const made = work();
  return [made, performance.now() - started];
}

/** A document of about a megabyte with one address, at its end. */
function longDocument(): string {
  const words = 'The customer wrote to us again about the account and would like to hear when it is done. '.repeat(4);
  const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
  const content = Array.from({ length: 2600 }, () => paragraph(words));
  return JSON.stringify({ type: 'doc', version: 1, content: [...content, paragraph('Delete jane@example.com')] });
}

export function measureExtraction(): Figure[] {
  const json = longDocument();
  const ratios: number[] = [];
  for (let run = 0; run < WARM_UP + RUNS; run += 1) {
    const [document, parsing] = timed(() => JSON.parse(json) as unknown);
    const [found, finding] = timed(() => decideText(readText(document), []));
    if (found.kind !== 'found' || found.email !== 'jane@example.com') throw new Error('the address was not found');
    if (run >= WARM_UP) ratios.push(finding / parsing);
  }
  const note = `${String(Math.round(json.length / 1000))} kB; ${String(WARM_UP)} warm-up runs; goal 2 at most`;
  return [figureOf('P9', 'ratio to JSON.parse', ratios, note)];
}
