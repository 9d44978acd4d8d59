/**
 * The panel on a request of the customer portal, in a real Chromium.
 */
import { panelOf } from '../support/browser';
import { screensOf } from '../support/screens';

const screens = screensOf();
const { open } = screens;
/** A request that Carla made on the portal. */
const REQUEST = 'GDPR-3';

const panels = (user: string): Promise<number> =>
  fetch(`${screens.site.ready.jira}/portal/${REQUEST}`, { headers: { cookie: `local-user=${user}` } })
    .then((response) => response.text())
    .then((page) => page.split('data-module="request-status"').length - 1);

it('is not there before an erasure was begun', async () => {
  expect(await panels('customer')).toBe(0);
});

it('tells whoever made the request how far it is, and nobody else', async () => {
  await screens.site.trigger({ issueKey: REQUEST });
  await screens.site.settled(REQUEST);
  const { page } = await open(`/portal/${REQUEST}`, { user: 'customer', width: 360 });
  await panelOf(page).getByRole('status').getByText('Every system that takes part has answered').waitFor();
  const text = await page.locator('main').innerText();
  expect(`${text}${await panelOf(page).locator('body').innerText()}`).not.toMatch(/QuickHelp|Copernica|Centercode|@/);
  expect(await panelOf(page).locator('.lozenge.success').count()).toBe(0);
  const other = await open(`/portal/${REQUEST}`, { user: 'agent', theme: 'dark' });
  await panelOf(other.page).getByText('shown only to the person who made it').waitFor();
});

it('names the systems where an admin wants it, in the dark, too', async () => {
  const { page: settings } = await open('/apps/erasure-admin', { user: 'admin' });
  const admin = settings.frameLocator('.page.app iframe');
  await admin.getByLabel('Shown on the customer portal').selectOption('systems');
  await admin.getByRole('button', { name: 'Save the rules' }).click();
  await admin.getByText('Saved.').waitFor();
  const { page } = await open(`/portal/${REQUEST}`, { user: 'customer', theme: 'dark' });
  const systems = panelOf(page).getByRole('list', { name: 'Systems' });
  await systems.getByText('QuickHelp').waitFor();
  expect(await systems.getByRole('listitem').count()).toBe(3);
});

it('says so where it cannot be loaded, and is loaded again by the keyboard', async () => {
  const { page } = await open('/', { user: 'customer' });
  const json = { value: { ok: false, error: { code: 'jira-unavailable', message: '' } } };
  await page.route('**/local/invoke', (route) => route.fulfill({ json }));
  await page.goto(`${screens.site.ready.jira}/portal/${REQUEST}`);
  await panelOf(page).getByRole('alert').getByText('This could not be loaded').waitFor();
  await page.unroute('**/local/invoke');
  await panelOf(page).getByRole('button', { name: 'Try again' }).focus();
  await page.keyboard.press('Enter');
  await panelOf(page).getByText('Answered', { exact: true }).first().waitFor();
});

it('runs for no account that the manifest does not name', async () => {
  for (const [user, module, status] of [
    ['customer', 'erasures-page', 403],
    ['requester', 'erasure-admin', 403],
    ['requester', 'request-status', 404],
    ['customer', 'request-status', 200],
  ] as const) {
    const answer = await fetch(`${screens.site.ready.jira}/local/invoke`, {
      method: 'POST',
      headers: { cookie: `local-user=${user}`, 'content-type': 'application/json' },
      body: JSON.stringify({ module, issueKey: REQUEST, functionKey: 'status', payload: {} }),
    });
    expect([user, module, answer.status]).toEqual([user, module, status]);
  }
});
