/**
 * The erasures page: its filter in the page's address, a person found by hash, charts, the story of one, and CSV.
 */
import { readFileSync } from 'node:fs';
import { appOf } from '../support/browser';
import { screensOf } from '../support/screens';
import { EMAIL_FIELD, until } from '../support/site';

// Sweeps every second: what ended is counted then.
const screens = screensOf();

const listed = (key: string, user = 'admin') =>
  until(`${key} in the list`, async () => {
    const list = await screens.site.erasures<{ erasures: { issueKey: string }[] }>(user, 'list', {
      filter: {},
      cursor: null,
    });
    return list.ok && list.value.erasures.some(({ issueKey }) => issueKey === key);
  });

it('says that there are none yet', async () => {
  const { page } = await screens.open('/apps/erasures-page');
  await appOf(page).getByText('There are no erasures yet').waitFor();
  await appOf(page).getByText('Nothing is due.').waitFor();
});

it('filters by status, and keeps the filter over a reload and the browser’s Back', async () => {
  const { site, open } = screens;
  const done = await site.issueFor('filter.me@example.com');
  await site.trigger({ issueKey: done });
  await site.settled(done);
  const waiting = await site.issueFor('boss@ourcompany.example');
  await site.agent('agent', waiting, 'start', { expected: 'boss@ourcompany.example', confirmed: true });
  await listed(done);
  await listed(waiting);
  const { page } = await open('/apps/erasures-page', { user: 'second-agent' });
  const rows = appOf(page).locator('tbody tr[data-erasure]');
  await until('both', async () => (await rows.count()) === 2);
  await appOf(page).getByLabel('Status').selectOption('awaiting-approval');
  await until('one', async () => (await rows.count()) === 1);
  expect(new URL(page.url()).searchParams.get('status')).toBe('awaiting-approval');
  await page.reload();
  await until('one after the reload', async () => (await rows.count()) === 1);
  expect(await appOf(page).getByLabel('Status').inputValue()).toBe('awaiting-approval');
  await appOf(page).getByLabel('Due', { exact: true }).selectOption('overdue');
  await appOf(page).getByText('fits this filter').waitFor();
  await page.goBack();
  await until('one after Back', async () => (await rows.count()) === 1);
  await appOf(page).getByRole('button', { name: 'Show all' }).click();
  await until('both again', async () => (await rows.count()) === 2);
});

it('finds a person by address, which stands nowhere afterwards', async () => {
  const { site, open } = screens;
  const key = await site.issueFor('Find.Me@example.com');
  await site.trigger({ issueKey: key });
  await site.settled(key);
  await listed(key);
  const { page } = await open('/apps/erasures-page');
  const app = appOf(page);
  await app.getByLabel('Find a person').fill('find.me@EXAMPLE.com');
  await app.getByRole('button', { name: 'Find', exact: true }).click();
  await app.getByText('Erasures of one person.').waitFor();
  await until('the one', async () => (await app.locator('tbody tr[data-erasure]').count()) === 1);
  await app.getByRole('link', { name: key }).waitFor();
  expect(decodeURIComponent(page.url()).toLowerCase()).not.toContain('find');
  expect(new URL(page.url()).searchParams.get('person')).toMatch(/^p[0-9a-f]{64}$/);
  await app.getByLabel('Find a person').fill('nobody.ever@example.com');
  await app.getByRole('button', { name: 'Find', exact: true }).click();
  await app.getByText('Nobody of this address was erased').waitFor();
});

it('tells the whole story of one, with the names of who acted', async () => {
  const { site, open } = screens;
  const key = await site.issueFor('chief@ourcompany.example');
  await site.agent('agent', key, 'start', { expected: 'chief@ourcompany.example', confirmed: true });
  await listed(key);
  const { page } = await open('/apps/erasures-page', { user: 'second-agent' });
  const app = appOf(page);
  const row = app.locator('tbody tr', { hasText: key });
  await row.getByRole('button', { name: 'Reject' }).click();
  await row.getByLabel('Why is it rejected?').fill('She is still under contract.');
  await row.getByRole('button', { name: 'Reject the erasure' }).click();
  // Not the question, which holds the word, too.
  await row.getByText('Rejected', { exact: true }).waitFor();
  await app.getByRole('button', { name: `Story of ${key}` }).click();
  const events = app.getByRole('list', { name: 'Events' }).getByRole('listitem');
  await events.filter({ hasText: 'Arne Agent' }).filter({ hasText: 'Requested from the issue' }).waitFor();
  await events
    .filter({ hasText: 'Sefa Agent' })
    .filter({ hasText: 'Rejected. Reason: She is still under contract.' })
    .waitFor();
  expect(new URL(page.url()).searchParams.get('erasure')).not.toBeNull();
  await page.reload();
  await events.filter({ hasText: 'Sefa Agent' }).waitFor();
  await app.getByRole('button', { name: 'Back to all erasures' }).click();
  await row.waitFor();
});

