/**
 * Looking in bulk: the people of a preview's page, one after the other, by whoever previewed it, and nobody whom the rules
 * protect or whose issue changed.
 */
import { lookAtPage } from '../../../src/app/bulk/look';
import { previewPage } from '../../../src/app/bulk/preview';
import { EMAIL_FIELD } from '../../../dev/platform/site-in-memory';
import { ADMIN, AGENT, askable, type Given, holding, HOUR, portsInMemory } from '../../support/ports-in-memory';
import type { Scripted } from '../../support/vendor';

const people = (count: number) => Array.from({ length: count }, (_, index) => `person-${String(index)}@example.com`);

/** A preview of an issue for each of these people, by an admin. */
async function previewed(addresses: readonly string[], says: readonly Scripted[], given: Given = {}) {
  const world = await portsInMemory({ vendors: {}, connections: [askable('alpha')], ...given });
  const issues = addresses.map((address) => world.asks(address));
  world.answers('alpha', ...says);
  const ports = world.as('admin');
  const { bulk } = await previewPage(ports, ADMIN, 'project = GDPR ORDER BY key', null);
  const look = (from = 0, by = ADMIN) => lookAtPage(ports, by, { id: bulk.id, page: 0, from });
  return { world, issues, look, bulk };
}

it('tells of each person how many records there are at how many providers, and keeps nothing of it', async () => {
  const { world, issues, look } = await previewed(people(3), [
    holding('person-0@example.com', 'person-0@example.com'),
    holding(),
    { status: 500 },
  ]);
  const written = world.written().length;
  const { rows, next } = await look();
  expect(next).toBeNull();
  expect(rows).toEqual([
    { issueKey: issues[0]?.key, kind: 'found', words: '2 records at 1 of 1 provider.' },
    { issueKey: issues[1]?.key, kind: 'nobody', words: 'Nobody at 1 of 1 provider.' },
    { issueKey: issues[2]?.key, kind: 'not-said', words: '1 did not say.' },
  ]);
  const since = world.written().slice(written);
  expect(since.filter(({ body }) => !body.includes('"look.alpha"'))).toEqual([]);
  expect(JSON.stringify([world.written(), world.logged, rows])).not.toContain('person-0');
});

it('goes on where its time was up, and keeps to the rate of the provider', async () => {
  const slow = askable('alpha');
  const { world, look } = await previewed(
    people(20),
    people(20).map(() => holding()),
    { connections: [slow] },
  );
  const seen: string[] = [];
  let from: number | null = 0;
  const began = world.now;
  for (let times = 0; from !== null; times += 1) {
    expect(times).toBeLessThan(5);
    const before = world.now;
    const looked: Awaited<ReturnType<typeof look>> = await look(from);
    expect(world.now - before).toBeLessThan(8000);
    seen.push(...looked.rows.map(({ issueKey }) => issueKey));
    from = looked.next;
  }
  expect(new Set(seen).size).toBe(20);
  // 120 calls a minute.
  expect(world.now - began).toBe(19 * 500);
});

it('asks nobody about whom the rules protect, whom the preview refused, or who is another by now', async () => {
  const { world, issues, look } = await previewed(
    ['boss@ourcompany.example', 'a@example.com, b@example.com', 'jane@example.com'],
    [],
  );
  const [boss, , jane] = issues;
  if (jane === undefined) throw new Error('there is no such issue');
  world.edit(jane, { [EMAIL_FIELD]: 'john@example.com' });
  const { rows } = await look();
  expect(rows.map(({ issueKey, kind }) => [issueKey, kind])).toEqual([
    [boss?.key, 'not-said'],
    [jane.key, 'not-said'],
  ]);
  expect(rows.map(({ words }) => words)).toEqual([
    expect.stringContaining('before a second person has approved'),
    expect.stringContaining('changed since the preview'),
  ]);
  expect(world.called).toEqual([]);
});

it('asks nobody while deletions are paused, for somebody else, or by a preview that is too old', async () => {
  const { world, look } = await previewed(people(1), []);
  await expect(look(0, AGENT)).rejects.toMatchObject({ code: 'preview-again' });
  await world.ports.settings.setPaused(true);
  await expect(look()).rejects.toMatchObject({ code: 'paused' });
  await world.ports.settings.setPaused(false);
  world.now += 2 * HOUR;
  await expect(look()).rejects.toMatchObject({ code: 'preview-again' });
  expect(world.called).toEqual([]);
});

it('asks nobody about an issue that may not be edited any more', async () => {
  const { world, bulk } = await previewed(people(1), []);
  const ports = world.as('user');
  const { rows } = await lookAtPage(ports, ADMIN, { id: bulk.id, page: 0, from: 0 });
  expect(rows.map(({ words }) => words)).toEqual([expect.stringContaining('do not have the permission')]);
  expect(world.called).toEqual([]);
});
