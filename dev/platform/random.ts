/**
 * Numbers that look like chance and are the same for the same seed.
 */

/** mulberry32: one number from 0 to 1 for a seed of 32 bits. */
function scrambled(seed: number): number {
  let t = (seed + 0x6d2b79f5) | 0;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}

export class Random {
  private drawn = 0;

  constructor(private readonly seed: number) {}

  /** From 0 to 1, another one each time. */
  next(): number {
    this.drawn += 1;
    return this.at(this.drawn);
  }

  /** From 0 to 1, the same one for the same place: taking one thing out changes nothing elsewhere. */
  at(place: number): number {
    return scrambled(Math.imul(this.seed, 2_654_435_761) ^ Math.imul(place + 1, 40_503_001));
  }

  /** A stream of its own. */
  branch(name: number): Random {
    return new Random(Math.floor(this.at(-name) * 4_294_967_296));
  }

  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  int(least: number, most: number): number {
    return Math.floor(this.between(least, most + 1));
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.int(0, from.length - 1)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }

  /** So many of a list, none of them twice. */
  some<T>(from: readonly T[], count: number): T[] {
    const order = from.map((one) => ({ one, by: this.next() })).sort((a, b) => a.by - b.by);
    return order.slice(0, count).map(({ one }) => one);
  }

  is(probability: number): boolean {
    return this.next() < probability;
  }
}
