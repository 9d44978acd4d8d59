import { AGAIN, updateWithRetry } from '../../src/lib/update-with-retry';

const overtaken = (times: number) => {
  const tried: number[] = [];
  const attempt = (count: number): Promise<string | typeof AGAIN> => {
    tried.push(count);
    return Promise.resolve(count < times ? AGAIN : 'written');
  };
  return { tried, attempt };
};

it('tries again as long as somebody else came first, and answers what was written', async () => {
  const { tried, attempt } = overtaken(2);
  expect(await updateWithRetry<string>(5, attempt, () => 'given up')).toBe('written');
  expect(tried).toEqual([0, 1, 2]);
});

it('gives up after so many tries', async () => {
  const { tried, attempt } = overtaken(Infinity);
  expect(await updateWithRetry<string>(3, attempt, () => 'given up')).toBe('given up');
  expect(tried).toHaveLength(3);
});

it('lets an error out at once: it is no conflict', async () => {
  const { tried, attempt } = overtaken(Infinity);
  const failing = (count: number) => {
    void attempt(count);
    return Promise.reject(new Error('storage'));
  };
  await expect(updateWithRetry<string>(3, failing, () => 'given up')).rejects.toThrow('storage');
  expect(tried).toEqual([0]);
});
