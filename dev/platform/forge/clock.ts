/**
 * The time on the local site: the machine's own, plus whatever was skipped. Everything that waits on the site waits for
 * this clock, so a day can pass in the time that its work takes.
 */
interface Waiting {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** A timer of Node is at most so long, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

export class SiteClock {
  /** The milliseconds skipped so far, shared with the workers that run the app. */
  readonly skipped = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));
  private waiting: Waiting[] = [];
  private order = 0;
  private timer: NodeJS.Timeout | null = null;
  private isStopped = false;

  readonly now = (): number => Date.now() + (this.skipped[0] ?? 0);

  /** Runs something once its time has come. @returns calls it off */
  at(time: number, run: () => void): () => void {
    const one: Waiting = { at: time, order: (this.order += 1), run };
    this.waiting.push(one);
    this.waiting.sort((a, b) => a.at - b.at || a.order - b.order);
    this.arm();
    return () => {
      this.waiting = this.waiting.filter((other) => other !== one);
      this.arm();
    };
  }

  after(milliseconds: number, run: () => void): () => void {
    return this.at(this.now() + milliseconds, run);
  }

  /** When the next of what waits is due; null where nothing waits. */
  next(): number | null {
    return this.waiting[0]?.at ?? null;
  }

  /** Lets time pass at once; what is due by then runs as soon as it can. */
  skip(milliseconds: number): void {
    this.skipped[0] = (this.skipped[0] ?? 0) + Math.max(0, milliseconds);
    this.arm();
  }

  stop(): void {
    this.isStopped = true;
    this.arm();
  }

  private arm(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const next = this.next();
    if (next === null || this.isStopped) return;
    this.timer = setTimeout(
      () => {
        this.runDue();
      },
      Math.min(Math.max(next - this.now(), 0), LONGEST_TIMER),
    );
  }

  private runDue(): void {
    const now = this.now();
    const due = this.waiting.filter(({ at }) => at <= now);
    this.waiting = this.waiting.filter(({ at }) => at > now);
    // One that throws keeps nothing else from running.
    this.arm();
    for (const { run } of due) run();
  }
}
