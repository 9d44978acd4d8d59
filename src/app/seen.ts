import { type Step, stepKey } from '../core/step';
import { HINTS } from './wake';

export const keyOf = ({ erasureId, connectionId }: Pick<Step, 'erasureId' | 'connectionId'>): string =>
  stepKey(erasureId, connectionId);

/** The erasure of a step's key. */
export const idOf = (key: string): string => key.slice(0, key.indexOf('.'));

/** What this run has learned of each step: until when the index need not name it again. */
export class Seen {
  private readonly until = new Map<string, number>();

  note(steps: readonly Step[]): void {
    for (const { erasureId, connectionId, gate, notBefore } of steps)
      this.until.set(stepKey(erasureId, connectionId), gate === 'open' ? notBefore : Infinity);
  }

  drop(keys: readonly string[]): void {
    for (const key of keys) this.until.set(key, Infinity);
  }

  /** Whether nothing is to be done about a step now, as far as this run knows. */
  has(key: string, now: number): boolean {
    return (this.until.get(key) ?? 0) > now;
  }

  /** Keys of steps seen before that are due again by now, the longest first. */
  dueAgain(now: number): string[] {
    return [...this.until]
      .filter(([, at]) => at <= now)
      .sort(([, a], [, b]) => a - b)
      .map(([key]) => key);
  }

  /** Ids of steps to come back to, and when the first of them is due. */
  later(): { ids: string[]; at: number } {
    const waiting = [...this.until].filter(([, at]) => at !== Infinity).sort(([, a], [, b]) => a - b);
    return {
      ids: waiting.slice(0, HINTS).map(([key]) => idOf(key)),
      at: waiting[0]?.[1] ?? Infinity,
    };
  }
}
