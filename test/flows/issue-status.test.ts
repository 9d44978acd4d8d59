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
