/**
 * What an admin does: the order of the places by keyboard and by mouse, a look at a real issue, how connections do, and
 * what goes into an automation rule.
 */
import { readFileSync } from 'node:fs';
import { appOf, panelOf } from '../support/browser';
import { screensOf } from '../support/screens';
import { until } from '../support/site';

const screens = screensOf();

const openAdmin = async (visitor: { width?: number; theme?: 'dark' } = {}) => {
  const { page } = await screens.open('/apps/erasure-admin', { user: 'admin', ...visitor });
  const app = appOf(page);
  await app.getByRole('button', { name: 'Save the rules' }).waitFor();
  return { page, app };
};

it('moves a place by keyboard, and the keyboard stays with it', async () => {
  const { page, app } = await openAdmin();
  const kinds = () =>
    app
      .locator('[data-source]')
      .evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset['source'] ?? ''));
  expect(await kinds()).toEqual(['field', 'form', 'request-field', 'text']);
  await app.getByRole('button', { name: 'Later: place 1' }).focus();
  await page.keyboard.press('Enter');
  await until('the move', async () => (await kinds()).join() === 'form,field,request-field,text');
  await app.getByText('Place 1 is place 2 now.').waitFor({ state: 'attached' });
  const focused = () => app.locator(':focus').getAttribute('aria-label');
  await until('the focus', async () => (await focused()) === 'Later: place 2');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await until('the end', async () => (await kinds()).join() === 'form,request-field,text,field');
  // At the end there is no later: the other button has the focus.
  await until('the focus', async () => (await focused()) === 'Earlier: place 4');
});

it('moves a place by mouse', async () => {
  const { page, app } = await openAdmin();
  const card = (kind: string) => app.locator(`[data-source="${kind}"]`);
  const middleOf = async (locator: ReturnType<typeof card>) => {
    const box = await locator.boundingBox();
    if (box === null) throw new Error('it is not on the screen');
    return [box.x + box.width / 2, box.y + box.height / 2] as const;
  };
  await card('request-field').scrollIntoViewIfNeeded();
  await page.mouse.move(...(await middleOf(card('text').locator('.handle'))));
  await page.mouse.down();
  // A browser begins to drag once the mouse has moved.
  const [x, y] = await middleOf(card('form'));
  await page.mouse.move(x, y + 30, { steps: 8 });
  await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.up();
  const kinds = () =>
    app
      .locator('[data-source]')
      .evaluateAll((cards) => cards.map((one) => (one as HTMLElement).dataset['source'] ?? '').join());
  await until('the drop', async () => (await kinds()) === 'field,text,form,request-field');
});

it('looks at a real issue before anything is saved', async () => {
  const { app } = await openAdmin();
  await app.getByLabel('Issue key').fill('GDPR-1');
  await app.getByRole('button', { name: 'Look', exact: true }).click();
  const result = app.getByRole('list', { name: 'What GDPR-1 says' });
  await result.locator('[data-tried="found"]').getByText('jane.doe@example.com').waitFor();
  expect(await result.locator('[data-tried="not-asked"]').count()).toBe(3);
  await app.getByLabel('Issue key').fill('GDPR-6');
  await app.getByLabel('Issue key').press('Enter');
  await app.getByText('More than one e-mail address could be meant').waitFor();
  await app.getByLabel('Issue key').fill('GDPR-999');
  await app.getByRole('button', { name: 'Look', exact: true }).click();
  await app.getByRole('alert').getByText('There is no such issue').waitFor();
});

it('shows how every connection does', async () => {
  const { site } = screens;
  const key = await site.issueFor('health@example.com');
  await site.trigger({ issueKey: key });
  await site.settled(key);
  await site.until('the sweep', async () => {
    const health = await site.admin<{ connections: { id: string; lastSuccessAt: number | null }[] }>('health');
    return health.ok && health.value.connections.find(({ id }) => id === 'copernica')?.lastSuccessAt != null;
  });
  const { app } = await openAdmin({ theme: 'dark' });
  const health = app.locator('[data-connection="copernica"]').getByTestId('health');
  await health.getByText('Last success').waitFor();
  await health.getByText('0 % of 1 person in 30 days needed a person.').waitFor();
  await app
    .locator('[data-connection="invitations"]')
    .getByText('No erasure that ended in the last 30 days had a success here.')
    .waitFor();
});

