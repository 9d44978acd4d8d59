const rules = new Intl.PluralRules('en');

/** "1 person", "1,200 people", in the reader's own digits. */
export const plural = (n: number, one: string, many: string): string =>
  `${n.toLocaleString()} ${rules.select(n) === 'one' ? one : many}`;
