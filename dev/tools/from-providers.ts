/**
 * Texts that are made from the providers' declarations, within files that hold more.
 */
import { PROVIDERS } from '../../src/providers';
import type { Provider } from '../../src/providers/kit';
import { keptWords } from '../../src/words/keeps';

/** A text with what stands between two of its lines replaced. @throws Error where one of them is missing */
function between(text: string, begin: string, end: string, lines: readonly string[]): string {
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from + begin.length);
  if (from < 0 || to < 0) throw new Error(`nothing between ${begin.trim()} and ${end.trim()}`);
  return `${text.slice(0, from + begin.length)}${lines.map((line) => `${line}\n`).join('')}${text.slice(to)}`;
}

/** Quoted where YAML would read a plain `*` as an alias. */
const quoted = (host: string): string => (host.startsWith('*') ? `'${host}'` : host);

/** The manifest with the hosts of all providers as its egress. */
export function withHosts(manifest: string): string {
  const hosts = [...new Set(PROVIDERS.flatMap(({ egress }) => egress))].sort();
  const lines = hosts.flatMap((host) => [`        - address: ${quoted(host)}`, '          inScopeEUD: true']);
  return between(manifest, '      backend:\n', 'app:\n', lines);
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
const hostsOf = ({ egress, isByTask }: Provider): string =>
  isByTask
    ? 'none: Jira alone'
    : egress.length === 0
      ? 'as an admin allows'
      : egress.map((host) => `\`${host}\``).join(', ');

const CONFIDENCE: Record<Provider['confidence'], string> = {
  vendor: 'the vendor’s own pages',
  connector: 'working code of others',
  secondary: 'at second hand',
};

const paceOf = ({ callsPerMinute, concurrency, batchSize, isByTask }: Provider): string =>
  [
    `${String(callsPerMinute)} ${isByTask ? 'tasks' : 'calls'} a minute`,
    ...(concurrency === 1 ? [] : [`${String(concurrency)} side by side`]),
    ...(batchSize === 1 ? [] : [`${String(batchSize)} people a call`]),
  ].join(', ');

/** What it can be asked for before a deletion, or why not. */
function askedOf({ erases, holds, notAsked }: Provider): string {
  if (!erases) return '';
  return [holds === null ? 'no' : holds[1], notAsked].filter((part) => part !== null).join('. ');
}

/** How it is asked after a deletion, and about what it only took. */
function verifiedOf({ erases, holds, confirms, batchSize }: Provider): string {
  if (!erases) return '';
  const deleted =
    holds === null || batchSize > 1 ? [] : [`after a deletion: asked whether ${holds[1]} are still found`];
  return [...deleted, ...(confirms === null ? [] : [confirms])].join('. ') || 'cannot be asked';
}

/** One row of Markdown for each provider. */
function row(provider: Provider): string {
  const { label, page, does, promise, confidence } = provider;
  const source = provider.isByTask ? 'nobody is called' : CONFIDENCE[confidence];
  const cells = [
    `[${label}](${page})`,
    does,
    promise,
    keptWords(provider.keeps).join(' '),
    askedOf(provider),
    verifiedOf(provider),
    source,
    hostsOf(provider),
    paceOf(provider),
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** What declarations take for granted, although no page of the vendor's says it. */
function assumed(): string[] {
  const facts = PROVIDERS.flatMap(({ label, assumed: each }) => each.map((fact) => `- ${label}: ${fact}`));
  return facts.length === 0
    ? []
    : ['Assumed, because the vendor does not document it; no success hangs on it:', '', ...facts, ''];
}

/** Where a list of allowed IP addresses shuts Jira out, and what to do about it. */
function shutOut(): string[] {
  const some = PROVIDERS.flatMap(({ label, shutsOut }) => (shutsOut === null ? [] : [`- ${label}: ${shutsOut}`]));
  return ['A list of allowed IP addresses shuts Jira out, because its addresses change:', '', ...some, ''];
}

const TABLE_BEGINS = '<!-- made by `npm run manifest` -->\n';
const TABLE_ENDS = '<!-- made until here -->\n';

/** The page of the providers with one row for each. */
export const withTable = (page: string): string =>
  between(page, TABLE_BEGINS, TABLE_ENDS, [
    '',
    '| Provider | What is called | What success means | What is not deleted, or later | Can be asked before | Verified how | Source | Hosts | Pace |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...PROVIDERS.map(row),
    '',
    ...shutOut(),
    ...assumed(),
  ]);
