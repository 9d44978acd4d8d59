/**
 * A quota that is counted in windows of a fixed length: whatever is left of one is lost, and the next begins with all of it.
 */
export class FixedWindow {
  private window = -1;
  private used = 0;

  constructor(
    private readonly milliseconds: number,
    private readonly most: number,
  ) {}

  /** The seconds until the next window where this one is used up; 0 where it is not. */
  wait(now: number): number {
    this.turn(now);
    return this.used < this.most ? 0 : Math.max(1, Math.ceil(((this.window + 1) * this.milliseconds - now) / 1000));
  }

  use(now: number, amount = 1): void {
    this.turn(now);
    this.used += amount;
  }

  private turn(now: number): void {
    const window = Math.floor(now / this.milliseconds);
    if (window === this.window) return;
    this.window = window;
    this.used = 0;
  }
}
