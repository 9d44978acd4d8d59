/** The status that shows beside an issue's fields, by itself. */
import { worldOf } from '../support/world';
import { EMAIL_FIELD } from '../support/site';

const world = worldOf();

it('says nothing where there is no erasure, then where it stands', async () => {
  const { site } = world;
  const key = await site.issue({ [EMAIL_FIELD]: 'jane@example.com' });
  expect(await site.statusBeside(key)).toBeNull();
  await site.trigger({ issueKey: key });
  await site.settled(key);
  expect(await site.statusBeside(key)).toEqual({
    type: 'lozenge',
    value: { label: 'Handed over', type: 'inprogress' },
  });
});

it('is shown on the issue’s page from its first erasure on', async () => {
  const { site } = world;
  const key = await site.issue({ [EMAIL_FIELD]: 'john@example.com' });
  const page = async () => (await fetch(`${site.ready.jira}/browse/${key}`)).text();
  expect(await page()).not.toContain('data-context="erasure-status"');
  await site.trigger({ issueKey: key });
  await site.settled(key);
  expect(await page()).toContain('data-context="erasure-status"');
});

it('stands on the panel once somebody added it, and on every issue of a project once an admin pinned it', async () => {
  const { site } = world;
  const [one, other, here] = [await site.issue({}, 'OPS'), await site.issue({}, 'OPS'), await site.issue({})];
  const show = (issueKey: string, how: 'add' | 'pin', user: string) =>
    fetch(`${site.ready.jira}/panel`, {
      method: 'POST',
      headers: { cookie: `local-user=${user}` },
      body: new URLSearchParams({ issueKey, how }),
    });
  const shown = async () =>
    Promise.all(
      [one, other, here].map(async (key) =>
        (await (await fetch(`${site.ready.jira}/browse/${key}`)).text()).includes('data-module="erasure-panel"'),
      ),
    );
  // The sample site's own project is pinned.
  expect(await shown()).toEqual([false, false, true]);
  await show(one, 'add', 'other-agent');
  expect(await shown()).toEqual([true, false, true]);
  await show(one, 'pin', 'other-agent');
  expect(await shown()).toEqual([true, false, true]);
  await show(one, 'pin', 'admin');
  expect(await shown()).toEqual([true, true, true]);
});
