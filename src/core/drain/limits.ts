/** The platform delays a queue event by so long at most; what is later is left to the sweep. */
export const LONGEST_DELAY_SECONDS = 900;
/** At most so many ids ride on one wake-up. */
export const MOST_ERASURE_IDS = 100;
