/**
 * The screens in a real Chromium, on the local site with its simulated providers.
 */
import { readFileSync } from 'node:fs';
import { appOf, confirmDeletion, openAction, panelOf, TAKEN } from '../support/browser';
import { screensOf } from '../support/screens';
import { until } from '../support/site';

const screens = screensOf();
const { open } = screens;

const peopleAt = async (vendor: string): Promise<string> => {
  const page = await (await fetch(`${screens.site.ready.jira}/vendors`)).text();
  return page.slice(
    page.indexOf(`data-live="${vendor}"`),
    page.indexOf('</ul>', page.indexOf(`data-live="${vendor}"`)),
  );
};

it('takes an agent from the ticket to the truth on it', async () => {
  expect(await peopleAt('copernica')).toContain('jane.doe@example.com');
  const { page } = await open('/browse/GDPR-1');
  const action = await openAction(page);

  await action.getByTestId('address').waitFor();
  expect(await action.getByTestId('address').innerText()).toBe('jane.doe@example.com');
  await action.getByText('Found in the field "Requester e-mail".').waitFor();
  for (const provider of ['Centercode', 'Copernica', 'QuickHelp'])
    await action.getByText(provider, { exact: true }).first().waitFor();

  const button = action.getByRole('button', { name: 'Delete user' });
  expect(await button.isDisabled()).toBe(true);
  await action.getByLabel('Type the address to confirm').fill('john.doe@example.com');
  await action.getByText('This is not the address above yet.').waitFor();
  expect(await button.isDisabled()).toBe(true);
  await confirmDeletion(action);
  await action.getByText(TAKEN).waitFor();
  await action.getByText('Deleted: the provider says so.').waitFor();
  await action.getByText(/Registered: the provider took the request/).waitFor();
  await action.getByText(/carries them out within 72 hours/).waitFor();
  expect(await action.getByTestId('person').innerText()).toBe('j•••@e•••.com');
  await action.getByRole('button', { name: 'Close' }).click();
  await page.locator('dialog[open]').waitFor({ state: 'hidden' });

  await panelOf(page).getByText(TAKEN).waitFor();
  await page.getByText('Erasure of j•••@e•••.com: handed over.').waitFor();
  expect(await screens.site.property('GDPR-1')).toMatchObject({ status: 'handed-over', done: 1, handedOver: 2 });
  // Green is what is done, and nothing else.
  expect(await panelOf(page).locator('.lozenge.success').allInnerTexts()).toEqual(['Done']);
  expect(await screens.site.comments('GDPR-1')).toHaveLength(1);
  for (const vendor of ['centercode', 'copernica'])
    expect(await peopleAt(vendor)).not.toContain('jane.doe@example.com');
  await until('QuickHelp to carry it out', async () => !(await peopleAt('quickhelp')).includes('jane.doe@example.com'));
});

it('works by keyboard alone', async () => {
  const { page } = await open('/browse/GDPR-8');
  await page.locator('summary').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const action = page.frameLocator('dialog[open] iframe');
  // The address has the focus at first; the field to type into comes after looking first and the dry run. Enter sends
  // what was typed.
  const address = await action.getByTestId('address').innerText();
  const isFocused = (element: Element) => element === document.activeElement;
  await until('the focus', () => action.getByTestId('address').evaluate(isFocused));
  const field = action.getByLabel('Type the address to confirm');
  await page.keyboard.press('Tab');
  expect(await action.getByRole('button', { name: 'Look first' }).evaluate(isFocused)).toBe(true);
  await page.keyboard.press('Tab');
  expect(await action.getByRole('button', { name: 'Dry run' }).evaluate(isFocused)).toBe(true);
  await page.keyboard.press('Tab');
  expect(await field.evaluate(isFocused)).toBe(true);
  await page.keyboard.type(address);
  await page.keyboard.press('Enter');
  await action.getByText(TAKEN).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'hidden' });
});

