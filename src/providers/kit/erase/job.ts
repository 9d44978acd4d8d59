/**
 * A job that is started now and asked later. Its id is remembered, so that it is started once.
 */
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { failure } from '../../../core/status/outcome';
import type { Documented } from '../../../core/reply/reply';
import type { Checked } from '../../../core/erasure/questions';
import type { Calls } from '../calls';
import { Ending, UNEXPECTED } from '../ending';
import type { Subject } from '../provider';
import type { Meaning } from '../replies';
import { idsFor } from './find';
import type { Job } from './kinds';

const JobId = z.union([z.string(), z.number()]);
const Named = z.object({ uuid: z.string(), at: z.number() });

/** What is only started is still to be done, whatever it says of that. */
const STARTED: Documented = { source: 'the declared start', allows: ({ kind }) => kind === 'later' };

/** Starts a job, once. @throws Ending where the reply does not read as documented */
export async function startJob(calls: Calls, job: Job, person: Subject): Promise<Meaning> {
  const { send, memory, now } = calls;
  const ids = job.find === undefined ? [] : await idsFor(calls, job.find, person);
  if (job.find !== undefined && ids.length === 0) return 'absent';
  // One that the caller names is the same job again, where its answer was lost.
  const named = () => ({ uuid: randomUUID(), at: now() });
  const ours = job.isNamedByUs === true ? await memory.remember('named', Named, named) : named();
  let within = job.within;
  await memory.remember('job', JobId, async () => {
    const reply = await send('erase', job.start(person, { ids, ...ours }), STARTED);
    if (reply.kind !== 'reply' || reply.status < 200 || reply.status >= 300) throw new Ending(failure(reply));
    const id = job.jobIn(reply);
    if (id === null) throw new Ending(UNEXPECTED);
    const dueAt = job.dueAt?.(reply) ?? null;
    if (dueAt !== null) within = Math.max(0, dueAt - now());
    return id;
  });
  return within === undefined ? 'accepted' : { within };
}

const MEANS = { done: 'deleted', absent: 'gone', pending: 'unknown', failed: 'still-there' } as const;

/** Asks what became of the job, in the vendor's own words. One that failed says that the person is still there. */
export async function askJob({ send, memory }: Calls, job: Job, person: Subject): Promise<Checked> {
  if (!(await memory.isEarlier('job'))) return 'unknown';
  const id = await memory.remember('job', JobId, () => '');
  const reply = await send('ask', job.ask(id), {
    source: 'the declared states',
    // A state may tell of an error or of nobody; one that tells of success and of an error at once is no success.
    allows: (_, answer) => job.state(answer, person) !== 'done',
  });
  const state = reply.kind === 'reply' ? job.state(reply, person) : null;
  return state === null ? 'unknown' : MEANS[state];
}
