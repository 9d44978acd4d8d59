/**
 * Before anybody is deleted: choosing among several people, putting right what cannot be read, and a dry run.
 */
import type { Page } from 'playwright-core';
import { confirmDeletion, openAction, panelOf, TAKEN } from '../support/browser';
import { screensOf } from '../support/screens';
import { EMAIL_FIELD } from '../support/site';

const screens = screensOf();

const disturb = (vendor: string, kind: string) =>
  fetch(`${screens.site.ready.jira}/vendors`, {
    method: 'POST',
    body: new URLSearchParams({ vendor, kind }),
    redirect: 'manual',
  });

const [JANE, MIA, OWN] = ['jane.doe@example.com', 'mia@example.com', 'boss@ourcompany.example'];
/** The property that the workflow's validator and searches read. */
const peopleOf = async (key: string) => {
  const property = await screens.site.property(key);
  return property === null ? null : { status: property.status, ...property.people };
};

const move = async (page: Page, status: string) => {
  await page.getByLabel('Move to').selectOption({ label: status });
  await page.getByRole('button', { name: 'Move' }).click();
};

describe('two people on one ticket', () => {
  it('are each erased by an erasure of their own, and only then may the ticket be closed', async () => {
    const { site, open } = screens;
    const key = await site.issue({ [EMAIL_FIELD]: `${JANE}, ${MIA}` });
    expect(await site.trigger({ issueKey: key })).toMatchObject({
      status: 409,
      body: { error: { code: 'ambiguous', message: expect.stringContaining('names 2 people') as string } },
    });

    await site.askBeforeDone('erasure-completed');
    const { page } = await open(`/browse/${key}`);
    const first = await openAction(page);
    await first.getByRole('heading', { name: '2 people on this issue' }).waitFor();
    await first.getByLabel(MIA).check();
    await first.getByRole('button', { name: 'Go on with 1 person' }).click();
    await first.getByText(`Also seen there, and not touched: ${JANE}.`).waitFor();
    await confirmDeletion(first);
    await first.getByText(TAKEN).waitFor();
    expect(await first.getByTestId('person').innerText()).toBe('m•••@e•••.com');
    await first.getByText('1 of 2 people of this issue finished. Left: j•••@e•••.com.').waitFor();
    await site.until('the first to be told', async () => (await peopleOf(key))?.finished === 1);
    expect(await peopleOf(key)).toEqual({ status: 'partial', total: 2, finished: 1, waived: 0 });
    expect(await (await fetch(`${site.ready.jira}/vendors`)).text()).toContain(JANE);
    const closed = await site.rest<{ errorMessages?: string[] }>('POST', `/issue/${key}/transitions`, {
      transition: { id: '3' },
    });
    expect(closed).toMatchObject({ status: 400 });
    expect(closed.body.errorMessages?.join()).toContain('1 of 2 people of this issue finished. Left: j•••@e•••.com.');

    // *Delete user* again, on the panel this time, shows who is left.
    const again = await open(`/browse/${key}`);
    const panel = panelOf(again.page);
    await panel.getByText('1 of 2 people of this issue finished').waitFor();
    await panel.getByRole('button', { name: 'Delete user' }).click();
    await panel.getByText('1 of 2 people finished').waitFor();
    expect(await panel.getByLabel(MIA).count()).toBe(0);
    await panel.getByLabel(JANE).check();
    await panel.getByRole('button', { name: 'Go on with 1 person' }).click();
    await panel.getByLabel('Type the address to confirm').fill(JANE);
    await panel.getByRole('button', { name: 'Delete user', exact: true }).click();
    await panel.getByText('2 of 2 people of this issue finished.').first().waitFor();
    await site.until('both to be told', async () => (await peopleOf(key))?.finished === 2);
    expect(await peopleOf(key)).toEqual({ status: 'handed-over', total: 2, finished: 2, waived: 0 });
    await move(again.page, 'Done');
    await again.page.locator('.lozenge', { hasText: 'Done' }).first().waitFor();
    await site.askBeforeDone('');
  });

  it('are erased together once the agent typed how many they are', async () => {
    const { site, open } = screens;
    const key = await site.issue({ [EMAIL_FIELD]: 'ada@example.com; eva@example.com; ida@example.com' });
    const action = await openAction((await open(`/browse/${key}`)).page);
    for (const address of ['ada@example.com', 'eva@example.com']) await action.getByLabel(address).check();
    await action.getByRole('button', { name: 'Go on with 2 people' }).click();
    const button = action.getByRole('button', { name: 'Delete 2 users' });
    await button.waitFor();
    expect(await button.isEnabled()).toBe(false);
    await action.getByLabel('Type 2, the number of people, to confirm').fill('3');
    expect(await button.isEnabled()).toBe(false);
    // Nobody is told of people who were chosen before the agent said how many they are.
    const look = action.getByTestId('look');
    expect(await look.getByRole('button', { name: 'Look first' }).isDisabled()).toBe(true);
    await action.getByLabel('Type 2, the number of people, to confirm').fill('2');
    await look.getByRole('button', { name: 'Look first' }).click();
    await look.getByRole('button', { name: 'Look again' }).waitFor();
    const said = await look.getByRole('status').innerText();
    expect(said).toMatch(/^ada@example\.com\s+Nobody at 1 of 3 providers[\s\S]+eva@example\.com\s+1 record at 1 of 3/);
    await button.click();
    await action.getByText('2 of 3 people of this issue finished. Left: i•••@e•••.com.').waitFor();
    expect(await action.getByTestId('person').count()).toBe(2);
  });

  it('one of whom is waived with a reason are finished by that', async () => {
    const { site, open } = screens;
    const key = await site.issue({ [EMAIL_FIELD]: 'una@example.com, leo@example.com' });
    const { page } = await open(`/browse/${key}`);
    const action = await openAction(page);
    await action.getByLabel('una@example.com').check();
    await action.getByRole('button', { name: 'Go on with 1 person' }).click();
    await confirmDeletion(action);
    await action.getByRole('button', { name: 'Look at the address on the issue now' }).click();
    await action.getByRole('button', { name: 'Waive leo@example.com' }).click();
    await action.getByLabel('Why is this person not deleted?').fill('leo@example.com is staff');
    await action.getByRole('button', { name: 'Waive this person' }).click();
    await action.getByText('leave out addresses').waitFor();
    await action.getByLabel('Why is this person not deleted?').fill('Wrote the ticket for somebody else.');
    await action.getByRole('button', { name: 'Waive this person' }).click();
    await action.getByText('2 of 2 people finished').waitFor();
    await site.until('the waiver to be told', async () => (await peopleOf(key))?.waived === 1);
    expect(await peopleOf(key)).toMatchObject({ total: 2, finished: 1, waived: 1 });
  });
});

