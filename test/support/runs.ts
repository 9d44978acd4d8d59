/** How often a property is tried. A mutation run tries it less often: there are thousands of runs, and most breaks show at once. */
export const runs = (usual: number): number => (process.env['FEWER_RUNS'] === undefined ? usual : Math.min(usual, 10));
