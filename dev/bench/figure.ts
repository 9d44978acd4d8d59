/**
 * One measured figure, as a line of JSON and as a row of a table.
 */
export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** How many measurements the value is the median of, with the least and the greatest of them. */
  readonly n: number;
  readonly min: number;
  readonly max: number;
  readonly note: string;
}

const rounded = (value: number): number => Number(value.toPrecision(4));

/** The median of some measurements. */
export function figureOf(figure: string, unit: string, measured: readonly number[], note: string): Figure {
  const sorted = [...measured].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  return {
    figure,
    value: rounded(median),
    unit,
    n: sorted.length,
    min: rounded(sorted[0] ?? NaN),
    max: rounded(sorted.at(-1) ?? NaN),
    note,
  };
}
