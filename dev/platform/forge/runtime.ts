/**
 * Forge's runtime: a handler runs in a worker of its own, warm from one invocation to the next, and is ended when its
 * time is up. A worker serves one invocation at a time, as the platform's functions do.
 */
import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { SiteClock } from './clock';
import type { PlainResponse } from './egress';
import type { Log } from './log';
import type { Manifest } from './manifest';
import { contextOf } from './runtime-context';
import type { FromWorker, OutsideCall, Sleep, ToWorker, WorkerData } from './messages';

/** What kind of module invokes a function: it decides how long the function may run. */
export type InvokedBy =
  'resolver' | 'webtrigger' | 'consumer' | 'schedule' | 'action' | 'event' | 'validator' | 'uninstall';

export interface Invocation {
  readonly id: string;
  readonly functionKey: string;
  readonly by: InvokedBy;
  readonly moduleKey: string;
  /** The user who acts; null where nobody does. */
  readonly accountId: string | null;
  /** How many queue pushes led to this invocation. */
  readonly chain: number;
  /** Calls to the outside so far. */
  calls: number;
}

export class InvocationTimedOutError extends Error {
  override name = 'InvocationTimedOutError' as const;
}

/** The function's process ended, for its memory most often. */
export class WorkerEndedError extends Error {
  override name = 'WorkerEndedError' as const;
}

const SECONDS: Record<InvokedBy, number> = {
  resolver: 25,
  webtrigger: 55,
  consumer: 55,
  schedule: 55,
  action: 55,
  event: 25,
  validator: 25,
  uninstall: 55,
};
/**
 * How many seconds a function may run.
 * @param own what the manifest says of it: it counts where only the queue or a schedule invokes it
 * @see https://developer.atlassian.com/platform/forge/limits-invocation/
 */
export const mayRunFor = (by: InvokedBy, own: number | null): number =>
  (by === 'consumer' || by === 'schedule' ? own : null) ?? SECONDS[by];

/** Calls to the outside for every minute that a function may run. */
const CALLS_PER_MINUTE = 100;
const MOST_WORKERS = 6;

/** What a function that runs waits for: time to pass, by how each wait is called off, and answers from outside. */
interface Running {
  readonly asleep: Map<number, () => void>;
  readonly inFlight: Map<number, AbortController>;
}

interface Slot {
  readonly worker: Worker;
  busy: boolean;
  onMessage: (message: FromWorker) => void;
  readonly ready: Promise<void>;
}

type Outside = (call: OutsideCall, invocation: Invocation, signal: AbortSignal) => Promise<PlainResponse>;

export class Runtime {
  private readonly slots: Slot[] = [];
  private readonly waiting: ((slot: Slot) => void)[] = [];
  private readonly running = new Set<Running>();
  private isClosed = false;

  constructor(
    private readonly files: { readonly app: string; readonly worker: string },
    private readonly manifest: Manifest,
    private readonly site: { readonly contextAri: string; readonly installationId: string },
    private readonly outside: Outside,
    private readonly log: Log,
    private readonly clock: SiteClock,
  ) {}

  /** Whether every function that runs only waits for time to pass. */
  get isIdle(): boolean {
    return [...this.running].every(({ asleep, inFlight }) => asleep.size > 0 && inFlight.size === 0);
  }

  /** How long a function may run, in milliseconds. */
  private mayRun(functionKey: string, by: InvokedBy): number {
    return mayRunFor(by, this.manifest.functions.get(functionKey)?.timeoutSeconds ?? null) * 1000;
  }

