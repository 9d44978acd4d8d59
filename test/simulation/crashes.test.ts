import { crashEverywhere } from '../../simulation/crashes';

it('survives a crash at every call of a single erasure', async () => {
  const { points, lives, failed } = await crashEverywhere();
  expect(failed).toEqual([]);
  expect(points).toBeGreaterThan(60);
  expect(lives).toBe(points * 3);
}, 300_000);
