/**
 * Erasures in bulk: what the preview showed is run, and nothing else, by who may.
 */
import type { OutputOf } from '../../src/contract/call';
import type { ERASURES_CALLS } from '../../src/contract/erasures-calls';
import { worldOf } from '../support/world';
import { EMAIL_FIELD } from '../support/site';

type Previewed = OutputOf<(typeof ERASURES_CALLS)['previewBulk']>;
type Shown = OutputOf<(typeof ERASURES_CALLS)['bulk']>;

const world = worldOf({});

type GoingOn = { id: string; next: string } | null;
const page = async (user: string, jql: string, goingOn: GoingOn = null): Promise<Previewed> => {
  if (goingOn === null) await world.site.searchable();
  const answer = await world.site.erasures<Previewed>(user, 'previewBulk', { jql, goingOn });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
};
async function preview(user: string, jql: string): Promise<Previewed> {
  const rows: Previewed['rows'] = [];
  let seen = await page(user, jql);
  rows.push(...seen.rows);
  while (seen.next !== null) {
    seen = await page(user, jql, { id: seen.bulk.id, next: seen.next });
    rows.push(...seen.rows);
  }
  return { ...seen, rows };
}
const shown = async (user: string): Promise<Shown> => {
  const answer = await world.site.erasures<Shown>(user, 'bulk', { page: 0 });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
};
const done = (user: string, status = 'done') =>
  world.site.until(`the bulk to be ${status}`, async () => {
    const { bulk, rows } = await shown(user);
    return bulk?.status === status && { bulk, rows };
  });
/** Runs it with the number that the page shows, as a person types it. */
const run = async (user: string, id: string) =>
  world.site.erasures(user, 'runBulk', { id, erasures: (await shown(user)).bulk?.left ?? 0 });
const labelled = (label: string, address: string) => world.site.issue({ [EMAIL_FIELD]: address, labels: [label] });

it('shows what would happen to each issue, and runs exactly that', async () => {
  const { site, providers } = world;
  const keys = {
    fine: await labelled('b1', 'fine@example.com'),
    also: await labelled('b1', 'also@example.com'),
    nobody: await labelled('b1', ''),
    two: await labelled('b1', 'a@example.com, b@example.com'),
    ours: await labelled('b1', 'chief@ourcompany.example'),
    text: await site.issue({
      labels: ['b1'],
      description: {
        type: 'doc',
        version: 1,
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'delete text@example.com' }] }],
      },
    }),
    begun: await labelled('b1', 'begun@example.com'),
  };
  await site.trigger({ issueKey: keys.begun });
  await site.settled(keys.begun);
  providers.reset();
  const { bulk, rows } = await preview('agent', 'labels = b1');
  const row = (key: string) => rows.find(({ issueKey }) => issueKey === key);
  expect(row(keys.fine)).toEqual({
    issueKey: keys.fine,
    verdict: 'run',
    words: 'Will be erased',
    mask: 'f•••@e•••.com',
    source: 'a field',
    calls: 3,
    became: null,
  });
  expect(row(keys.nobody)).toMatchObject({ verdict: 'refused', words: expect.stringContaining('No e-mail') as string });
  expect(row(keys.two)).toMatchObject({
    verdict: 'refused',
    words: expect.stringContaining('"Requester e-mail" names 2 people') as string,
  });
  expect(row(keys.ours)).toMatchObject({ verdict: 'approve' });
  expect(row(keys.text)).toMatchObject({ verdict: 'refused', words: expect.stringContaining('confirm') as string });
  expect(row(keys.begun)).toMatchObject({ verdict: 'begun' });
  expect(bulk).toMatchObject({ status: 'ready', issues: 7, runnable: 3, refusedBefore: 3, begunBefore: 1, left: 3 });
  expect(bulk.people).toBe(3);
  expect(JSON.stringify(rows)).not.toMatch(/fine@|also@|chief@/);
  expect(providers.received).toEqual([]);

  for (const erasures of [2, 4])
    expect(await site.erasures('agent', 'runBulk', { id: bulk.id, erasures })).toMatchObject({
      ok: false,
      error: { code: 'wrong-number' },
    });
  expect(await run('agent', bulk.id)).toMatchObject({ ok: true });
  const end = await done('agent');
  expect(end.bulk).toMatchObject({ begun: 3, awaiting: 1, refused: 0, left: 0, refusedBefore: 3, begunBefore: 1 });
  await site.settled(keys.fine);
  await site.settled(keys.also);
  expect(await site.property(keys.ours)).toMatchObject({ status: 'awaiting-approval' });
  for (const key of [keys.nobody, keys.two, keys.text]) expect(await site.property(key)).toBeNull();
  expect(JSON.stringify(providers.received)).not.toMatch(/ourcompany|text%40example/);
  // Once run, it is not run again.
  expect(await run('agent', bulk.id)).toMatchObject({ ok: false, error: { code: 'preview-again' } });
});

