/**
 * A clock that moves from one event to the next. Between two events everything that can run without waiting runs.
 */
interface Event {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

export class VirtualClock {
  private readonly events: Event[] = [];
  private order = 0;

  constructor(public now: number) {}

  schedule(at: number, run: () => void): void {
    const event: Event = { at: Math.max(at, this.now), order: (this.order += 1), run };
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.events[middle];
      if (other !== undefined && other.at <= event.at) low = middle + 1;
      else high = middle;
    }
    this.events.splice(low, 0, event);
  }

  after(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.schedule(this.now + milliseconds, resolve);
    });
  }

  /** Runs events until there are none, or until it is enough. @returns whether there are none left */
  async run(isEnough: () => boolean): Promise<boolean> {
    for (;;) {
      if (isEnough()) return false;
      const event = this.events.shift();
      if (event === undefined) return true;
      this.now = event.at;
      event.run();
      await new Promise((settled) => setImmediate(settled));
    }
  }
}
