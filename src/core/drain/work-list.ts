import { erasureOf, isCalledLater, type Step, stepKey } from '../erasure/step';
import { MOST_ERASURE_IDS } from './limits';

export const keyOf = ({ erasureId, connectionId }: Pick<Step, 'erasureId' | 'connectionId'>): string =>
  stepKey(erasureId, connectionId);

/** What a run has learned of each step: until when the index need not name it again. It is never changed: each method answers the next. */
export class WorkList {
  static readonly EMPTY = new WorkList(new Map(), new Set(), new Set());

  private constructor(
    private readonly until: ReadonlyMap<string, number>,
    private readonly putOff: ReadonlySet<string>,
    private readonly notWaiting: ReadonlySet<string>,
  ) {}

  /** With what was read of these steps, or what became of them. */
  noted(steps: readonly Step[]): WorkList {
    const [until, putOff, notWaiting] = [new Map(this.until), new Set(this.putOff), new Set(this.notWaiting)];
    for (const step of steps) {
      const key = keyOf(step);
      until.set(key, isCalledLater(step) ? step.notBefore : Infinity);
      putOff.delete(key);
      if (step.phase === 'ready' && step.status === 'waiting') notWaiting.delete(key);
      else notWaiting.add(key);
    }
    return new WorkList(until, putOff, notWaiting);
  }

  /** With steps that are due, and wait for others to be called with, each until some time. */
  deferred(steps: readonly Step[], until: (step: Step) => number): WorkList {
    return new WorkList(
      new Map([...this.until, ...steps.map((step) => [keyOf(step), until(step)] as const)]),
      new Set([...this.putOff, ...steps.map(keyOf)]),
      this.notWaiting,
    );
  }

  /** Without these: this run does not come back to them. */
  dropped(keys: readonly string[]): WorkList {
    const gone = keys.map((key) => [key, Infinity] as const);
    return new WorkList(new Map([...this.until, ...gone]), this.putOff, this.notWaiting);
  }

  /** Whether a step was read that is past its deletion call: no key can be rejected for it. */
  isNotWaiting(key: string): boolean {
    return this.notWaiting.has(key);
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

  /** Erasures to come back to, and when the first of them is due; Infinity: none is. */
  nextLater(): { erasureIds: string[]; at: number } {
    const waiting = [...this.until].filter(([, at]) => at !== Infinity).sort(([, a], [, b]) => a - b);
    return {
      erasureIds: waiting.slice(0, MOST_ERASURE_IDS).map(([key]) => erasureOf(key)),
      at: waiting[0]?.[1] ?? Infinity,
    };
  }
}