it('leaves alone an issue that names somebody else by then', async () => {
  const { site, providers } = world;
  const changed = await labelled('b2', 'before@example.com');
  const same = await labelled('b2', 'same@example.com');
  const { bulk } = await preview('agent', 'labels = b2');
  await site.rest('PUT', `/issue/${changed}`, { fields: { [EMAIL_FIELD]: 'after@example.com' } });
  await run('agent', bulk.id);
  const { rows } = await done('agent');
  expect(rows.find(({ issueKey }) => issueKey === changed)?.became).toContain(
    'The address on the issue changed since the preview.',
  );
  await site.settled(same);
  expect(await site.property(changed)).toBeNull();
  expect(JSON.stringify(providers.received)).not.toMatch(/before%40|after%40/);
});

it('takes a preview from nobody but who saw it, and runs nothing where they may not edit', async () => {
  const { site, providers } = world;
  const key = await labelled('b3', 'mine@example.com');
  await site.issue({ [EMAIL_FIELD]: 'ops@example.com', labels: ['b3'] }, 'OPS');
  const { bulk, rows } = await preview('agent', 'labels = b3');
  expect(rows.map(({ issueKey }) => issueKey)).toEqual([key]);
  expect(await run('second-agent', bulk.id)).toMatchObject({ ok: false, error: { code: 'preview-again' } });
  const looking = await preview('user', 'labels = b3');
  expect(looking.rows.map(({ verdict, mask }) => [verdict, mask])).toEqual([
    ['refused', null],
    ['refused', null],
  ]);
  expect(looking.bulk).toMatchObject({ runnable: 0 });
  expect(providers.received).toEqual([]);
});

it('goes on page by page, stops when told to, and goes on again', async () => {
  const { site } = world;
  const n = 130;
  for (let first = 0; first < n; first += 10)
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => labelled('b4', `many${String(first + index)}@example.com`)),
    );
  const first = await page('admin', 'labels = b4');
  expect(first).toMatchObject({ bulk: { status: 'previewing', issues: 50 }, next: expect.any(String) as string });
  expect(await run('admin', first.bulk.id)).toMatchObject({ ok: false, error: { code: 'preview-again' } });
  // Another tab that begins anew ends this preview: what one shows is never run by the other.
  const anew = await preview('admin', 'labels = b4');
  const late = { id: first.bulk.id, next: first.next ?? '' };
  expect(await site.erasures('admin', 'previewBulk', { jql: 'labels = b4', goingOn: late })).toMatchObject({
    ok: false,
    error: { code: 'preview-again' },
  });
  const { bulk } = anew;
  expect(bulk).toMatchObject({ status: 'ready', issues: n, runnable: n, pages: 3 });
  await run('admin', bulk.id);
  expect(await site.erasures('admin', 'previewBulk', { jql: 'labels = b4', goingOn: null })).toMatchObject({
    ok: false,
    error: { code: 'bulk-running' },
  });
  expect(await site.erasures('admin', 'stopBulk')).toMatchObject({ ok: true });
  const stopped = await done('admin', 'stopped');
  // What was on its way when it was stopped counts, too.
  await site.quiet();
  expect(stopped.bulk.begun).toBeLessThan(n);
  await run('admin', bulk.id);
  const end = await done('admin');
  expect(end.bulk).toMatchObject({ begun: n, refused: 0 });
  await site.until(
    'everybody to be erased',
    async () => (await site.find('labels = b4 AND erasureStatus = "handed-over"')).length === 100,
  );
});

it('does not begin anew what a person called off after the preview', async () => {
  const { site, providers } = world;
  const key = await labelled('b5', 'called.off@example.com');
  const { bulk } = await preview('agent', 'labels = b5');
  await site.admin('pause', { paused: true });
  await site.admin('pause', { paused: false });
  providers.reset(() => 'hang');
  await site.agent('agent', key, 'start', { expected: 'called.off@example.com', confirmed: true });
  const { erasureId } = await site.settled(key, 'running');
  await site.agent('agent', key, 'decide', { erasureId, decision: 'cancel' });
  // Whoever still waited for an answer gets none.
  providers.reset();
  await site.settled(key, 'cancelled');
  await run('agent', bulk.id);
  const { rows } = await done('agent');
  expect(rows[0]?.became).toBe('Begun: cancelled');
  expect((await site.property(key))?.erasureId).toBe(erasureId);
});

it('is stopped by a pause, and goes on when a person says so', async () => {
  const { site } = world;
  const key = await labelled('b6', 'halted@example.com');
  const { bulk } = await preview('agent', 'labels = b6');
  await site.admin('pause', { paused: true });
  await run('agent', bulk.id);
  await done('agent', 'stopped');
  expect(await site.property(key)).toBeNull();
  await site.admin('pause', { paused: false });
  await run('agent', bulk.id);
  await done('agent');
  await site.settled(key);
});

it('says of JQL that Jira does not understand, and of a query that finds nothing', async () => {
  const { site } = world;
  expect(await site.erasures('agent', 'previewBulk', { jql: 'labels === x', goingOn: null })).toMatchObject({
    ok: false,
    error: { code: 'bad-jql' },
  });
  expect(await preview('agent', 'labels = nothing')).toMatchObject({ bulk: { issues: 0, status: 'ready' }, rows: [] });
});
