/**
 * How much is tried: little in a mutation run, whose thousands of runs notice most breaks at once; enough for a change in
 * `npm test`; everything in `npm run test:long`.
 */
export const isLong = process.env['LONG_RUNS'] !== undefined;

/** How often a property is tried. @param long in a long run */
export const runs = (usual: number, long = usual): number => {
  if (process.env['FEWER_RUNS'] !== undefined) return Math.min(usual, 10);
  return isLong ? long : usual;
};
