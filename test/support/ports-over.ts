/**
 * The ports as the composition root makes them, over a platform and with time and chance of the test's own.
 */
import type { Installation, Invocation } from '../../dev/platform/forge/in-process';
import { invocations } from '../../dev/platform/forge/invocations';
import { portsOf } from '../../src/forge/ports';
import type { Ports } from '../../src/ports/ports';
import type { System } from '../../src/ports/system';

function madeOver(installation: Installation, system: System): Ports {
  const log: Ports['log'] = (event, facts = {}) => installation.log(JSON.stringify({ event, ...facts }));
  const fetch = async (url: string, init: RequestInit) => installation.answerOutside(url, init);
  return portsOf({ system, fetch: fetch as typeof globalThis.fetch, log });
}

type AnyFunction = (...given: unknown[]) => unknown;

/** The ports of one invocation; each of their functions is called within it, because the @forge packages ask whose it is. */
export function portsOver(invocation: Invocation, system: System): Ports {
  const within =
    (work: AnyFunction): AnyFunction =>
    (...given) =>
      invocations.run(invocation, () => work(...given));
  const every = Object.entries(madeOver(invocation.installation, system)).map(
    ([name, port]: [string, AnyFunction | Record<string, AnyFunction>]) => {
      if (typeof port === 'function') return [name, within(port)];
      return [name, Object.fromEntries(Object.entries(port).map(([method, work]) => [method, within(work)]))];
    },
  );
  return Object.fromEntries(every) as Ports;
}
