/**
 * What goes wrong at a call to the platform.
 */
import type { Random } from '../platform/random';

export const FAULTS = ['crash-before', 'crash-after', 'lost-reply', 'error', 'slow-before', 'slow-after'] as const;
export type Fault = (typeof FAULTS)[number];

/** A fault that happened: at which call of the life, of which kind. */
export interface Happened {
  readonly call: number;
  readonly what: string;
  readonly fault: Fault;
}

export class Faults {
  /** How many calls there were. */
  calls = 0;
  readonly happened: Happened[] = [];
  /** No more faults from now on. */
  isOver = false;

  /** @param only calls at which a fault may happen; null: anywhere */
  constructor(
    private readonly random: Random,
    private readonly rate: number,
    private readonly only: ReadonlySet<number> | null,
    private readonly forced: ReadonlyMap<number, Fault>,
  ) {}

  /** What happens at the next call; null: nothing. */
  next(what: string): { fault: Fault | null; chance: number } {
    this.calls += 1;
    const call = this.calls;
    const chance = this.random.at(call * 2);
    const drawn = this.random.at(call * 2 + 1);
    const isHit = !this.isOver && drawn < this.rate && this.only?.has(call) !== false;
    const kind = FAULTS[Math.floor((drawn / this.rate) * FAULTS.length)];
    const fault = this.forced.get(call) ?? (isHit ? (kind ?? null) : null);
    if (fault !== null) this.happened.push({ call, what, fault });
    return { fault, chance };
  }
}
