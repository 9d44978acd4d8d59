/** A day, such as that of a promise, in words that every reader reads alike. */
export const dayOf = (time: number): string =>
  new Date(time).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A moment that every reader reads alike. */
export const timeOf = (time: number): string => `${dayOf(time)}, ${new Date(time).toISOString().slice(11, 16)} (UTC)`;
