/**
 * A system without an API on a whole site: Jira's own events tell the app what became of a task.
 */
import { worldOf } from '../support/world';

const world = worldOf({
  connections: [
    {
      ...{ id: 'archive', provider: 'manual', label: 'The paper archive' },
      settings: {
        ...{ kind: 'sub-task', assignee: 'local-second-agent', instructions: 'Look in room 12.' },
        ...{ resolutions: { Done: 'done', "Won't Do": 'kept' }, legalReason: 'Tax law.' },
      },
    },
  ],
});

interface Shown {
  readonly fields: { readonly subtasks: readonly { readonly key: string }[] };
}

it('follows a task from its making to its end, through Jira’s events alone', async () => {
  const { site } = world;
  const key = await site.issueFor('on.paper@example.com');
  await site.trigger({ issueKey: key });
  const task = await site.until('the task', async () => {
    const { body } = await site.rest<Shown>('GET', `/issue/${key}?fields=subtasks`);
    return body.fields.subtasks[0]?.key;
  });
  const moves = (id: string, fields: object = {}) =>
    site.rest('POST', `/issue/${task}/transitions`, { transition: { id }, fields }, 'second-agent');
  /** The step once the erasure is so: soon, by the event, and not by the hourly look at tasks. */
  const stepOf = async (status: string) => {
    const since = await site.now();
    const [step] = (await site.settled(key, status)).steps;
    expect(Date.parse(step?.at ?? '') - since).toBeLessThan(10 * 60_000);
    return step;
  };
  expect(await stepOf('running')).toMatchObject({ status: 'waiting', outcome: 'assigned' });
  await moves('3');
  expect(await stepOf('completed')).toMatchObject({ status: 'done', outcome: 'by-hand' });
  await moves('1');
  expect(await stepOf('running')).toMatchObject({ status: 'waiting', outcome: 'assigned' });
  await moves('3', { resolution: { name: "Won't Do" } });
  expect(await stepOf('cancelled')).toMatchObject({ status: 'done', outcome: 'kept' });
  await moves('1');
  await site.settled(key, 'running');
  // Events may come late and twice: by then what was told of it before is over.
  const reopened = await site.now();
  await site.until('a while', async () => (await site.now()) > reopened + 10 * 60_000);
  expect((await site.rest('DELETE', `/issue/${task}`)).status).toBe(204);
  expect(await stepOf('blocked')).toMatchObject({ status: 'blocked', outcome: 'refused' });
});
