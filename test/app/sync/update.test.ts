/**
 * A change of an erasure that somebody else changes at the same moment: it looks again, and nothing of either is lost.
 */
import { updateErasure, assertStatus } from '../../../src/app/sync/update';
import { decide } from '../../../src/app/decide/decide';
import { begun, DAY } from '../../support/ports-in-memory';

const idle = { vendors: { alpha: [] } };

it('decides by what stands there, and looks again where somebody came first', async () => {
  const { world, erasureId } = await begun(idle);
  const seen: number[] = [];
  const postpone = () =>
    updateErasure(world.ports, erasureId, ({ erasure, steps }, at) => {
      seen.push(erasure.dueAt);
      return { erasure: { ...erasure, dueAt: erasure.dueAt + DAY }, steps, newEvents: [{ kind: 'started', at }] };
    });
  const before = (await world.ports.erasureStore.erasure(erasureId))?.dueAt ?? 0;
  await Promise.all([postpone(), postpone()]);
  expect(seen).toEqual([before, before, before + DAY]);
  expect((await world.ports.erasureStore.erasure(erasureId))?.dueAt).toBe(before + 2 * DAY);
  expect(await world.kinds(erasureId)).toEqual(['requested', 'started', 'started']);
});

it('leaves everything as it is where nothing is to become of it', async () => {
  const { world, erasureId } = await begun(idle);
  const before = world.rows.asText();
  await updateErasure(world.ports, erasureId, () => null);
  expect(world.rows.asText()).toEqual(before);
});

it('that is refused writes nothing', async () => {
  const { world, erasureId } = await begun(idle);
  const before = world.rows.asText();
  const refused = updateErasure(world.ports, erasureId, ({ erasure, steps }) => {
    assertStatus(erasure, 'scheduled');
    return { erasure, steps, newEvents: [] };
  });
  await expect(refused).rejects.toMatchObject({ code: 'not-open' });
  expect(world.rows.asText()).toEqual(before);
});

it('of two decisions at the same moment one is carried out, and the other one is told so', async () => {
  const { world, erasureId, became } = await begun({ ...idle, policy: { approval: 'always' } });
  const decisions = (['approve', 'reject'] as const).map((decision, index) =>
    decide(
      world.as(['second-agent', 'project-admin'][index] ?? null),
      { erasureId, decision, reason: 'No.' },
      `account-${String(index)}`,
    ),
  );
  const ends = await Promise.allSettled(decisions);
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const kinds = await world.kinds(erasureId);
  expect(kinds.filter((kind) => kind === 'approved' || kind === 'rejected')).toHaveLength(1);
  expect(kinds.includes('approved')).toBe((await became())['status'] === 'running');
});
