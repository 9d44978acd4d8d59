/**
 * Runs inside a worker thread: the globals that the real @forge packages expect, the app's own bundle, and one
 * invocation at a time. Everything that leaves goes to the host as a message.
 */
import timers from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { ForgeCall } from './calls';
import type { FromWorker, PlainError, ToWorker, WorkerData } from './messages';
import { withFunctions } from './runtime-context';
import { siteDate } from './site-date';

const port = parentPort;
if (port === null) throw new Error('This file runs in a worker thread.');
const { bundle, skipped } = workerData as WorkerData;

const send = (message: FromWorker): void => {
  port.postMessage(message);
};

let nextCall = 0;
const calls = new Map<number, { resolve: (response: Response) => void; reject: (error: unknown) => void }>();
let runtime: unknown;

function toError({ name, message }: PlainError): Error {
  const error = name === 'TypeError' ? new TypeError(message) : new Error(message);
  error.name = name;
  return error;
}

interface Init {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  redirect?: 'follow' | 'manual' | 'error';
  signal?: AbortSignal;
}

function outside(kind: 'fetch' | 'forge', target: string, meta: ForgeCall['meta'], init: Init = {}): Promise<Response> {
  const id = (nextCall += 1);
  const { signal } = init;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason as Error);
      return;
    }
    calls.set(id, { resolve, reject });
    signal?.addEventListener('abort', () => {
      calls.delete(id);
      send({ kind: 'abort', id });
      reject(signal.reason as Error);
    });
    send({
      kind: 'call',
      id,
      to: kind,
      target,
      meta,
      method: init.method ?? 'GET',
      headers: Object.fromEntries(new Headers(init.headers ?? {})),
      body: init.body ?? null,
      redirect: init.redirect ?? 'follow',
    });
  });
}

/** The site's time, which may be ahead of the machine's. */
const machineNow = Date.now.bind(Date);
const SiteDate = siteDate(() => machineNow() + (skipped[0] ?? 0));

const sleeping = new Map<number, () => void>();
/** The app's waits are the site's to end. */
function sleep(milliseconds = 0): Promise<void> {
  const id = (nextCall += 1);
  return new Promise((resolve) => {
    sleeping.set(id, resolve);
    send({ kind: 'sleep', id, milliseconds });
  });
}
Object.assign(timers, { setTimeout: sleep });

Object.defineProperty(globalThis, '__forge_runtime__', { get: () => runtime });
Object.assign(globalThis, {
  __forge_fetch__: (meta: ForgeCall['meta'], path: string, init: Init) => outside('forge', path, meta, init),
  fetch: (url: string, init: Init) => outside('fetch', url, {}, init),
  Date: SiteDate,
});
for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
  console[level] = (...parts: unknown[]) => {
    send({
      kind: 'log',
      level,
      text: parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' '),
    });
  };

type Handler = (payload: unknown, context: unknown) => unknown;
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the bundle is loaded as Forge's wrapper loads it, after the globals are set
const app = require(bundle) as Record<string, Handler>;

async function invoke({ id, handler, args }: Extract<ToWorker, { kind: 'invoke' }>): Promise<void> {
  try {
    const run = app[handler];
    if (typeof run !== 'function') throw new Error(`The app exports no ${handler}.`);
    const value: unknown = await run(args[0], args[1]);
    send({
      kind: 'done',
      id,
      ok: true,
      value: value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown),
    });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error('not an Error');
    send({ kind: 'done', id, ok: false, error: { name, message } });
  }
}

port.on('message', (message: ToWorker) => {
  if (message.kind === 'invoke') {
    const deadline = Date.now() + message.timeoutMs;
    runtime = withFunctions(message.runtime, () => deadline - Date.now());
    void invoke(message);
    return;
  }
  if (message.kind === 'awake') {
    sleeping.get(message.id)?.();
    sleeping.delete(message.id);
    return;
  }
  const call = calls.get(message.id);
  calls.delete(message.id);
  if (call === undefined) return;
  if (message.kind === 'failed') call.reject(toError(message.error));
  else {
    const { status, headers, body } = message.response;
    call.resolve(new Response(body === null ? null : Buffer.from(body), { status, headers }));
  }
});

send({ kind: 'ready' });
