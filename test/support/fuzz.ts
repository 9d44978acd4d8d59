/**
 * Inputs that somebody might make up, and a door tried with them. Seeds are kept: a run that fails says its own, and stands
 * here from then on.
 */
import * as fc from 'fast-check';
import { runs } from './runs';
import { tell } from './security-figures';

const SEEDS = [1, 20261122];
/** Inputs that somebody asks for at each door, for each kept seed. */
const ASKED = process.env['FUZZ_RUNS'];
export const TIMES = Number(ASKED ?? 40);

async function tryOut<T>(inputs: fc.Arbitrary<T>, holds: (input: T) => Promise<void> | void, times: number) {
  for (const seed of SEEDS)
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        await holds(input);
      }),
      { numRuns: runs(times), seed },
    );
}

/** Tries a door with every kept seed. */
export async function fuzz<T>(
  door: string,
  inputs: fc.Arbitrary<T>,
  holds: (input: T) => Promise<void> | void,
  times = TIMES,
): Promise<void> {
  await tryOut(inputs, holds, times);
  tell(`inputs: ${door}`, SEEDS.length * times);
}

/** So many inputs are tried side by side. */
const BESIDE = 25;

/**
 * As {@link fuzz}, where each input is a whole erasure in an installation of its own: it takes more work than others, so it is
 * done less often unless somebody asks for more, and waits for the pace of its providers, so it is done beside others.
 */
export async function fuzzSideBySide<T>(
  door: string,
  inputs: fc.Arbitrary<T>,
  holds: (input: T) => Promise<void>,
  times = ASKED === undefined ? BESIDE : TIMES,
): Promise<void> {
  const rounds = Math.ceil(times / BESIDE);
  const some = fc.array(inputs, { minLength: BESIDE, maxLength: BESIDE });
  await tryOut(
    some,
    async (beside) => {
      await Promise.all(beside.map(holds));
    },
    rounds,
  );
  tell(`inputs: ${door}`, SEEDS.length * rounds * BESIDE);
}

const anything = fc.anything({ maxDepth: 4, withBigInt: false });

/** What JSON can carry: the platform hands over nothing else. */
export const anyJson = anything.map(
  (value) => JSON.parse((JSON.stringify(value) as string | undefined) ?? 'null') as unknown,
);

/** Texts that mean something to somebody: to a shell, a path, a header, a template, a query, an object. */
export const HOSTILE = [
  '',
  ' ',
  '\0',
  '\r\nX: y',
  '../../x',
  '{{issue.key}}',
  '%00',
  '__proto__',
  'constructor',
  '${7*7}',
  "' OR 1=1",
  'a'.repeat(20_000),
] as const;

export const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(...HOSTILE),
  fc.integer({ min: 100, max: 20_000 }).map((length) => 'a'.repeat(length)),
);
