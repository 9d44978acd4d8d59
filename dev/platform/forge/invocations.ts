/**
 * Several installations of the app in one process, each with invocations of its own: who invokes decides which one answers.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Invocation, runInProcess } from './in-process';

/** Which installation runs, and as whom. */
export const invocations = new AsyncLocalStorage<Invocation>();

runInProcess(() => invocations.getStore());
for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
  // eslint-disable-next-line no-console -- what the app logs is kept with the installation that logged it
  console[level] = (...parts: unknown[]) => {
    invocations.getStore()?.installation.log(parts.map(String).join(' '));
  };
