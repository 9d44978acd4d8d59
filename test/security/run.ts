/**
 * `npm run security`: what holds attackers off, tried harder than in every test run, and counted. The figures go into
 * docs/threat-model.md.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const MODEL = join(ROOT, 'docs/threat-model.md');
const [BEGIN, END] = ['<!-- figures -->', '<!-- /figures -->'];
/** Inputs at each door, for each kept seed. */
const FUZZ_RUNS = '2000';
/** A generous end of every test: so many inputs take as long as they take. */
const ENDS_AFTER = String(60 * 60_000);

/** The figures by what they count, added up. */
function figuresIn(file: string): Map<string, number> {
  const figures = new Map<string, number>();
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const { what, count } = JSON.parse(line) as { what: string; count: number };
    figures.set(what, (figures.get(what) ?? 0) + count);
  }
  return figures;
}

function tableOf(figures: ReadonlyMap<string, number>): string {
  const rows = [...figures]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, count]) => [what, count.toLocaleString('en')]);
  const width = Math.max(...rows.map(([what = '']) => what.length));
  const last = Math.max(5, ...rows.map(([, count = '']) => count.length));
  const line = (what: string, count: string) => `| ${what.padEnd(width)} | ${count.padStart(last)} |`;
  const rule = `| ${'-'.repeat(width)} | ${'-'.repeat(last - 1)}: |`;
  return [line('What', 'Count'), rule, ...rows.map(([what = '', count = '']) => line(what, count))].join('\n');
}

function write(table: string): void {
  const text = readFileSync(MODEL, 'utf8');
  const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`docs/threat-model.md has no place for figures (${BEGIN})`);
  writeFileSync(MODEL, `${text.slice(0, before + BEGIN.length)}\n\n${table}\n\n${text.slice(after)}`);
}

const folder = mkdtempSync(join(tmpdir(), 'security-'));
const file = join(folder, 'figures.jsonl');
try {
  const patterns = ['--testPathPatterns', 'test/security/', 'test/corpus/'];
  const { status } = spawnSync('npx', ['jest', '--testTimeout', ENDS_AFTER, ...patterns], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, SECURITY_FIGURES: file, FUZZ_RUNS },
  });
  if (status === 0) {
    const table = tableOf(figuresIn(file));
    write(table);
    process.stdout.write(`\n${table}\n\nWritten into docs/threat-model.md.\n`);
  }
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