  private start(): Slot {
    const worker = new Worker(this.files.worker, {
      workerData: { bundle: this.files.app, skipped: this.clock.skipped } satisfies WorkerData,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: this.manifest.memoryMB },
    });
    const slot: Slot = {
      worker,
      busy: false,
      onMessage: () => undefined,
      ready: new Promise((resolve, reject) => {
        worker.on('message', (message: FromWorker) => {
          if (message.kind === 'ready') resolve();
          else slot.onMessage(message);
        });
        worker.once('error', reject);
      }),
    };
    slot.ready.catch(() => undefined);
    this.slots.push(slot);
    return slot;
  }

  private async take(): Promise<Slot> {
    const free = this.slots.find(({ busy }) => !busy) ?? (this.slots.length < MOST_WORKERS ? this.start() : null);
    const slot = free ?? (await new Promise<Slot>((resolve) => this.waiting.push(resolve)));
    slot.busy = true;
    return slot;
  }

  private giveBack(slot: Slot): void {
    slot.busy = false;
    const next = this.waiting.shift();
    if (next === undefined) return;
    slot.busy = true;
    next(slot);
  }

  private async discard(slot: Slot): Promise<void> {
    this.slots.splice(this.slots.indexOf(slot), 1);
    const next = this.waiting.shift();
    if (next !== undefined && !this.isClosed) {
      const fresh = this.start();
      fresh.busy = true;
      next(fresh);
    }
    await slot.worker.terminate();
  }

  /**
   * Runs a function of the manifest.
   * @throws InvocationTimedOutError, or an error with the name and message that the handler threw
   */
  async invoke(what: Omit<Invocation, 'id' | 'calls'>, args: readonly [unknown, unknown]): Promise<unknown> {
    const invocation: Invocation = { ...what, id: randomUUID(), calls: 0 };
    const handler = this.manifest.functions.get(what.functionKey)?.handler.split('.')[1] ?? '';
    const timeoutMs = this.mayRun(what.functionKey, what.by);
    const lines = this.log.forInvocation(invocation.id, what.functionKey, Math.ceil(timeoutMs / 60_000));
    const slot = await this.take();
    const ended = new AbortController();
    const running: Running = { asleep: new Map(), inFlight: new Map() };
    this.running.add(running);
    try {
      await slot.ready;
      return await new Promise<unknown>((resolve, reject) => {
        const callOff = this.clock.after(timeoutMs, () => {
          reject(new InvocationTimedOutError(`${what.functionKey} ran longer than ${String(timeoutMs / 1000)} s`));
        });
        const died = () => {
          reject(new WorkerEndedError('The worker ended'));
        };
        slot.worker.once('exit', died);
        ended.signal.addEventListener('abort', () => {
          callOff();
          slot.worker.off('exit', died);
        });
        slot.onMessage = (message) => {
          if (message.kind === 'log') lines(message.level, message.text);
          if (message.kind === 'abort') running.inFlight.get(message.id)?.abort();
          if (message.kind === 'sleep') this.letSleep(message, running, slot);
          if (message.kind === 'call') void this.carry(message, invocation, slot, running, ended.signal, timeoutMs);
          if (message.kind !== 'done' || message.id !== 1) return;
          if (message.ok) resolve(message.value);
          else reject(Object.assign(new Error(message.error.message), { name: message.error.name }));
        };
        const invoke: ToWorker = { kind: 'invoke', id: 1, handler, args, timeoutMs, runtime: this.context(invocation) };
        slot.worker.postMessage(invoke);
      });
    } catch (error) {
      const isOurs = error instanceof InvocationTimedOutError || error instanceof WorkerEndedError;
      lines('error', error instanceof Error ? `${error.name}: ${error.message}` : 'failed');
      if (isOurs) void this.discard(slot);
      throw error;
    } finally {
      ended.abort();
      this.running.delete(running);
      for (const callOff of running.asleep.values()) callOff();
      slot.onMessage = () => undefined;
      if (this.slots.includes(slot)) this.giveBack(slot);
    }
  }

  private letSleep({ id, milliseconds }: Sleep, { asleep }: Running, slot: Slot): void {
    const callOff = this.clock.after(milliseconds, () => {
      asleep.delete(id);
      slot.worker.postMessage({ kind: 'awake', id } satisfies ToWorker);
    });
    asleep.set(id, callOff);
  }

  private async carry(
    call: OutsideCall,
    invocation: Invocation,
    slot: Slot,
    { inFlight }: Running,
    ended: AbortSignal,
    timeoutMs: number,
  ): Promise<void> {
    const abort = new AbortController();
    inFlight.set(call.id, abort);
    const reply = (message: ToWorker) => {
      if (!ended.aborted) slot.worker.postMessage(message);
    };
    try {
      if (call.to === 'fetch') {
        invocation.calls += 1;
        if (invocation.calls > CALLS_PER_MINUTE * Math.ceil(timeoutMs / 60_000))
          throw new Error('Egress limit of this invocation is reached');
      }
      const response = await this.outside(call, invocation, AbortSignal.any([abort.signal, ended]));
      reply({ kind: 'replied', id: call.id, response });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error('failed');
      reply({ kind: 'failed', id: call.id, error: { name, message } });
    } finally {
      inFlight.delete(call.id);
    }
  }

  private context({ id: invocationId, moduleKey, accountId }: Invocation): object {
    return contextOf(this.manifest, { ...this.site, invocationId, moduleKey, accountId });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.slots.map(({ worker }) => worker.terminate()));
  }
}
