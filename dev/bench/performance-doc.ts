/**
 * docs/performance.md, written by `npm run bench`: what each figure is, its goal, and what it was at last.
 */
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ABOUT, type About } from './about';
import type { Figure } from './figure';

/** What it was measured on. */
export const machine = (): string =>
  `Node ${process.version}, ${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown'}, ${String(Math.round(totalmem() / 1e9))} GB`;

const rowsOf = (figures: readonly Figure[]): string =>
  figures
    .map(
      ({ value, unit, min, max, n, note }) =>
        `| ${String(value)} | ${unit} | ${String(min)}–${String(max)} | ${String(n)} | ${note} |`,
    )
    .join('\n');

const sectionOf = (name: string, { title, what, goal, limit }: About, figures: readonly Figure[]): string =>
  `## ${name}: ${title}

${what}

**Goal:** ${goal}

| Median | What | Spread | Of | Note |
| --- | --- | --- | --- | --- |
${rowsOf(figures)}

${limit}
`;

/** Writes the page. @param at when it was measured, in milliseconds since the epoch */
export async function writePerformance(root: string, figures: readonly Figure[], at: number): Promise<void> {
  const sections = Object.entries(ABOUT).map(([name, about]) =>
    sectionOf(
      name,
      about,
      figures.filter(({ figure }) => figure === name),
    ),
  );
  const text = `# Performance

Written by \`npm run bench\` on ${new Date(at).toISOString().slice(0, 10)}, on ${machine()}. Counts, and ratios within
one run: they mean the same on another machine. A spread is the least and the greatest of all runs behind a median.
Nothing here ran on Atlassian's cloud; "the storage" is the local host's, with the limits that Forge documents.

${sections.join('\n')}`;
  const file = join(root, 'docs/performance.md');
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
