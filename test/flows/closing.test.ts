/**
 * Workflow validators: an issue cannot be closed before its erasure is finished.
 */
import { worldOf } from '../support/world';

const world = worldOf();
const close = async (key: string) => {
  const reply = await world.site.rest<{ errorMessages?: string[] }>('POST', `/issue/${key}/transitions`, {
    transition: { id: '3' },
  });
  return { status: reply.status, said: reply.body.errorMessages?.join(' ') ?? '' };
};
const LEDGER = 'erasure-completed';
const PROPERTY = 'erasure-completed-by-property';

it.each([LEDGER, PROPERTY])('%s lets an issue be closed once its erasure is finished', async (validator) => {
  const { site, providers } = world;
  await site.askBeforeDone(validator);
  const key = await site.issueFor('closing@example.com');
  expect(await close(key)).toMatchObject({ status: 400, said: expect.stringMatching(/erasure/i) as string });
  providers.reset(({ host }) => ({ status: host === 'api.copernica.com' ? 404 : 200, body: {} }));
  await site.trigger({ issueKey: key });
  const { erasureId } = await site.settled(key, 'partial');
  expect(await close(key)).toMatchObject({ status: 400 });
  providers.reset();
  await site.agent('agent', key, 'decide', { erasureId, decision: 'retry' });
  await site.settled(key);
  expect(await close(key)).toMatchObject({ status: 204 });
});

it.each([LEDGER, PROPERTY])(
  '%s waits for every provider to confirm, where the settings ask for that',
  async (validator) => {
    const { site } = world;
    await world.configure({ status: { closing: 'confirmed' } });
    await site.askBeforeDone(validator);
    const key = await site.issueFor('confirmed@example.com');
    await site.trigger({ issueKey: key });
    const { erasureId, steps } = await site.settled(key, 'handed-over');
    expect(await close(key)).toMatchObject({ status: 400 });
    for (const { connection } of steps)
      await site.agent('agent', key, 'markByHand', {
        ...{ erasureId, connectionId: connection, said: 'absent', reason: 'Looked it up there.', reference: 'OPS-1' },
      });
    await site.settled(key, 'completed');
    expect(await close(key)).toMatchObject({ status: 204 });
  },
);

it('asks the ledger, which a property that somebody edited does not deceive', async () => {
  const { site } = world;
  const key = await site.issueFor('deceived@example.com');
  await site.rest('PUT', `/issue/${key}/properties/user-erasure`, { status: 'completed', mayClose: true });
  await site.askBeforeDone(LEDGER);
  expect(await close(key)).toMatchObject({
    status: 400,
    said: expect.stringContaining('No erasure was begun') as string,
  });
  await site.askBeforeDone(PROPERTY);
  expect(await close(key)).toMatchObject({ status: 204 });
});

it('leaves other transitions alone', async () => {
  const { site } = world;
  await site.askBeforeDone(LEDGER);
  const key = await site.issueFor('progress@example.com');
  expect(await site.rest('POST', `/issue/${key}/transitions`, { transition: { id: '2' } })).toMatchObject({
    status: 204,
  });
});