it('a ticket made on the spot is erased from', async () => {
  const { page } = await screens.open('/');
  await page.getByRole('button', { name: 'Create a ticket' }).click();
  await page.getByRole('combobox', { name: 'Project' }).selectOption('GDPR');
  await page.getByLabel('Requester e-mail').fill('new.one@example.com');
  await page.getByLabel('Description').fill('Please delete me.');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('heading', { name: 'Please delete me' }).waitFor();
  expect(await (await openAction(page)).getByTestId('address').innerText()).toBe('new.one@example.com');
});

describe('a field that cannot be read', () => {
  it('is put right from the words of the dialog alone', async () => {
    const { site, open } = screens;
    const key = await site.issue({ [EMAIL_FIELD]: 'jane. doe@example.com' });
    const { page } = await open(`/browse/${key}`);
    const action = await openAction(page);
    await action
      .getByText('The field "Requester e-mail" holds something that is not one valid e-mail address.')
      .waitFor();
    expect(await action.getByTestId('value').innerText()).toBe('jane. doe@example.com');
    expect(await action.locator('mark').allInnerTexts()).toEqual([' ']);
    await action.getByText('Marked there: a blank.').waitFor();
    await action.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Edit fields' }).click();
    await page.getByLabel('Requester e-mail').fill(JANE);
    await page.getByRole('button', { name: 'Save fields' }).click();
    await page.getByRole('definition').filter({ hasText: JANE }).first().waitFor();
    expect(await (await openAction(page)).getByTestId('address').innerText()).toBe(JANE);
  });

  it('needs no mending where the address stands on the issue: the agent types it, and a second person approves', async () => {
    const { site, open } = screens;
    const key = await site.issue({ [EMAIL_FIELD]: `j•••@example.com, ${MIA}` });
    const action = await openAction((await open(`/browse/${key}`)).page);
    await action.getByLabel('Type the address as it stands on the issue').fill('ia@example.com');
    await action.getByRole('button', { name: 'Go on with this address' }).click();
    await action.getByText('does not stand on the issue as you typed it').waitFor();
    await action.getByLabel('Type the address as it stands on the issue').fill(MIA);
    await action.getByRole('button', { name: 'Go on with this address' }).click();
    await action.getByRole('heading', { name: 'Typed by you' }).waitFor();
    await action.getByText('The address was typed by hand').waitFor();
    await action.getByRole('button', { name: 'Ask for approval' }).click();
    await action.getByText('Waiting for approval').waitFor();
    const shown = await openAction((await open(`/browse/${key}`, { user: 'second-agent' })).page);
    await shown.getByRole('button', { name: /^Approve/ }).click();
    await shown.getByText(TAKEN).waitFor();
  });

  it('that an automation refused shows on the panel what stands there', async () => {
    const { site, open } = screens;
    const key = await site.issue({ [EMAIL_FIELD]: `o\u0060brien@example.com` });
    await site.trigger({ issueKey: key });
    const panel = panelOf((await open(`/browse/${key}`)).page);
    await panel.getByText('The field "Requester e-mail" holds something').waitFor();
    expect(await panel.locator('mark').allInnerTexts()).toEqual(['`']);
  });
});

