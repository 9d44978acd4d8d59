/**
 * Two runs of the app at once, in an order that the test says: each request to the platform waits for its turn.
 */
import type { Installation } from '../../dev/platform/forge/in-process';
import type { World } from './world-in-memory';
import type { Ports } from '../../src/ports/ports';

interface Run {
  readonly ports: Ports;
  /** Each lets a request go that waits for its turn. */
  readonly waiting: (() => void)[];
  isOver: boolean;
}

const aTurn = () => new Promise((next) => setImmediate(next));

export class TwoRuns {
  private readonly runs: readonly [Run, Run];
  /** Which of them came to its end within the requests that it was given. */
  readonly isOver: [boolean, boolean] = [false, false];

  constructor(private readonly world: World) {
    this.runs = [this.made(), this.made()];
  }

  private made(): Run {
    const { world } = this;
    const takesTurn = () =>
      new Promise<void>((goOn) => {
        run.waiting.push(goOn);
      });
    const installation: Installation = {
      name: world.name,
      log: (line) => {
        world.log(line);
      },
      answerOutside: async (...asked) => {
        await takesTurn();
        return world.answerOutside(...asked);
      },
      answerForge: async (...asked) => {
        await takesTurn();
        return world.answerForge(...asked);
      },
    };
    const run: Run = { ports: world.as('agent', installation), waiting: [], isOver: false };
    return run;
  }

  /** Lets a run make so many requests, or come to its end. */
  private async let(run: Run, requests: number): Promise<boolean> {
    for (let made = 0; ; made += 1) {
      while (run.waiting.length === 0 && !run.isOver) await aTurn();
      if (run.isOver || made === requests) return run.isOver;
      run.waiting.shift()?.();
    }
  }

  /** So many requests of the first, then so many of the second; then the first comes to its end, and then the second. */
  async run(
    work: readonly [(ports: Ports) => Promise<unknown>, (ports: Ports) => Promise<unknown>],
    [of1, of2]: readonly [number, number],
  ): Promise<[PromiseSettledResult<unknown>, PromiseSettledResult<unknown>]> {
    const [first, second] = this.runs;
    const both = Promise.allSettled(
      this.runs.map(async (run, index) => {
        try {
          return await work[index]?.(run.ports);
        } finally {
          run.isOver = true;
        }
      }),
    );
    this.isOver[0] = await this.let(first, of1);
    this.isOver[1] = await this.let(second, of2);
    await this.let(first, Infinity);
    await this.let(second, Infinity);
    return (await both) as [PromiseSettledResult<unknown>, PromiseSettledResult<unknown>];
  }
}
