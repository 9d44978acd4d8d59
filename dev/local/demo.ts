/**
 * `npm run demo`: every sample ticket through the web trigger, progress on screen, a table at the end. Exits 0 only if
 * every ticket ended as it should.
 */
import { ROOT } from './options';
import { SAMPLES, type SampleEnd } from './samples';
import { openSite, sampleSite, type Site } from './site';

interface Told {
  readonly status: string;
  readonly person: string;
  readonly steps: readonly { readonly connection: string; readonly status: string; readonly outcome: string | null }[];
}

interface Line {
  readonly key: string;
  readonly should: SampleEnd;
  ended: string;
  person: string;
  steps: Told['steps'];
  milliseconds: number;
}

const PATIENCE = 50_000;
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

async function trigger({ trigger: { url, secret } }: Site, issueKey: string): Promise<string | null> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ issueKey }),
  });
  const answer = (await response.json()) as { error?: { code: string } };
  return response.status === 202 ? null : (answer.error?.code ?? `HTTP ${String(response.status)}`);
}

async function readProperty({ jira }: Site, key: string): Promise<Told | null> {
  const response = await fetch(`${jira}/rest/api/3/issue/${key}/properties/user-erasure`);
  return response.ok ? ((await response.json()) as { value: Told }).value : null;
}

async function follow(site: Site, line: Line, started: number): Promise<void> {
  const refusal = await trigger(site, line.key);
  if (refusal !== null) line.ended = refusal;
  let shown = '';
  const inWords = () =>
    line.steps.map(({ connection, status, outcome }) => `${connection} ${outcome ?? status}`).join(', ');
  while (refusal === null && Date.now() - started < PATIENCE) {
    const told = await readProperty(site, line.key);
    const isOver = told !== null && !['running', 'scheduled', 'awaiting-approval'].includes(told.status);
    line.ended = told?.status ?? 'not told';
    line.person = told?.person ?? '';
    line.steps = told?.steps ?? [];
    if (inWords() !== shown) say(`  ${line.key}  ${inWords()}`);
    shown = inWords();
    if (isOver) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  line.milliseconds = Date.now() - started;
}

/** Where a step may stand, each in a column of its own: what was only taken is nowhere near what is confirmed. */
const COLUMNS: readonly (readonly [title: string, statuses: readonly string[]])[] = [
  ['Confirmed', ['done']],
  ['Handed over, not confirmed', ['handed-over']],
  ['Blocked', ['blocked']],
  ['Not called', ['waiting', 'skipped']],
];

const stepsIn = ({ steps }: Line, statuses: readonly string[]) =>
  steps.filter(({ status }) => statuses.includes(status));

function table(lines: readonly Line[]): string {
  const rows = lines.map((line) => [
    line.key,
    line.person === '' ? '–' : line.person,
    line.ended,
    ...COLUMNS.map(([, statuses]) => {
      const here = stepsIn(line, statuses).map(({ connection, outcome }) => `${connection} ${outcome ?? ''}`.trim());
      return here.length === 0 ? '–' : here.join(', ');
    }),
    `${(line.milliseconds / 1000).toFixed(1)} s`,
    line.ended === line.should ? 'as it should' : `should be ${line.should}`,
  ]);
  const sums = COLUMNS.map(([, statuses]) =>
    String(lines.reduce((sum, line) => sum + stepsIn(line, statuses).length, 0)),
  );
  const all = [
    ['Ticket', 'Person', 'Ended', ...COLUMNS.map(([title]) => title), 'Time', ''],
    ...rows,
    ['All', '', '', ...sums, '', ''],
  ];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => Array.from(row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

async function demo(): Promise<boolean> {
  const site = await openSite(sampleSite(ROOT));
  try {
    say(`${String(SAMPLES.length)} sample tickets, each through the web trigger. Nothing leaves this machine.\n`);
    const lines: Line[] = SAMPLES.map(({ ends }, index) => ({
      key: `GDPR-${String(index + 1)}`,
      should: ends,
      ended: '',
      person: '',
      steps: [],
      milliseconds: 0,
    }));
    const started = Date.now();
    await Promise.all(lines.map((line) => follow(site, line, started)));
    say(`\n${table(lines)}\n`);
    const wrong = lines.filter(({ ended, should }) => ended !== should);
    say(
      wrong.length === 0
        ? 'Every ticket ended as it should.'
        : `${String(wrong.length)} tickets did not end as they should.`,
    );
    return wrong.length === 0;
  } finally {
    await site.close();
  }
}

demo().then(
  (isRight) => process.exit(isRight ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : 'The demo failed.'}\n`);
    process.exit(1);
  },
);
