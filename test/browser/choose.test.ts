/**
 * Before anybody is deleted: choosing among several addresses, and a dry run.
 */
import { confirmDeletion, openAction } from '../support/browser';
import { screensOf } from '../support/screens';
import { EMAIL_FIELD } from '../support/site';

const screens = screensOf();

const disturb = (vendor: string, kind: string) =>
  fetch(`${screens.site.ready.jira}/vendors`, {
    method: 'POST',
    body: new URLSearchParams({ vendor, kind }),
    redirect: 'manual',
  });

it('lets an agent choose among several addresses, and deletes that one only', async () => {
  const { site, open } = screens;
  const key = await site.issue({ [EMAIL_FIELD]: 'jane.doe@example.com, mia@example.com' });
  expect(await site.trigger({ issueKey: key })).toMatchObject({ status: 409, body: { error: { code: 'ambiguous' } } });

  const action = await openAction((await open(`/browse/${key}`)).page);
  await action.getByRole('heading', { name: 'More than one address' }).waitFor();
  await action.getByRole('button', { name: 'Choose mia@example.com' }).click();
  await action.getByRole('heading', { name: 'Chosen by you' }).waitFor();
  await action.getByText('You chose it. Also seen there, and not touched: jane.doe@example.com.').waitFor();
  await confirmDeletion(action);
  await action.getByText('Completed').waitFor();
  expect(await action.getByTestId('person').innerText()).toBe('m•••@e•••.com');
  const vendors = await (await fetch(`${site.ready.jira}/vendors`)).text();
  expect(vendors).toContain('jane.doe@example.com');
});

it('asks the providers in a dry run, and deletes nobody', async () => {
  const { site, open } = screens;
  await disturb('copernica', 'refusing');
  const action = await openAction((await open('/browse/GDPR-1')).page);
  await action.getByRole('button', { name: 'Dry run' }).click();
  await action.getByText('Dry run: nobody was deleted. 1 provider would not work now.').waitFor();
  const plan = (id: string) => action.locator(`[data-connection="${id}"]`);
  await plan('copernica').getByText('Does not work').waitFor();
  await plan('quickhelp').getByText('Not tried').waitFor();
  expect(await site.property('GDPR-1')).toBeNull();
  expect(await (await fetch(`${site.ready.jira}/vendors`)).text()).toContain('jane.doe@example.com');

  await disturb('copernica', 'none');
  await action.getByRole('button', { name: 'Dry run' }).click();
  await action.getByText('Dry run: nobody was deleted. 1 of 3 providers took the key').waitFor();
});

it('lets an admin spare agents the typing, but not where the address is unsure', async () => {
  const { site, open } = screens;
  const exported = await site.admin<{ file: Record<string, object> }>('exportSettings');
  if (!exported.ok) throw new Error(exported.error.message);
  const { extraction, policy, status, events } = exported.value.file;
  await site.admin('saveRules', { rules: { extraction, policy: { ...policy, confirm: 'unsure' }, status, events } });

  const plain = await openAction((await open('/browse/GDPR-1')).page);
  await plain.getByTestId('address').waitFor();
  expect(await plain.getByLabel('Type the address to confirm').count()).toBe(0);
  expect(await plain.getByRole('button', { name: 'Delete user' }).isEnabled()).toBe(true);
  const text = await openAction((await open('/browse/GDPR-4')).page);
  await text.getByLabel('Type the address to confirm').waitFor();
});