it('says until when nobody is called at a connection, and why, and what lifts it', async () => {
  const { site } = screens;
  const disturb = (kind: string) =>
    fetch(`${site.ready.jira}/vendors`, { method: 'POST', body: new URLSearchParams({ vendor: 'quickhelp', kind }) });
  await disturb('asks-to-wait');
  const key = await site.issueFor('asked.to.wait@example.com');
  await site.trigger({ issueKey: key });
  const { page } = await screens.open(`/browse/${key}`);
  const step = panelOf(page).locator('li[data-connection="quickhelp"]');
  await step.getByText('The provider asked us to slow down. Nobody is called there').waitFor();
  await step
    .getByText(/That is until .*\d:\d\d.* An admin who saves the connection anew has it called at once\./)
    .waitFor();
  const { app } = await openAdmin();
  const card = app.locator('[data-connection="quickhelp"]');
  await card.getByText(/Nobody is called here until .*\d:\d\d/).waitFor();
  await card.getByText('save this connection anew: Edit, then Save').waitFor();
  await disturb('none');
  await card.getByRole('button', { name: 'Edit', exact: true }).click();
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  await card.getByText('Nobody is called here until').waitFor({ state: 'detached' });
  await site.settled(key);
  await step.getByText('That is until').waitFor({ state: 'detached' });
});

it('copies what goes into an automation rule', async () => {
  const { page, app } = await openAdmin({ width: 420 });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.getByRole('button', { name: 'Copy the whole rule' }).click();
  await app.getByText('Copied.').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(screens.site.ready.webTriggers.erase.url);
  expect(copied).toContain('Authorization: Bearer <secret>');
  await app.getByRole('button', { name: 'Make a new secret' }).click();
  await app.getByTestId('secret').waitFor();
});

it('has Jira show the panel on every issue of the named projects, and says where it does not', async () => {
  const { site } = screens;
  const change = (projects: string[]) => elsewhere(() => ({ projects }));
  await change(['OPS', 'GONE']);
  const key = await site.issue({}, 'OPS');
  const isShown = async () =>
    (await (await fetch(`${site.ready.jira}/browse/${key}`)).text()).includes('data-module="erasure-panel"');
  expect(await isShown()).toBe(false);
  const { page, app } = await openAdmin({ theme: 'dark' });
  const show = app.getByRole('button', { name: 'Show the panel on every issue of OPS, GONE' });
  const json = { status: 403, body: {} };
  await page.route('**/local/product', (route) => route.fulfill({ json }));
  await show.click();
  await app.getByRole('alert').getByText('Jira did not allow it').waitFor();
  await page.unroute('**/local/product');
  await show.click();
  await app.getByText('Jira shows the panel on every issue of OPS.').waitFor();
  await app.getByRole('alert').getByText('Jira does not show it on every issue of GONE.').waitFor();
  expect(await isShown()).toBe(true);
  await change(['GDPR']);
});

/** What another admin saves meanwhile. */
async function elsewhere(change: (policy: Record<string, unknown>) => object): Promise<void> {
  const answer = await screens.site.admin<{ rules: { policy: Record<string, unknown> } }>('overview');
  if (!answer.ok) throw new Error(answer.error.message);
  const { rules } = answer.value;
  const saved = await screens.site.admin('saveRules', {
    rules: { ...rules, policy: { ...rules.policy, ...change(rules.policy) } },
  });
  if (!saved.ok) throw new Error(saved.error.message);
}

