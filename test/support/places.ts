/**
 * The places of a JSON value at which a text stands.
 */
type Path = readonly (string | number)[];

/** Where texts stand in a value, each by the way that leads there. */
export function textsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, [...path, name]));
}

/** A copy of the value with something else at one place. */
export function withAt(value: unknown, [name, ...further]: Path, what: unknown): unknown {
  if (name === undefined) return what;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[name] = withAt(copy[name], further, what);
  return copy;
}
