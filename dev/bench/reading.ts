/**
 * P10: reading a ticket of hostile content: how much longer it takes where the text is twice as long, and how long at most.
 */
import { decideStructured, decideText, readText } from '../../src/core/address/extract';
import { literalAddresses } from '../../src/core/address/literals';
import { toReason } from '../../src/core/erasure/reason';
import { textsOf } from '../../src/core/address/structured';
import { DOCUMENTS, SHAPES } from '../../test/corpus/shapes';
import { type Figure, figureOf } from './figure';

/** Jira's limit for a text. */
const LARGEST = 32_767;
const RUNS = 7;
/** Ratios of shorter times say more of the machine than of the reading. In milliseconds. */
const FLOOR = 0.5;
const TURNS = 5;
const SUSPECT = 2.2;

const asParagraph = (text: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});
const inText = (value: unknown) => decideText(readText(value), ['ourcompany.example']);

/** Whatever reads a ticket, each with its largest content of a shape. */
const READINGS: readonly { readonly name: string; readonly read: (length: number) => () => unknown }[] = [
  ...SHAPES.flatMap(({ name, text }) => [
    { name: `text ${name}`, read: (length: number) => readingOf(inText, text(length)) },
    { name: `document ${name}`, read: (length: number) => readingOf(inText, asParagraph(text(length))) },
    { name: `link ${name}`, read: (length: number) => readingOf(readLinked, text(length)) },
    { name: `field ${name}`, read: (length: number) => readingOf(readField, text(length)) },
    { name: `list ${name}`, read: (length: number) => readingOf(readField, text(length).split(/[ ,;\n]/u)) },
  ]),
  ...DOCUMENTS.map(({ name, document }) => ({
    name: `document of ${name}`,
    read: (length: number) => readingOf(inText, document(length)),
  })),
];

/** What a person gives as a reason, or types from the issue, is read for that person alone: no bulk waits for it. */
const FOR_ONE = SHAPES.flatMap(({ name, text }) => [
  {
    name: `reason ${name}`,
    read: (length: number) => readingOf((reason: string) => toReason(reason, null), text(length)),
  },
  { name: `what stands in ${name}`, read: (length: number) => readingOf(literalAddresses, text(length)) },
]);

const readingOf =
  <T>(read: (value: T) => unknown, value: T) =>
  () =>
    read(value);
const readLinked = (href: string) => decideText({ text: 'me', links: [href], asides: [] }, []);
const readField = (value: unknown) => decideStructured(textsOf(value));

/** Milliseconds of work of this process: what else the machine does costs none. */
function worked(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The least of some runs: what disturbs a run only makes it longer. */
function least(read: () => unknown): number {
  const times = Array.from({ length: RUNS }, () => {
    const before = worked();
    read();
    return worked() - before;
  });
  return Math.min(...times);
}

function worst(unit: string, measured: readonly { name: string; value: number }[], note: string): Figure {
  const most = measured.reduce((one, other) => (other.value > one.value ? other : one));
  const figure = figureOf(
    'P10',
    unit,
    measured.map(({ value }) => value),
    `${note}; the worst is a ${most.name}`,
  );
  return { ...figure, value: figure.max };
}

interface Measured {
  readonly name: string;
  readonly whole: number;
  /** How much longer twice as much takes: doubled twice, as one doubling alone would show what the memory does, too. */
  readonly growth: number | null;
}

/** Measured again where it seems to grow faster: what is not linear does so every time. */
function measured({ name, read }: (typeof READINGS)[number], largest: number): Measured {
  const sizes = [largest / 2, largest, largest * 2].map((length) => read(Math.floor(length)));
  let best: Measured | null = null;
  for (let turn = 0; turn < TURNS && (best === null || (best.growth ?? 0) > SUSPECT); turn += 1) {
    const [half = NaN, whole = NaN, twice = NaN] = sizes.map(least);
    const growth = half > FLOOR ? Math.sqrt(twice / half) : null;
    if (best === null || (growth ?? 0) < (best.growth ?? 0)) best = { name, whole, growth };
  }
  return best ?? { name, whole: NaN, growth: null };
}

/** @param largest how long the texts are */
export function measureReading(largest = LARGEST): Figure[] {
  const all = READINGS.map((reading) => measured(reading, largest));
  const forOne = FOR_ONE.map((reading) => measured(reading, largest));
  const ratios = [...all, ...forOne].flatMap(({ name, growth }) => (growth === null ? [] : [{ name, value: growth }]));
  // Two texts may be read, where the first one names nobody; a structured source that holds something decides.
  const tickets = all.map(({ name, whole }) => ({ name, value: 2 * whole }));
  const shapes = `${String(SHAPES.length)} shapes of text, ${String(DOCUMENTS.length)} of documents`;
  return [
    worst('time ÷ half the text’s, the worst', ratios, `${shapes}; goal 2.5 at most`),
    worst('ms for a ticket, the worst', tickets, `two texts of ${String(largest)} characters; goal 50 at most`),
  ];
}
