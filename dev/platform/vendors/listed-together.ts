/**
 * The answers of a search about one record each, as the answer about all of them.
 */
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** How many records a number stands for that counts them, by its name. */
const COUNTS = /^(?:count|total|totalsize|total_count|total_items|totalelements|total_results)$/i;

/**
 * A body that lists the records of both. The outermost lists in which they differ are joined, and counts are added up; an
 * answer that is no list is about the first record only.
 */
export function listedTogether(one: unknown, other: unknown, name = ''): unknown {
  if (typeof one === 'number' && typeof other === 'number' && COUNTS.test(name)) return one + other;
  if (Array.isArray(one) && Array.isArray(other))
    return JSON.stringify(one) === JSON.stringify(other) ? one : [...(one as unknown[]), ...(other as unknown[])];
  if (!isObject(one) || !isObject(other)) return one;
  return Object.fromEntries(Object.entries(one).map(([key, value]) => [key, listedTogether(value, other[key], key)]));
}
