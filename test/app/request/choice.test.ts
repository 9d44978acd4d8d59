/**
 * What an agent chose among several addresses: that one and no other, as long as the issue holds exactly those.
 */
import { approve } from '../../../src/app/decide/decisions';
import { preview } from '../../../src/app/request/preview';
import { request } from '../../../src/app/request/request';
import { timeline } from '../../../src/app/query/timeline';
import { EMAIL_FIELD } from '../../../dev/platform/site-in-memory';
import {
  HOUR,
  SAYS,
  SECOND,
  TAKEN,
  adminOver,
  byAgent,
  connection,
  portsInMemory,
} from '../../support/ports-in-memory';
import { settings } from '../../support/settings';

const A = 'anna@example.com';
const B = 'bert@example.com';

async function withIssue(text: string, policy: object = {}) {
  const world = await portsInMemory({ vendors: { alpha: [] }, policy });
  const issue = world.asks(text);
  return {
    world,
    issue,
    change: (now: string) => world.edit(issue, { [EMAIL_FIELD]: now }),
    preview: (choice?: string) => preview(world.as('agent'), issue.id, { choice }),
    start: (expected: string, chosenAmong?: string[]) =>
      request(world.as('agent'), byAgent(issue, expected, chosenAmong === undefined ? {} : { chosenAmong })),
  };
}

it('is offered where there are several, and nothing else beside them', async () => {
  const several = await withIssue(`${A}, ${B}`);
  expect(await several.preview()).toMatchObject({ kind: 'several', people: [{ address: A }, { address: B }] });
  expect(await several.preview(B)).toMatchObject({ kind: 'ready', address: B, pick: 'chosen', alsoSeen: [A] });
  const unsure = await withIssue(`${A}, bert(at)example.com`);
  expect(await unsure.preview()).toMatchObject({ kind: 'refused', code: 'invalid-address' });
  expect(await unsure.preview(A)).toMatchObject({ kind: 'refused', code: 'invalid-address' });
});

it('erases the chosen one only, and the evidence says who chose', async () => {
  const { start, world } = await withIssue(`${A}, ${B}`);
  const { erasureId } = await start(B, [B, A]);
  world.answers('alpha', SAYS.deleted);
  await world.deliver();
  expect(world.called).toEqual([`alpha ${B}`]);
  const { events } = await timeline(world.as('agent'), erasureId);
  expect(events[0]?.words).toContain('chosen by a person among several');
});

it.each<[string, string | undefined, string[] | undefined]>([
  ['nobody chose', undefined, undefined],
  ['another came in since', `${A}, ${B}, carl@example.com`, [A, B]],
  ['another took a place since', `${A}, carl@example.com`, [A, B]],
  ['it was chosen among others', undefined, [B, 'carl@example.com']],
  ['something unreadable came in since', `${A}, ${B}, carl(at)example.com`, [A, B]],
])('starts nothing where %s', async (_, now, among) => {
  const { start, change, world } = await withIssue(`${A}, ${B}`);
  if (now !== undefined) change(now);
  await expect(start(B, among)).rejects.toMatchObject({
    code: expect.stringMatching(/^(?:ambiguous|invalid-address)$/) as string,
  });
  expect(world.stored()).toBe(0);
});

it('is no confirmation of somebody else who is the only one by now', async () => {
  const { preview: look, start, change } = await withIssue(`${A}, ${B}`);
  change(A);
  expect(await look(B)).toMatchObject({ kind: 'refused', code: 'mismatch' });
  await expect(start(B, [A, B])).rejects.toMatchObject({ code: 'mismatch' });
});

it('is looked at again where it is the only one by now', async () => {
  const { start, change, world } = await withIssue(`${A}, ${B}`);
  change(B);
  await expect(start(B, [A, B])).rejects.toMatchObject({ code: 'mismatch' });
  expect(world.stored()).toBe(0);
});

it('confirms what was found in text, and chooses nothing there', async () => {
  const { world } = await withIssue('');
  const paragraph = { type: 'paragraph', content: [{ type: 'text', text: `sorry, not ${A}, it is ${B}` }] };
  const issue = world.issue({ description: { type: 'doc', version: 1, content: [paragraph] } });
  await expect(request(world.as('agent'), byAgent(issue, A))).rejects.toMatchObject({
    code: expect.stringMatching(/^(?:ambiguous|invalid-address)$/) as string,
  });
});

it('stands through an approval', async () => {
  const { start, world } = await withIssue(`${A}, ${B}`, { approval: 'always' });
  const { erasureId } = await start(B, [A, B]);
  await approve(world.as('second-agent'), erasureId, SECOND);
  world.answers('alpha', SAYS.deleted);
  await world.deliver();
  expect([await world.became(erasureId), world.called]).toMatchObject([{ status: TAKEN }, [`alpha ${B}`]]);
});

it('stands through a grace period', async () => {
  const { start, world } = await withIssue(`${A}, ${B}`, { graceHours: 1 });
  const { erasureId, status } = await start(B, [A, B]);
  expect(status).toBe('scheduled');
  await world.passes(HOUR);
  world.answers('alpha', SAYS.deleted);
  await world.sweeps();
  expect([await world.became(erasureId), world.called]).toMatchObject([{ status: TAKEN }, [`alpha ${B}`]]);
});

it('is made again by a new key only where a person had made it', async () => {
  const { start, change, world } = await withIssue(A);
  const { erasureId } = await start(A);
  world.answers('alpha', SAYS.badKey);
  await world.deliver();
  change(`${A}, ${B}`);
  await adminOver(world.as('admin')).imports(settings({ connections: [connection('alpha')] }));
  await world.sweeps();
  expect(world.called).toHaveLength(1);
  expect(await world.became(erasureId)).toMatchObject({ alpha: 'blocked address-missing' });
});
