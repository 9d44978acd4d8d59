/**
 * Accounts whose ids are kept are reported to Atlassian once a week; of one that was closed, only signed evidence knows the id.
 */
import { decide } from '../../../src/app/decide/decide';
import { request } from '../../../src/app/request/request';
import { reportAccounts } from '../../../src/app/sweep/report-accounts';
import { viewAdminLog } from '../../../src/app/settings/admin-log';
import { pause } from '../../../src/app/settings/pause';
import {
  ADMIN,
  AGENT,
  byAgent,
  byTrigger,
  DAY,
  HOUR,
  JANE,
  MINUTE,
  portsInMemory,
  SECOND,
} from '../../support/ports-in-memory';
import { withTask } from '../../support/tasks';

const kept = async (world: Awaited<ReturnType<typeof portsInMemory>>) =>
  (await world.ports.accounts.kept()).map(({ accountId }) => accountId).sort();

async function withAgents() {
  const world = await portsInMemory({ vendors: { alpha: [] }, policy: { approval: 'always' } });
  const { erasureId } = await request(world.as('agent'), byAgent(world.asks(JANE), JANE));
  await decide(world.as('second-agent'), { erasureId, decision: 'reject', reason: 'not meant' }, SECOND);
  await pause(world.ports, false, ADMIN);
  world.now += MINUTE;
  return { world, erasureId };
}

it('notes who has a task', async () => {
  const { world } = await withTask();
  expect(await kept(world)).toContain(SECOND);
});

it('notes who asked, who decided and who administered, and nobody where no person did', async () => {
  const { world } = await withAgents();
  expect(await kept(world)).toEqual([ADMIN, AGENT, SECOND].sort());
  const before = world.rows.keysOf('plain', '').length;
  const other = world.asks('omar@example.com');
  await request(world.ports, byTrigger(other));
  expect(world.rows.keysOf('plain', '').filter((key) => key.startsWith('account.'))).toHaveLength(3);
  expect(world.rows.keysOf('plain', '').length).toBe(before);
});

it('reports them once a week', async () => {
  const { world } = await withAgents();
  await world.sweeps();
  await world.sweeps();
  expect(world.accounts.reports.map((report) => [...report].sort())).toEqual([[ADMIN, AGENT, SECOND].sort()]);
  world.now += 7 * DAY;
  await world.sweeps();
  expect(world.accounts.reports).toHaveLength(2);
});

it('lets go of an account that was closed, and leaves the evidence as it was signed', async () => {
  const { world, erasureId } = await withAgents();
  world.accounts.closed.add(ADMIN).add(SECOND);
  await world.sweeps();
  expect(await kept(world)).toEqual([AGENT]);
  world.now += MINUTE;
  const { events } = await viewAdminLog(world.ports, null);
  expect(events.length).toBeGreaterThan(1);
  expect(events.map(({ account }) => account)).not.toContain(ADMIN);
  expect(await world.happened(erasureId, 'rejected')).toMatchObject([{ account: SECOND }]);
});

it('tries again in an hour where a report is not taken, and never more often', async () => {
  const { world } = await withAgents();
  world.accounts.report = () => ({ status: 503 });
  await expect(reportAccounts(world.ports)).rejects.toBeDefined();
  delete (world.accounts as Partial<typeof world.accounts>).report;
  await reportAccounts(world.ports);
  expect(world.accounts.reports).toEqual([]);
  world.now += HOUR;
  await reportAccounts(world.ports);
  expect(world.accounts.reports).toHaveLength(1);
});

it('asks in portions, and fails nothing that was done where an account cannot be noted', async () => {
  const world = await portsInMemory({ vendors: { alpha: [] } });
  world.storageFails = ({ body }) => body.includes('"account.');
  const { created } = await request(world.as('agent'), byAgent(world.asks(JANE), JANE));
  world.storageFails = () => false;
  expect([created, await kept(world)]).toEqual([true, [ADMIN]]);
  await world.ports.accounts.note(
    Array.from({ length: 100 }, (_, n) => `account-${String(n)}`),
    world.now,
  );
  world.now += MINUTE;
  await reportAccounts(world.ports);
  expect(world.accounts.reports.map(({ length }) => length)).toEqual([90, 11]);
});
