/**
 * What an admin does: the order of the places by keyboard and by mouse, a look at a real issue, how connections do, and
 * what goes into an automation rule.
 */
import { readFileSync } from 'node:fs';
import { appOf } from '../support/browser';
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
