/**
 * A scripted `fetch`: gives its replies in turn, remembers what was asked, and fails on any call that is not scripted.
 */
import { httpOver } from '../../src/forge/fetch';
import type { ProviderContext } from '../../src/providers/kit';
import type { Http } from '../../src/ports/http';

/** A reply: status, body (an object is sent as JSON), headers; or an error that fetch throws. */
export type Scripted =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly throws: Error }
  | ((request: Asked) => Scripted);

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
}

export interface ScriptedVendor {
  readonly asked: Asked[];
  readonly logged: string[];
  readonly http: Http;
  /** How many scripted replies were not asked for. */
  left(): number;
}

export const NOW = Date.parse('2026-11-22T10:00:00Z');

const bytes = (body: unknown): string | null =>
  body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);

/** What a call to `fetch` asks for. */
export const askedBy = (url: string, init: RequestInit = {}): Asked => ({
  method: init.method ?? 'GET',
  url: new URL(url),
  headers: new Headers(init.headers),
  body: typeof init.body === 'string' ? init.body : '',
});

/** A scripted reply as `fetch` gives it. @throws the scripted error */
export function toResponse(scripted: Scripted, request: Asked): Response {
  let next = scripted;
  while (typeof next === 'function') next = next(request);
  if ('throws' in next) throw next.throws;
  const { status, body, headers = {} } = next;
  const type = typeof body === 'object' ? { 'content-type': 'application/json' } : {};
  return new Response(bytes(body), { status, headers: { ...type, ...headers } });
}

export function vendor(...script: Scripted[]): ScriptedVendor {
  const replies = [...script];
  const asked: Asked[] = [];
  const logged: string[] = [];
  const fetch = async (url: string, init?: RequestInit): Promise<Response> => {
    const request = askedBy(url, init);
    asked.push(request);
    const next = replies.shift();
    if (next === undefined) throw new Error(`unscripted call: ${request.method} ${request.url.pathname}`);
    return Promise.resolve(toResponse(next, request));
  };
  const log = (event: string, facts: unknown) => void logged.push(JSON.stringify({ event, facts }));
  return {
    asked,
    logged,
    http: httpOver(fetch as typeof globalThis.fetch, { now: () => NOW }, log),
    left: () => replies.length,
  };
}

const nobodyMakesTasks = () => Promise.reject(new Error('unscripted: a task'));
const NO_TASKS: ProviderContext['tasks'] = {
  prepare: nobodyMakesTasks,
  make: nobodyMakesTasks,
  find: nobodyMakesTasks,
  read: nobodyMakesTasks,
  missing: nobodyMakesTasks,
};

/** What a provider works with, over a scripted vendor. @param shows whether its look-up has shown somebody before */
export function around({ http, logged }: ScriptedVendor, shows = false): ProviderContext {
  let hasShown = shows;
  const memory = new Map<string, Readonly<Record<string, unknown>>>();
  let token: { value: string; expiresAt: number } | null = null;
  return {
    ...{ http, connectionId: 'c1', tasks: NO_TASKS },
    taskOwners: { note: () => Promise.resolve() },
    now: () => NOW,
    log: (event, facts) => void logged.push(JSON.stringify({ event, facts })),
    lookUps: {
      hasShown: () => Promise.resolve(hasShown),
      noteShown: () => {
        hasShown = true;
        return Promise.resolve();
      },
    },
    memory: (erasureId) => ({
      get: () => Promise.resolve(memory.get(erasureId) ?? null),
      set: (remembered) => {
        // As the vault keeps it.
        memory.set(erasureId, JSON.parse(JSON.stringify(remembered)) as Readonly<Record<string, unknown>>);
        return Promise.resolve();
      },
    }),
    token: {
      get: () => Promise.resolve(token),
      set: (next) => {
        token = next;
        return Promise.resolve();
      },
      once: (exchange) => exchange(),
    },
  };
}
