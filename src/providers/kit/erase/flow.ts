/**
 * What a flow works with. Whatever is not documented ends it with the outcome of a failure.
 */
import * as z from 'zod/mini';
import { failure } from '../../../core/status/outcome';
import type { Calls } from '../calls';
import { Ending, UNEXPECTED } from '../ending';
import type { Subject } from '../provider';
import type { Meaning } from '../replies';
import type { Request } from '../request';
import { type Hit, hitsOf } from './search';
import type { Flow } from './kinds';

export interface FlowSession {
  /** Sends a request, and reads its answer of success. A count of nobody is no failure. */
  readonly read: <S extends z.ZodMiniType>(request: Request, schema: S) => Promise<z.infer<S>>;
  /** Sends a request that has to be answered by one of these statuses. @returns the status */
  readonly send: (request: Request, ...done: readonly number[]) => Promise<number>;
  /** Those of the records that carry the person's address; more than any person has end the flow. */
  readonly theirs: <H extends Hit>(hits: readonly H[]) => H[];
  /** What an earlier attempt remembered by this name; else makes it, and remembers it before the next call. */
  readonly remember: <T>(name: string, schema: z.ZodMiniType<T>, make: () => Promise<T> | T) => Promise<T>;
}

const sessionOf = ({ send, memory }: Calls, person: Subject): FlowSession => ({
  async read(request, schema) {
    const documented = { source: 'the flow', allows: ({ kind }: { kind: string }) => kind === 'nobody' };
    const reply = await send('read', request, documented);
    if (reply.kind !== 'reply' || reply.status < 200 || reply.status >= 300) throw new Ending(failure(reply));
    const parsed = z.safeParse(schema, reply.json);
    if (!parsed.success) throw new Ending(UNEXPECTED);
    return parsed.data;
  },
  async send(request, ...done) {
    const reply = await send('send', request);
    if (reply.kind !== 'reply' || !done.includes(reply.status)) throw new Ending(failure(reply));
    return reply.status;
  },
  theirs: (hits) => hitsOf(hits, person),
  remember: (name, schema, make) => memory.remember(name, schema, make),
});

export const runFlow = (calls: Calls, { flow }: Flow, person: Subject): Promise<Meaning> =>
  flow(sessionOf(calls, person), person);
