import { crashEverywhere, ENDS } from '../../dev/simulation/crashes';
import { isLong } from '../support/runs';

/** One of the three in turn; all of them in a long run. */
const inTurn = (call: number) => (isLong ? ENDS : ENDS.filter((_, index) => index === call % ENDS.length));

it('survives a crash at every call of a single erasure', async () => {
  const { points, lives, failed } = await crashEverywhere(inTurn);
  expect(failed).toEqual([]);
  expect(points).toBeGreaterThan(60);
  expect(lives).toBe(isLong ? points * ENDS.length : points);
});