it('keeps what was typed into rules that another admin changed, and loses nothing of theirs', async () => {
  const { app } = await openAdmin();
  await app.getByLabel('Protected addresses').fill('ceo@example.com');
  await app.getByLabel('Protected domains').fill('mine.example');
  await elsewhere(() => ({ protectedDomains: ['theirs.example'] }));
  await app.getByRole('button', { name: 'Save the rules' }).click();
  await app.getByText('Somebody changed this meanwhile').waitFor();
  expect(await app.getByLabel('Protected addresses').inputValue()).toBe('ceo@example.com');
  await app.getByRole('button', { name: 'Reload', exact: true }).click();
  await until(
    'what stands there',
    async () => (await app.getByLabel('Protected domains').inputValue()) === 'theirs.example',
  );
  await app.getByRole('button', { name: 'Put in again what I typed' }).click();
  expect(await app.getByLabel('Protected addresses').inputValue()).toBe('ceo@example.com');
  // What both added stands there, and what somebody else changed is marked; of the refusal nothing is left.
  expect(await app.getByLabel('Protected domains').inputValue()).toBe('mine.example, theirs.example');
  await app.getByText('Somebody changed this meanwhile: theirs.example').waitFor();
  expect(await app.getByText('Somebody changed this meanwhile:').count()).toBe(1);
  expect(await app.getByText('Load it anew').count()).toBe(0);
  await app.getByRole('button', { name: 'Save the rules' }).click();
  await app.getByText('Saved.').waitFor();
  const { value } = (await screens.site.admin('overview')) as { value: { rules: { policy: object } } };
  expect(value.rules.policy).toMatchObject({
    protectedDomains: ['mine.example', 'theirs.example'],
    protectedAddresses: ['ceo@example.com'],
  });
  // The log says who, and masks whom.
  const log = app.getByRole('list', { name: 'What admins did' });
  await log.getByText('c•••@e•••.com').first().waitFor();
  expect(await log.innerText()).not.toContain('ceo@');
  // Before and after stand side by side, as in the preview of an import.
  const change = log.locator('li li').filter({ hasText: 'policy.protectedAddresses' }).first();
  const [before, after] = [await change.locator('del').boundingBox(), await change.locator('ins').boundingBox()];
  if (before === null || after === null) throw new Error('the change is not on the screen');
  expect(after.y).toBe(before.y);
  expect(after.x - before.x - before.width).toBeLessThan(40);
});

it('keeps a key that was typed for a connection that another admin changed', async () => {
  const { app } = await openAdmin();
  await app.locator('[data-connection="copernica"]').getByRole('button', { name: 'Edit' }).click();
  const form = app.getByRole('form', { name: 'Connection to Copernica' });
  await form.getByLabel('Name').fill('Renamed here');
  await screens.site.admin('switchConnection', { id: 'copernica', enabled: false });
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Somebody changed this meanwhile').waitFor();
  expect(await form.getByLabel('Name').inputValue()).toBe('Renamed here');
  await form.getByRole('button', { name: 'Reload', exact: true }).click();
  await form.getByRole('button', { name: 'Put in again what I typed' }).click();
  await form.getByRole('button', { name: 'Save' }).click();
  const card = app.locator('[data-connection="copernica"]');
  await card.getByText('Renamed here', { exact: true }).waitFor();
  // What they switched off stays off.
  await card.getByText('Off').first().waitFor();
  await screens.site.admin('switchConnection', { id: 'copernica', enabled: true });
});

it('shows what a file would change before anything does, and keeps what it does not name', async () => {
  const { app } = await openAdmin();
  const choose = (file: object) =>
    app.getByLabel('Choose a file to import').setInputFiles({
      name: 'partial.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(file)),
    });
  const overview = async () => JSON.stringify(await screens.site.admin('exportSettings'));
  const before = await overview();
  await choose({ policy: { projects: ['GDPR', 'OPS'] } });
  const preview = app.getByTestId('import-preview');
  await preview.getByText('Keeps 4 connections').waitFor();
  await preview.getByText('policy.projects').waitFor();
  await app.getByLabel('Replace all').check();
  await preview.getByText('Removes 4 connections with their keys').waitFor();
  expect(await overview()).toBe(before);
  await app.getByLabel('Replace all').uncheck();
  await preview.getByText('Keeps 4 connections').waitFor();
  await preview.getByRole('button', { name: 'Import it', exact: true }).click();
  await app.getByText('partial.json was imported.').waitFor();
  expect(await overview()).toBe(before.replace('"projects":["GDPR"]', '"projects":["GDPR","OPS"]'));
  await elsewhere(() => ({ projects: ['GDPR'] }));
});

it('hands the settings and the public keys out as files', async () => {
  const { page, app } = await openAdmin();
  await app.getByRole('button', { name: 'Export', exact: true }).click();
  const kept: string[] = [];
  for (const button of ['Download', 'Download the public keys']) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      app.getByRole('button', { name: button, exact: true }).click(),
    ]);
    kept.push(readFileSync(await download.path(), 'utf8'));
  }
  expect(JSON.parse(kept[0] ?? '')).toMatchObject({ policy: { projects: ['GDPR'] } });
  expect(JSON.parse(kept[1] ?? '')).toMatchObject([{ publicKey: expect.any(String) as string }]);
});

