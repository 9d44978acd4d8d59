import { worldOf } from '../support/world';
import { EMAIL_FIELD } from '../support/site';
import type { Receipt } from '../../src/core/evidence/receipt';

const MINUTE = 60_000;
const DAY = 86_400_000;
// Every erasure waits for approval.
const world = worldOf({ policy: { approval: 'always' } });

/** An issue that was created so many days ago. */
async function old(address: string, days: number): Promise<string> {
  const key = await world.site.issueFor(address);
  await world.site.rest('PUT', `/issue/${key}`, {
    fields: { created: new Date((await world.site.now()) - days * DAY).toISOString() },
  });
  return key;
}
const begin = (key: string, expected: string) => world.site.agent('agent', key, 'start', { expected, confirmed: true });
const reminders = async (key: string) =>
  (await world.site.comments(key)).map(({ body }) => JSON.stringify(body)).filter((body) => body.includes('Reminder'));
const change = (key: string, payload: object, user = 'agent') => world.site.agent(user, key, 'changeDueDate', payload);

it('is due so many days after the issue was created, whenever the erasure began', async () => {
  const key = await old('waited@example.com', 20);
  await begin(key, 'waited@example.com');
  const { dueAt } = await world.site.settled(key, 'awaiting-approval');
  expect(Date.parse(dueAt ?? '')).toBeGreaterThan((await world.site.now()) + 9 * DAY);
  expect(Date.parse(dueAt ?? '')).toBeLessThan((await world.site.now()) + 10.1 * DAY);
});

it('reminds once of what is late, by an internal note, and JQL finds it', async () => {
  const { site } = world;
  const key = await old('late@example.com', 40);
  await begin(key, 'late@example.com');
  const [note] = await site.until('the reminder', async () => {
    const found = await reminders(key);
    return found.length > 0 && found;
  });
  expect(note).toContain('overdue');
  expect(note).toContain('l•••@e•••.com');
  expect((await site.comments(key)).every(({ jsdPublic }) => !jsdPublic)).toBe(true);
  const late = 'erasureDue < now() AND erasureStatus NOT IN (completed, handed-over, cancelled, rejected)';
  expect(await site.find(late)).toEqual([key]);
  await site.letPass(15 * MINUTE);
  expect(await reminders(key)).toHaveLength(1);
  expect(await site.agent('agent', key, 'status')).toMatchObject({ value: { erasures: [{ isOverdue: true }] } });
});

it('reminds three days before, and not of what is done', async () => {
  const { site } = world;
  const key = await old('soon@example.com', 30);
  await begin(key, 'soon@example.com');
  const { erasureId } = await site.settled(key, 'awaiting-approval');
  await site.until('the first reminder', async () => (await reminders(key)).length === 1);
  // Due in three days less a moment: the reminder of three days is due at once.
  expect(
    await change(key, {
      erasureId,
      dueAt: (await site.now()) + 3 * DAY + MINUTE,
      reason: 'The person agreed to wait.',
    }),
  ).toMatchObject({ ok: true });
  await site.until('the reminder of three days', async () =>
    (await reminders(key)).some((one) => one.includes('in 3 days')),
  );
  await site.agent('second-agent', key, 'decide', { erasureId, decision: 'approve' });
  await site.settled(key);
  const receipt = await site.until('the receipt', async () => {
    const answer = await site.agent<{ receipt: Receipt }>('agent', key, 'receipt', { erasureId });
    return answer.ok && answer.value.receipt;
  });
  expect(receipt.events.find(({ kind }) => kind === 'due-changed')).toMatchObject({
    reason: 'The person agreed to wait.',
  });
  expect(await change(key, { erasureId, dueAt: (await site.now()) + DAY, reason: 'late' })).toMatchObject({
    error: { code: 'not-open' },
  });
});

it('reminds when it is late, also after the reminder of the day before', async () => {
  const { site } = world;
  const key = await old('tomorrow@example.com', 29.5);
  await begin(key, 'tomorrow@example.com');
  const { erasureId } = await site.settled(key, 'awaiting-approval');
  await change(key, { erasureId, dueAt: (await site.now()) + DAY + MINUTE, reason: 'a' });
  await site.until('the reminder of the day before', async () =>
    (await reminders(key)).some((one) => one.includes('a day')),
  );
  await change(key, { erasureId, dueAt: (await site.now()) + MINUTE, reason: 'b' });
  await site.until('the reminder that it is late', async () =>
    (await reminders(key)).some((one) => one.includes('overdue')),
  );
});

it('asks for a reason without an address, and for a day to come', async () => {
  const { site } = world;
  const key = await site.issueFor('reason@example.com');
  await begin(key, 'reason@example.com');
  const { erasureId } = await site.settled(key, 'awaiting-approval');
  const dueAt = (await site.now()) + 60 * DAY;
  const codes = [
    [{ erasureId, dueAt, reason: ' ' }, 'reason-missing'],
    [{ erasureId, dueAt, reason: 'ask reason@example.com' }, 'address-in-reason'],
    [{ erasureId, dueAt: (await site.now()) - 1, reason: 'x' }, 'bad-due-date'],
    [{ erasureId, dueAt: (await site.now()) + 400 * DAY, reason: 'x' }, 'bad-due-date'],
  ] as const;
  for (const [payload, code] of codes) expect(await change(key, payload)).toMatchObject({ ok: false, error: { code } });
  expect(await change(key, { erasureId, dueAt, reason: 'x' }, 'user')).toMatchObject({
    error: { code: 'not-permitted' },
  });
  expect(await change(key, { erasureId, dueAt, reason: 'A complex case (Art. 12(3)).' })).toMatchObject({ ok: true });
  expect((await site.property(key))?.dueAt).toBe(new Date(dueAt).toISOString());
  const other = await site.issue({ [EMAIL_FIELD]: 'other@example.com' });
  expect(await change(other, { erasureId, dueAt, reason: 'x' })).toMatchObject({ error: { code: 'not-open' } });
});
