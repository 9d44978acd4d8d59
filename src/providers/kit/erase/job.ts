/**
 * A job that is started now and asked later. Its id is remembered, so that it is started once.
 */
import * as z from 'zod/mini';
import { failure } from '../../../core/status/outcome';
import type { Checked } from '../../../core/erasure/step';
import type { Calls } from '../calls';
import { Ending, UNEXPECTED } from '../ending';
import type { Subject } from '../provider';
import type { Meaning } from '../replies';
import type { Job } from './kinds';

const JobId = z.union([z.string(), z.number()]);

export async function startJob({ send, memory }: Calls, job: Job, person: Subject): Promise<Meaning> {
  await memory.remember('job', JobId, async () => {
    const reply = await send('erase', job.start(person));
    if (reply.kind !== 'reply' || reply.status < 200 || reply.status >= 300) throw new Ending(failure(reply));
    const id = job.jobIn(reply);
    if (id === null) throw new Ending(UNEXPECTED);
    return id;
  });
  return { within: job.within };
}

/** Asks what became of the job. One that failed says that the person is still there. */
export async function askJob({ send, memory }: Calls, job: Job): Promise<Checked> {
  if (!(await memory.isEarlier('job'))) return 'unknown';
  const id = await memory.remember('job', JobId, () => '');
  const reply = await send('ask', job.ask(id));
  if (reply.kind !== 'reply' || reply.status < 200 || reply.status >= 300) return 'unknown';
  const state = job.state(reply);
  if (state === 'failed') return 'still-there';
  return state === 'done' ? 'gone' : 'unknown';
}