it('says how many erasures wait where a connection is switched off or removed, and blocks them', async () => {
  const { site } = screens;
  const disturb = (kind: string) =>
    fetch(`${site.ready.jira}/vendors`, { method: 'POST', body: new URLSearchParams({ vendor: 'quickhelp', kind }) });
  await disturb('down');
  const key = await site.issueFor('waits.here@example.com');
  await site.trigger({ issueKey: key });
  await site.until('the first try', async () => (await site.property(key))?.waiting === 1);
  await site.admin('switchConnection', { id: 'quickhelp', enabled: false });
  const { app } = await openAdmin();
  const card = app.locator('[data-connection="quickhelp"]');
  await card.getByText('Switched off: 1 erasure waits').waitFor();
  await card.getByRole('button', { name: 'Remove', exact: true }).click();
  await card.getByText('1 erasure waits here.').waitFor();
  await card.getByRole('button', { name: 'Remove with its keys' }).click();
  await card.waitFor({ state: 'detached' });
  await disturb('none');
  await site.settled(key, 'partial');
  const { page } = await screens.open(`/browse/${key}`);
  await panelOf(page).getByText('The connection was removed before this was done').waitFor();
});

it('finds a provider among many, and has what is not sure chosen', async () => {
  const { app } = await openAdmin();
  await app.getByRole('button', { name: 'Add connection' }).click();
  await app.getByRole('region', { name: 'Support' }).getByRole('button', { name: 'Connect Zendesk' }).waitFor();
  // A card says what is deleted, what is not, what can be asked before, what shuts Jira out, and where the vendor says it.
  const gong = app.locator('[data-provider=gong]');
  for (const words of [
    ...['Has every call, e-mail, lead and contact erased', 'Gong takes the request.', 'Other people’s data goes along'],
    ...['Is asked before a deletion how many records it holds.', 'A list of allowed IP addresses shuts Jira out.'],
  ])
    await gong.getByText(words).waitFor();
  const page = gong.getByRole('link', { name: 'The vendor’s page on Gong' });
  expect(await page.getAttribute('href')).toContain('https://help.gong.io/');
  await app.locator('[data-provider=hubspot]').getByText('Not deleted, or only later: Copies').waitFor();
  await app.getByLabel('Find a provider').fill('sendg');
  expect(await app.locator('[data-provider]').count()).toBe(1);
  await app.getByRole('button', { name: 'Connect SendGrid' }).click();
  await app.getByText('Not deleted, or only later: Suppression lists.').waitFor();
  // Nothing is preselected of which nobody knows.
  expect(await app.getByLabel('Region').inputValue()).toBe('');
  await app.getByLabel('Region').selectOption('eu');
  await app.getByLabel('API key').fill('SG.example');
  await app.getByLabel('Subusers').fill('shop, news');
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  const card = app.locator('[data-connection=sendgrid]');
  await card.waitFor();
  await card.getByRole('button', { name: 'Edit' }).click();
  expect(await app.getByLabel('Subusers').inputValue()).toBe('shop, news');
});

it('has an admin agree to what goes along of other people, before a connection is made', async () => {
  const { app } = await openAdmin();
  await app.getByRole('button', { name: 'Add connection' }).click();
  await app.getByRole('button', { name: 'Connect Help Scout' }).click();
  await app.getByText(/Other people’s data goes along: Conversations/).waitFor();
  await app.getByLabel('App ID').fill('app1');
  await app.getByLabel('App secret').fill('secret-of-a-test');
  const save = app.getByRole('button', { name: 'Save', exact: true });
  await save.click();
  const agree = app.getByRole('checkbox', { name: 'I have read this, and it may go along.' });
  expect(await agree.evaluate((box: HTMLInputElement) => box.validity.valueMissing)).toBe(true);
  expect(await app.locator('[data-connection="helpscout"]').count()).toBe(0);
  await agree.check();
  await save.click();
  await app.locator('[data-connection="helpscout"]').waitFor();
  await screens.site.admin('removeConnection', { id: 'helpscout' });
});

it('opens a vendor’s page by Jira, since its own frame may open no window', async () => {
  const { page, app } = await openAdmin();
  await app.getByRole('button', { name: 'Add connection' }).click();
  await app.getByRole('button', { name: 'Connect QuickHelp' }).click();
  const opened = page.context().waitForEvent('page');
  await app.getByRole('link', { name: 'The vendor' }).click();
  // What it shows is the vendor's, and not on this machine.
  await (await opened).close();
});