it('asks the agent to confirm what was found in free text', async () => {
  const { page } = await open('/browse/GDPR-4');
  const action = await openAction(page);
  await action.getByText('omar@example.com', { exact: true }).waitFor();
  await action.getByText(/left aside.*privacy@ourcompany\.example/).waitFor();
  await action.getByRole('heading', { name: 'Found in free text' }).waitFor();
  expect(await action.getByRole('button', { name: 'Delete user' }).isDisabled()).toBe(true);
  await confirmDeletion(action);
  await action.getByText(TAKEN).waitFor();
});

it.each([
  ['GDPR-6', '2 people on this issue', 'eva@example.com'],
  ['GDPR-10', 'No address found', 'Fill in the field "Requester e-mail"'],
  ['GDPR-11', 'The address is not valid', 'Correct it on the issue'],
])('says of %s why nobody can be deleted, and the way out', async (key, title, words) => {
  const { page } = await open(`/browse/${key}`);
  const action = await openAction(page);
  await action.getByText(title).waitFor();
  await action.getByText(words).first().waitFor();
  expect(await action.getByRole('button', { name: 'Delete user' }).count()).toBe(0);
  expect(await screens.site.property(key)).toBeNull();
});

it('lets a second person approve a protected one on the panel', async () => {
  const first = await open('/browse/GDPR-7');
  const action = await openAction(first.page);
  await action.getByRole('heading', { name: 'A second person has to approve' }).waitFor();
  await confirmDeletion(action, 'Ask for approval');
  await action.getByText('Waiting for approval').waitFor();
  const second = await open('/browse/GDPR-7', { user: 'second-agent' });
  await panelOf(second.page).getByRole('button', { name: 'Approve', exact: true }).click();
  await panelOf(second.page).getByText(TAKEN).waitFor();
});

