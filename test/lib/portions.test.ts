import { inPortions, portionsOf, sideBySide } from '../../src/lib/portions';

it('cuts a list into portions, of which only the last may be smaller', () => {
  expect(portionsOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(portionsOf([], 2)).toEqual([]);
  expect(() => portionsOf([1], 0)).toThrow(RangeError);
});

/** Work that notes how much of it runs at the same time. */
function counted() {
  const seen = { running: 0, most: 0 };
  const work = async (item: number): Promise<number> => {
    seen.running += 1;
    seen.most = Math.max(seen.most, seen.running);
    for (let turns = 0; turns < item; turns += 1) await Promise.resolve();
    seen.running -= 1;
    return item * 10;
  };
  return { seen, work };
}

it('works at a portion at once, and answers in the order of the items', async () => {
  const { seen, work } = counted();
  expect(await inPortions([3, 1, 2], 2, work)).toEqual([30, 10, 20]);
  expect(seen.most).toBe(2);
});

it('does as much side by side as it may, and answers in the order of the work', async () => {
  const { seen, work } = counted();
  const items = [9, 1, 2, 1];
  expect(
    await sideBySide(
      2,
      items.map((item) => () => work(item)),
    ),
  ).toEqual([90, 10, 20, 10]);
  expect(seen.most).toBe(2);
});
