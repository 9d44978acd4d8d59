/**
 * A site with many providers, long names in both directions, and thousands of erasures; and what a screen shows while it
 * waits, and when nothing answers.
 */
import { readFileSync } from 'node:fs';
import type { Page, Route } from 'playwright-core';
import { KEYS } from '../../dev/platform/vendors/accounts';
import type { OutputOf } from '../../src/contract/call';
import type { ERASURES_CALLS } from '../../src/contract/erasures-calls';
import { appOf, confirmDeletion, openAction, panelOf, TAKEN } from '../support/browser';
import { isLong } from '../support/runs';
import { screensOf } from '../support/screens';
import { settingsFile } from '../support/settings-file';
import { until } from '../support/site';

const PROVIDERS = isLong ? 200 : 60;
const LONG = 'The customer relationship management system of the marketing department, Europe';
const RIGHT_TO_LEFT = 'מערכת ניהול לקוחות';

const settings = {
  connections: Array.from({ length: PROVIDERS }, (_, index) => ({
    id: `c${String(index)}`,
    provider: 'quickhelp',
    label: index === 0 ? LONG : index === 1 ? RIGHT_TO_LEFT : `System ${String(index)}`,
    settings: { apiKey: KEYS.quickhelp, subscriptionKey: KEYS.subscription },
  })),
  extraction: { sources: [{ kind: 'field', field: 'customfield_10050' }] },
  policy: { projects: ['GDPR'] },
};
const screens = screensOf('--settings', settingsFile(settings));

const fitsInto = async (page: Page): Promise<boolean> => {
  const frame = page.locator('iframe.forge').first().contentFrame();
  return frame.locator('html').evaluate((html) => html.scrollWidth <= html.clientWidth);
};

it('erases at very many providers, and shows those that matter first', async () => {
  const { open } = screens;
  const { page } = await open('/browse/GDPR-1', { width: 360 });
  const action = await openAction(page);
  await action.getByText(LONG).waitFor();
  await action.getByText(RIGHT_TO_LEFT).waitFor();
  expect(await action.locator('[data-connection]').count()).toBe(12);
  await action.getByRole('button', { name: `Show all ${String(PROVIDERS)} providers` }).click();
  expect(await action.locator('[data-connection]').count()).toBe(PROVIDERS);
  await confirmDeletion(action);
  await action.getByText(TAKEN).waitFor();
  await page.keyboard.press('Escape');
  await panelOf(page)
    .getByRole('button', { name: `Show all ${String(PROVIDERS)} providers` })
    .waitFor();
  expect(await fitsInto(page)).toBe(true);
});

it('finds one of very many connections', async () => {
  const { page } = await screens.open('/apps/erasure-admin', { user: 'admin', width: 420 });
  const app = appOf(page);
  await app.getByLabel('Find a connection').fill('לקוחות');
  await until('the one', async () => (await app.locator('[data-connection]').count()) === 1);
  await app.getByLabel('Find a connection').fill('nothing like it');
  await app.getByText('No matching connection.').waitFor();
  expect(await fitsInto(page)).toBe(true);
});

/** Answers one call of the screens instead of the app. */
async function answering(page: Page, functionKey: string, answer: (route: Route, payload: unknown) => Promise<void>) {
  await page.route('**/local/invoke', async (route) => {
    const asked = route.request().postDataJSON() as { functionKey: string; payload: unknown };
    if (asked.functionKey === functionKey) await answer(route, asked.payload);
    else await route.fallback();
  });
}

type Listed = OutputOf<(typeof ERASURES_CALLS)['list']>['erasures'][number];
const MANY = isLong ? 10_000 : 2_000;
const PAGE = 25;

function erasureNo(index: number): Listed {
  const at = Date.UTC(2026, 10, 1) - index * 60_000;
  return {
    ...{ id: `e${String(index)}`, issueKey: `GDPR-${String(index)}`, status: 'completed', words: 'Completed' },
    ...{
      isOpen: false,
      mask: 'j•••@e•••.com',
      via: '=from the issue',
      requestedBy: null,
      approvedBy: null,
      retriedBy: null,
    },
    ...{ note: null, because: [], requestedAt: at, startsAt: at, dueAt: at + 1e9, extendsTo: null },
    ...{ isUnfinished: false, isOverdue: false, isSeenStill: false, secondLookAt: null, people: null },
    ...{
      finishedAt: at + 1000,
      addressKeptUntil: null,
      earlier: null,
      mirror: null,
      hasReceipt: true,
      mayBeCancelled: false,
    },
    ...{ settled: 3, total: 3, steps: [], mayAct: true, mayApprove: true },
  };
}

it('shows thousands of erasures a page at a time, and exports all of them', async () => {
  const { page } = await screens.open('/');
  await answering(page, 'list', async (route, payload) => {
    const from = Number((payload as { cursor: string | null }).cursor ?? 0);
    const erasures = Array.from({ length: PAGE }, (_, index) => erasureNo(from + index));
    const cursor = from + PAGE < MANY ? String(from + PAGE) : null;
    await route.fulfill({ json: { value: { ok: true, value: { erasures, cursor, accountId: 'a', notice: null } } } });
  });
  await page.goto(`${screens.site.ready.jira}/apps/erasures-page`);
  const app = appOf(page);
  const rows = app.locator('tbody tr[data-erasure]');
  await until('a page', async () => (await rows.count()) === PAGE);
  await app.getByRole('button', { name: 'Show more' }).click();
  await until('two pages', async () => (await rows.count()) === 2 * PAGE);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    app.getByRole('button', { name: 'Export as CSV' }).click(),
  ]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split(/\r?\n/);
  expect(lines).toHaveLength(MANY + 1);
  // What looks like a formula stays a text.
  expect(lines[1]).toContain("'=from the issue");
});

it.each<[string, string, string]>([
  ['/apps/erasures-page', 'list', 'Loading erasures …'],
  ['/apps/erasure-admin', 'overview', 'Loading the settings …'],
  ['/browse/GDPR-1', 'status', 'Loading …'],
])('says on %s that it waits, and what to do when nothing answers', async (path, functionKey, words) => {
  const { page } = await screens.open('/', { user: 'admin' });
  const down = { isOver: false, answer: (): void => undefined };
  const silence = new Promise<void>((end) => (down.answer = end));
  await answering(page, functionKey, async (route) => {
    await silence;
    if (down.isOver) await route.fallback();
    else await route.fulfill({ json: { value: { ok: false, error: { code: 'x', message: 'No.' } } } });
  });
  await page.goto(screens.site.ready.jira + path);
  const frame = page.locator('iframe.forge').first().contentFrame();
  await frame.getByText(words, { exact: true }).last().waitFor();
  down.answer();
  await frame.getByRole('heading', { name: 'This could not be loaded' }).waitFor();
  down.isOver = true;
  await frame.getByRole('button', { name: 'Try again' }).click();
  await frame.getByRole('heading', { name: 'This could not be loaded' }).waitFor({ state: 'detached' });
});