it('draws what ended, once each', async () => {
  const { page } = await screens.open('/apps/erasures-page');
  const row = (name: string) => appOf(page).getByRole('row', { name: new RegExp(`^${name} `) });
  await screens.site.until('the sweep', async () => {
    await page.reload();
    await appOf(page).getByRole('heading', { name: 'At a glance' }).waitFor();
    const shown = row('Within an hour');
    await shown.or(appOf(page).getByText('Nothing ended yet.').first()).first().waitFor();
    return (await shown.count()) === 1 && (await shown.innerText()).endsWith('2');
  });
  // What was only taken has a colour of its own: green is what providers confirm.
  expect(await row('Registered').locator('rect.handed').count()).toBe(1);
  expect(await appOf(page).locator('.columns rect.good[height="0"]').count()).toBe(30);
  // Two were erased at three providers each.
  expect((await row('Registered').innerText()).replace(/\s+/g, ' ')).toMatch(/Registered \d+$/);
  await appOf(page).getByText('By day').click();
});

it('exports what the filter shows, without any person in it', async () => {
  const { page } = await screens.open('/apps/erasures-page');
  await appOf(page).getByLabel('Status').selectOption('handed-over');
  await until('the filter', async () => (await appOf(page).locator('tbody tr[data-erasure]').count()) === 2);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    appOf(page).getByRole('button', { name: 'Export as CSV' }).click(),
  ]);
  const csv = readFileSync(await download.path(), 'utf8');
  const [head = '', ...rows] = csv.trim().split(/\r?\n/);
  expect(head).toBe(
    'issue,status,asked for,way,due,overdue,ended,settled,providers,' +
      'deleted,nobody there,accepted,registered,by hand,kept,blocked,verified',
  );
  expect(rows).toHaveLength(2);
  expect(csv).not.toMatch(/@|•/);
});

it('shows what is paused, with the way out', async () => {
  const { site, open } = screens;
  await site.admin('pause', { paused: true });
  const { page } = await open('/apps/erasures-page', { theme: 'dark' });
  await appOf(page).getByRole('heading', { name: 'All deletions are paused' }).waitFor();
  await site.admin('pause', { paused: false });
});

it('is no page for what the reader may not see', async () => {
  const { site, open } = screens;
  const key = await site.issue({ [EMAIL_FIELD]: 'not.yours@example.com' });
  await site.trigger({ issueKey: key });
  const { erasureId } = await site.settled(key);
  const { page } = await open(`/apps/erasures-page?erasure=${erasureId}`, { user: 'other-agent' });
  await appOf(page)
    .getByText(/You do not have the permission/)
    .waitFor();
});

it('says what came of asking a provider again, and until when the address is kept for that', async () => {
  const { site, open } = screens;
  await site.trigger({ issueKey: 'GDPR-1' });
  const { erasureId } = await site.settled('GDPR-1');
  const { page } = await open(`/apps/erasures-page?erasure=${erasureId}`, { theme: 'dark' });
  const app = appOf(page);
  await app.getByText(/Not verified yet\. It is asked again on/).waitFor();
  await app.getByText(/Address kept until .* to ask the providers again/).waitFor();
  await site.until('the answer', async () =>
    (await site.property('GDPR-1'))?.steps.some((step) => 'verifiedAt' in step),
  );
  await page.reload();
  await app.getByText(/nobody is there \(\d+ before, 0 after\)/).waitFor();
  await app.getByText(/copernica \(copernica\) asked again, and verified/).waitFor();
  expect(await app.getByText('Address kept').count()).toBe(0);
  expect(await app.locator('[data-verification="not-asked"]').count()).toBe(2);
});
