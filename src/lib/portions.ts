/**
 * Lists in portions, and work at several of them side by side.
 */

/** A list in portions of at most so many, in order. @throws RangeError where a portion would hold nothing */
export function portionsOf<T>(items: readonly T[], size: number): T[][] {
  if (size < 1) throw new RangeError('a portion holds something');
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Works at all items, so many at once, portion by portion. @returns the answers, in the order of the items */
export async function inPortions<T, R>(items: readonly T[], size: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  for (const portion of portionsOf(items, size)) answers.push(...(await Promise.all(portion.map(work))));
  return answers;
}

/** Does all of the work, so much of it side by side: whoever is done takes up the next. @returns the answers, in its order */
export async function sideBySide<T>(most: number, work: readonly (() => Promise<T>)[]): Promise<T[]> {
  const answers: T[] = [];
  const left = work.map((one, index) => ({ one, index }));
  const next = async (): Promise<void> => {
    for (let now = left.shift(); now !== undefined; now = left.shift()) answers[now.index] = await now.one();
  };
  await Promise.all(Array.from({ length: most }, next));
  return answers;
}