it('hands out the signed receipt on the panel, as JSON and as a page', async () => {
  const key = await screens.site.issueFor('receipt@example.com');
  await screens.site.trigger({ issueKey: key });
  await screens.site.settled(key);
  const { page } = await open(`/browse/${key}`);
  const panel = panelOf(page);
  for (const [button, ending, content] of [
    ['Download the receipt', 'json', '"kind": "user-erasure-receipt"'],
    ['As a page to print', 'html', 'Receipt of an erasure'],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByRole('button', { name: button }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`receipt-${key}.${ending}`);
    expect(readFileSync(await download.path(), 'utf8')).toContain(content);
  }
});

it('invites from the panel, with a reason where the person was erased', async () => {
  const erased = await screens.site.issueFor('comes.back@example.com');
  await screens.site.trigger({ issueKey: erased });
  await screens.site.settled(erased);
  const key = await screens.site.issueFor('Comes.Back@example.com');
  const { page } = await open(`/browse/${key}`);
  const panel = panelOf(page);
  await panel.getByRole('button', { name: 'Invite to Centercode' }).click();
  await panel.getByText('Comes.Back@example.com').waitFor();
  const send = panel.getByRole('button', { name: 'Send the invitation' });
  expect(await send.isDisabled()).toBe(true);
  await panel.getByLabel(/Why are they invited all the same\?/).fill('She asked to come back.');
  await send.click();
  await panel
    .getByRole('status')
    .getByText(/invitation|provider/i)
    .waitFor();
});

it('shows the keys of the evidence, and signs with a new one', async () => {
  const { page } = await open('/apps/erasure-admin', { user: 'admin' });
  const keys = appOf(page).getByRole('list', { name: 'Public keys' }).getByRole('listitem');
  await keys.first().waitFor();
  const before = await keys.count();
  await appOf(page).getByRole('button', { name: 'Sign with a new key' }).click();
  await until('the new key', async () => (await keys.count()) === before + 1);
  await keys.first().getByText('Signs').waitFor();
});

it('shows nothing to do to somebody who may only look', async () => {
  const { page } = await open('/browse/GDPR-7', { user: 'user' });
  const action = await openAction(page);
  await action
    .getByText(/You do not have the permission/)
    .first()
    .waitFor();
});

it('keeps on working when the window is closed, and shows a waiting provider with its next try', async () => {
  const disturb = (kind: string) =>
    fetch(`${screens.site.ready.jira}/vendors`, {
      method: 'POST',
      body: new URLSearchParams({ vendor: 'quickhelp', kind }),
      redirect: 'manual',
    });
  await disturb('down');
  const { page } = await open('/browse/GDPR-9');
  const action = await openAction(page);
  await confirmDeletion(action);
  await action.getByText(/The provider has a fault\. It will be tried again\./).waitFor();
  await page.keyboard.press('Escape');
  await panelOf(page)
    .getByText(/next try/)
    .waitFor();
  await panelOf(page).getByRole('button', { name: 'Cancel erasure', exact: true }).waitFor();
  await disturb('none');
  await panelOf(page).getByText(TAKEN).waitFor();
});

it('lets an admin add, test, switch off and remove a connection', async () => {
  const { page } = await open('/apps/erasure-admin', { user: 'admin' });
  const app = appOf(page);
  await app.getByRole('button', { name: 'Add connection' }).click();
  await app.getByRole('button', { name: 'Connect Copernica' }).click();
  await app.getByLabel('Name').fill('Copernica two');
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  await app
    .getByRole('alert')
    .getByText(/apiToken/)
    .waitFor();
  await app.getByLabel('API token').fill('sample-copernica-api-token');
  await app.getByRole('button', { name: 'Save', exact: true }).click();

  const card = app.locator('[data-connection="copernica-2"]');
  await card.getByRole('button', { name: 'Test connection' }).click();
  await card.getByText('The provider answered and took the key.').waitFor();
  await card.getByLabel('Copernica two takes part in erasures').click({ force: true });
  await card.getByText('Off').first().waitFor();
  await card.getByRole('button', { name: 'Edit' }).click();
  expect(await app.getByLabel('API token').inputValue()).toBe('');
  expect(await app.getByLabel('API token').getAttribute('placeholder')).toContain('ends in oken');
  await app.getByRole('button', { name: 'Cancel' }).click();
  await card.getByRole('button', { name: 'Remove' }).click();
  await card.getByRole('button', { name: 'Remove with its keys' }).click();
  await card.waitFor({ state: 'detached' });
});

it('saves the rules, and says what is wrong with one that does not fit', async () => {
  const { page } = await open('/apps/erasure-admin', { user: 'admin' });
  const app = appOf(page);
  await app.getByLabel('Due after days').fill('0');
  await app.getByRole('button', { name: 'Save the rules' }).click();
  await app
    .getByRole('alert')
    .getByText(/policy\.dueDays/)
    .waitFor();
  await app.getByLabel('Due after days').fill('14');
  await app.getByRole('button', { name: 'Save the rules' }).click();
  await until('the rule to be stored', async () =>
    JSON.stringify(await screens.site.admin('exportSettings')).includes('"dueDays":14'),
  );
});

it('shows the admin page to admins only', async () => {
  const { page } = await open('/apps/erasure-admin', { user: 'agent' });
  await appOf(page)
    .getByText(/You do not have the permission/)
    .waitFor();
});

it('lists the erasures, and leads to their issues', async () => {
  const { page } = await open('/apps/erasures-page');
  await appOf(page).getByRole('link', { name: 'GDPR-1', exact: true }).click();
  await page.getByRole('heading', { name: 'Please delete my account' }).waitFor();
});

it.each<[string, string]>([
  ['/browse/GDPR-1', 'the issue'],
  ['/apps/erasure-admin', 'the admin page'],
  ['/apps/erasures-page', 'the erasures page'],
])('fits %s into 360 pixels, in the dark too', async (path) => {
  const { page } = await open(path, { user: 'admin', theme: 'dark', width: 360 });
  const frame = page.locator('iframe.forge').first().contentFrame();
  await frame.locator('main > *').first().waitFor();
  await page.waitForTimeout(300);
  expect(await frame.locator('html').getAttribute('data-color-mode')).toBe('dark');
  const { scroll, client } = await frame
    .locator('html')
    .evaluate((element) => ({ scroll: element.scrollWidth, client: element.clientWidth }));
  expect(scroll).toBeLessThanOrEqual(client);
});
