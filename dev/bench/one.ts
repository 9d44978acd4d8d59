/**
 * Measures one figure in a process of its own, and prints it: `tsx bench/one.ts P2`, or `tsx bench/one.ts P2 300` with
 * another number of people than the one that counts.
 */
import type { Figure } from './figure';
import { FIGURES } from './figures';

async function main(): Promise<void> {
  const [name = '', ...sizes] = process.argv.slice(2);
  const measure = FIGURES[name];
  if (measure === undefined) throw new Error('There is no such figure.');
  const figures: Figure[] = await (await measure())(...sizes.map(Number));
  for (const figure of figures) process.stdout.write(`${JSON.stringify(figure)}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'The benchmark failed.'}\n`);
    process.exit(1);
  },
);
