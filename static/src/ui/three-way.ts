/**
 * What somebody changed in a form, put on top of what others saved meanwhile.
 */

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isIn = (list: readonly unknown[], item: unknown): boolean => list.some((one) => isSame(one, item));

/** Their list, without what was taken out here, and with what was put in: behind what it stands behind here. */
function mergedList(seen: readonly unknown[], mine: readonly unknown[], theirs: readonly unknown[]): unknown[] {
  const list = theirs.filter((item) => !isIn(seen, item) || isIn(mine, item));
  mine.forEach((item, index) => {
    if (isIn(seen, item) || isIn(list, item)) return;
    const before = mine.slice(0, index).findLast((one) => isIn(list, one));
    list.splice(before === undefined ? 0 : list.findIndex((one) => isSame(one, before)) + 1, 0, item);
  });
  return list;
}

/**
 * What stands there now, with what was changed here. Lists and records are put together item by item; where both changed
 * one value, that of this form stands.
 * @param seen what both began with
 * @param mine what this form holds
 * @param theirs what stands there now
 */
export function merged<T>(seen: T, mine: T, theirs: T): T;
export function merged(seen: unknown, mine: unknown, theirs: unknown): unknown {
  if (isSame(mine, seen)) return theirs;
  if (isSame(theirs, seen)) return mine;
  if (Array.isArray(seen) && Array.isArray(mine) && Array.isArray(theirs)) return mergedList(seen, mine, theirs);
  if (!isRecord(seen) || !isRecord(mine) || !isRecord(theirs)) return mine;
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  const values = names.map((name) => [name, merged(seen[name], mine[name], theirs[name])] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** {@link merged} of a list that stands in one text; written as their text where nothing was changed here. */
export function mergedText(
  seen: string,
  mine: string,
  theirs: string,
  { parts, joined }: { parts: (text: string) => string[]; joined: string },
): string {
  const list = merged(parts(seen), parts(mine), parts(theirs));
  return isSame(list, parts(theirs)) ? theirs : isSame(list, parts(mine)) ? mine : list.join(joined);
}
