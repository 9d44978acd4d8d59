import { erasureOf, type Step, stepKey } from '../../core/erasure/step';
import { MOST_ERASURE_IDS } from '../background/enqueue';

export const keyOf = ({ erasureId, connectionId }: Pick<Step, 'erasureId' | 'connectionId'>): string =>
  stepKey(erasureId, connectionId);

/** What this run has learned of each step: until when the index need not name it again. */
export class WorkList {
  private readonly until = new Map<string, number>();
  private readonly putOff = new Set<string>();
  private readonly notWaiting = new Set<string>();

  note(steps: readonly Step[]): void {
    for (const { erasureId, connectionId, phase, status, notBefore } of steps) {
      const key = stepKey(erasureId, connectionId);
      this.until.set(key, phase === 'ready' ? notBefore : Infinity);
      this.putOff.delete(key);
      if (phase === 'ready' && status === 'waiting') this.notWaiting.delete(key);
      else this.notWaiting.add(key);
    }
  }

  /** Whether a step was read that no key can be refused for: it waits for no call that changes anything. */
  isNotWaiting(key: string): boolean {
    return this.notWaiting.has(key);
  }

  /** A step that is due, and waits for others to be called with, until some time. */
  defer(step: Step, until: number): void {
    this.until.set(keyOf(step), until);
    this.putOff.add(keyOf(step));
  }

  drop(keys: readonly string[]): void {
    for (const key of keys) this.until.set(key, Infinity);
  }

  /** Whether nothing is to be done about a step now, as far as this run knows. */
  has(key: string, now: number): boolean {
    return (this.until.get(key) ?? 0) > now;
  }

  /** Keys of steps seen before that are due again by now, the longest first; then those that wait for others. */
  dueAgain(now: number): string[] {
    const due = [...this.until].filter(([, at]) => at <= now).sort(([, a], [, b]) => a - b);
    return [...new Set([...due.map(([key]) => key), ...this.putOff])];
  }

  /** Ids of steps to come back to, and when the first of them is due. */
  nextLater(): { ids: string[]; at: number } {
    const waiting = [...this.until].filter(([, at]) => at !== Infinity).sort(([, a], [, b]) => a - b);
    return {
      ids: waiting.slice(0, MOST_ERASURE_IDS).map(([key]) => erasureOf(key)),
      at: waiting[0]?.[1] ?? Infinity,
    };
  }
}
