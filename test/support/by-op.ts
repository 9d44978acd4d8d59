/**
 * A scripted `fetch` that answers each call by what it is for, as the app names it in its logs.
 */
import { httpOver } from '../../src/forge/fetch';
import type { ProviderContext } from '../../src/providers/kit';
import { bytesOf } from './hostile-bodies';
import { around, type Asked, askedBy, NOW, type Scripted, toResponse, vendor } from './vendor';

export interface ByOp {
  readonly context: ProviderContext;
  readonly asked: { readonly op: string; readonly request: Asked }[];
  readonly logged: string[];
}

/**
 * @param answer what the nth call of an op is answered; a call without an answer breaks
 * @param before whose memory and token it goes on with
 * @param hasShown whether its look-up has shown somebody before
 */
export function byOp(answer: (op: string, nth: number) => Scripted | undefined, before?: ByOp, hasShown = false): ByOp {
  const asked: ByOp['asked'] = [];
  const logged: string[] = [];
  const scripted = vendor();
  let op = '';
  const fetch = (url: string, init?: RequestInit): Promise<Response> => {
    const request = askedBy(url, init);
    const nth = asked.filter((one) => one.op === op).length;
    asked.push({ op, request });
    const reply = answer(op, nth);
    if (reply === undefined) throw new Error(`unscripted: ${op}`);
    if (typeof reply === 'object' && 'body' in reply && reply.body instanceof Uint8Array)
      return Promise.resolve(new Response(bytesOf(reply.body), { status: reply.status }));
    return Promise.resolve(toResponse(reply, request));
  };
  const log = (event: string, facts: unknown) => void logged.push(JSON.stringify({ event, facts }));
  const http = httpOver(fetch as typeof globalThis.fetch, { now: () => NOW }, log);
  const context: ProviderContext = {
    ...(before?.context ?? around(scripted, hasShown)),
    log,
    http: (call) => {
      op = call.op;
      return http(call);
    },
  };
  return { context, asked, logged };
}