it('an address of our own beside a person is left aside', async () => {
  const key = await screens.site.issue({ [EMAIL_FIELD]: `${MIA}, ${OWN}` });
  const action = await openAction((await screens.open(`/browse/${key}`)).page);
  await action.getByText(`left aside, because it is one of your own: ${OWN}.`).waitFor();
  expect(await action.getByLabel(OWN).count()).toBe(0);
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

it('looks first at what the providers hold, and tells nobody of an address before that', async () => {
  const { site, open } = screens;
  const key = await site.issue({ [EMAIL_FIELD]: 'li.wei@example.com' });
  const action = await openAction((await open(`/browse/${key}`)).page);
  const look = action.getByTestId('look');
  const there = (id: string) => action.locator(`[data-connection="${id}"] [data-held]`);
  await look.getByRole('button', { name: 'Look first' }).waitFor();
  expect(await there('copernica').count()).toBe(0);
  // By keyboard: the address has the focus at first.
  await action.getByTestId('address').press('Tab');
  await look.getByRole('button', { name: 'Look first' }).press('Enter');
  await look.getByRole('status').getByText('1 record at 1 of 3 providers; 2 cannot be asked.').waitFor();
  await there('copernica').getByText('1 profile').waitFor();
  expect(await there('quickhelp').innerText()).toContain('QuickHelp documents no search for an address.');
  expect(await site.property(key)).toBeNull();
  expect(await (await fetch(`${site.ready.jira}/vendors`)).text()).toContain('li.wei@example.com');
  await disturb('copernica', 'refusing');
  await look.getByRole('button', { name: 'Look again' }).click();
  await there('copernica').getByText('Does not say').waitFor();
  await disturb('copernica', 'none');

  // Somebody found in free text is told to nobody before the agent typed the address.
  const text = await openAction((await open('/browse/GDPR-4')).page);
  const button = text.getByRole('button', { name: 'Look first' });
  await text.getByText('Once you have confirmed below').waitFor();
  expect(await button.isDisabled()).toBe(true);
  await text.getByLabel('Type the address to confirm').fill('omar@example.com');
  await button.click();
  await text.getByText('1 record at 1 of 3 providers').waitFor();

  // Nobody of this address is anywhere.
  const gone = await openAction((await open('/browse/GDPR-8')).page);
  await gone.getByRole('button', { name: 'Look first' }).click();
  await gone.getByRole('status').getByText('It may be misspelt').waitFor();
  await gone.getByLabel('Type the address to confirm').fill('gone.already@example.com');
  expect(await gone.getByRole('button', { name: 'Delete user' }).isEnabled()).toBe(true);
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
