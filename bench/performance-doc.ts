/**
 * docs/performance.md, written by `npm run bench`: what each figure is, its goal, and what it was at last.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './figure';

interface About {
  readonly what: string;
  readonly goal: string;
  /** What the figure is made of, and why it is not smaller. */
  readonly limit: string;
}

const ABOUT: Readonly<Record<string, About>> = {
  P5: {
    what: 'Requests to Jira and to the storage for one erasure with three providers, from the web trigger to the final comment.',
    goal: 'Jira 5 at most; storage 30 at most',
    limit:
      'Jira: the issue, twice its property, the comment, and now and then one property more where providers answer far apart. Storage: the claim, the erasure and its steps are each written before they are used and read strictly before they are changed; every drain takes a lease, reads settings and keys, records, and publishes. Each of these keeps a promise over a crash (decisions 3, 4 and 8), and most could be read once instead of for each drain.',
  },
  P6: {
    what: 'The server code as it is bundled and minified, with the packages of Forge.',
    goal: '150 kB at most',
    limit:
      'Half of it is the app’s own code, its words among it; zod is a sixth, the packages of Forge are a fifth, the builders of Jira’s documents a fifteenth.',
  },
  P7: {
    what: 'What each page loads before it shows anything, gzipped.',
    goal: '1.15 times a minimal page of the same components; the minimal page is not built yet',
    limit:
      'React and what Atlaskit’s button brings along (tooltips, popups, feature gates) are two thirds of it. CSV export and charts load when they are asked for.',
  },
  P9: {
    what: 'Finding the address in a document of a megabyte, against parsing its JSON.',
    goal: '2 times at most',
    limit:
      'JSON.parse is native code. Every text is looked at for encodings, invisible characters, links and what only looks like an address; that grows with the text and no faster.',
  },
};

const NOT_YET = ['P1', 'P2', 'P3', 'P4', 'P8'];

const rowsOf = (figures: readonly Figure[]): string =>
  figures
    .map(
      ({ value, unit, min, max, n, note }) =>
        `| ${String(value)} ${unit} | ${String(min)}–${String(max)} | ${String(n)} | ${note} |`,
    )
    .join('\n');

function sectionOf(name: string, { what, goal, limit }: About, figures: readonly Figure[]): string {
  return `## ${name}

${what}

**Goal:** ${goal}.

| Median | Spread | Of | Note |
| --- | --- | --- | --- |
${rowsOf(figures)}

${limit}
`;
}

/** Writes the page. @param at when it was measured, in milliseconds since the epoch */
export function writePerformance(root: string, figures: readonly Figure[], at: number): void {
  const machine = `Node ${process.version}, ${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown'}`;
  const sections = Object.entries(ABOUT).map(([name, about]) =>
    sectionOf(
      name,
      about,
      figures.filter(({ figure }) => figure === name),
    ),
  );
  const text = `# Performance

Written by \`npm run bench\` on ${new Date(at).toISOString().slice(0, 10)}, on ${machine}. Counts and ratios, no stopwatch:
they mean the same on another machine.

${sections.join('\n')}
## Not measured yet

${NOT_YET.join(', ')}: the way from the trigger to the issue against its latencies, requests in bulk, the peer, growth with
what is stored, and fairness under the providers’ limits.
`;
  writeFileSync(join(root, 'docs/performance.md'), text);
}
