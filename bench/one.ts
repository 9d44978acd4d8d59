/**
 * Measures one figure in a process of its own, and prints it: `tsx bench/one.ts P1`.
 */
import type { Figure } from './figure';
import { FIGURES } from './figures';

async function main(): Promise<void> {
  const measure = FIGURES[process.argv[2] ?? ''];
  if (measure === undefined) throw new Error('There is no such figure.');
  const figures: Figure[] = await (await measure())();
  for (const figure of figures) process.stdout.write(`${JSON.stringify(figure)}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'The benchmark failed.'}\n`);
    process.exit(1);
  },
);
