/**
 * `npm run screenshots`: the pictures of the README, taken from the running app.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ROOT } from '../local/options';
import { buildScreens } from '../local/screens';
import { openSite, sampleSite, type Site } from '../local/site';

const PICTURES = join(ROOT, 'docs/screenshots');

type Take = (name: string, isWhole?: boolean) => Promise<void>;

const takerOn = (page: Page): Take => {
  return async (name, isWhole = false) => {
    await page.waitForTimeout(600);
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: isWhole });
  };
};

/** From the ticket to the truth on it. */
async function takeDeletion(page: Page, jira: string, take: Take): Promise<void> {
  await page.goto(`${jira}/browse/GDPR-1`);
  await page.getByText('Actions').click();
  await page.getByRole('menuitem', { name: 'Delete user' }).click();
  const action = page.frameLocator('dialog[open] iframe');
  await action.getByTestId('address').waitFor();
  await action.getByRole('button', { name: 'Dry run' }).click();
  await action.getByText('Dry run: nobody was deleted').waitFor();
  await action.getByLabel('Type the address to confirm').fill('jane.doe@example.com');
  // From its beginning, as it opens; what there is to decide stays in sight.
  await action.locator('html').evaluate((element) => {
    element.scrollTo(0, 0);
  });
  await take('confirm', true);
  await action.getByRole('button', { name: 'Delete user' }).click();
  await action.getByText('Handed over', { exact: true }).first().waitFor();
  await take('result');
  await action.getByRole('button', { name: 'Close' }).click();
  await page.getByText('Erasure of j•••@e•••.com: handed over.').waitFor();
  await take('issue', true);
}

/** Some of the other samples, so that there is something to look at. */
async function eraseTheOthers({ url, secret }: { url: string; secret: string }): Promise<void> {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  for (const number of [2, 3, 8, 9])
    await fetch(url, { method: 'POST', headers, body: JSON.stringify({ issueKey: `GDPR-${String(number)}` }) });
}

/** The pages of the app: the settings, the erasures, one's story, a bulk. */
async function takePages(page: Page, jira: string, take: Take): Promise<void> {
  const app = page.frameLocator('.page.app iframe');
  await page.goto(`${jira}/apps/erasure-admin`);
  await app.getByText('Last success').first().waitFor();
  await app.getByLabel('Issue key').fill('GDPR-6');
  await app.getByRole('button', { name: 'Look', exact: true }).click();
  await app.getByRole('list', { name: 'What GDPR-6 says' }).waitFor();
  await take('admin', true);
  await page.goto(`${jira}/apps/erasures-page`);
  await app.getByRole('row', { name: /^Within an hour \d/ }).waitFor();
  await take('erasures', true);
  await app.getByRole('button', { name: 'Story of GDPR-1' }).click();
  await app.getByRole('list', { name: 'Events' }).waitFor();
  await take('story', true);
  await app.getByRole('button', { name: 'Back to all erasures' }).click();
  await app.getByLabel('JQL').fill('project = GDPR AND erasureStatus IS EMPTY');
  await app.getByRole('button', { name: 'Preview' }).click();
  await app.getByText('Nothing was started yet').waitFor();
  await take('bulk', true);
}

async function takeAll(browser: Browser, site: Site): Promise<void> {
  const looks = { viewport: { width: 1200, height: 760 }, locale: 'en-GB' };
  const page = await browser.newPage(looks);
  const take = takerOn(page);
  await takeDeletion(page, site.jira, take);
  await eraseTheOthers(site.trigger);
  // What ended is counted by the next sweep.
  await page.waitForTimeout(5000);
  await takePages(page, site.jira, take);
  await page.goto(`${site.jira}/automation`);
  await page.frameLocator('iframe.forge').getByText('Limit to these providers').waitFor();
  await take('automation', true);

  const portal = await browser.newPage({ ...looks, viewport: { width: 720, height: 480 } });
  await portal.context().addCookies([{ name: 'local-user', value: 'customer', url: site.jira }]);
  await portal.goto(`${site.jira}/portal/GDPR-3`);
  await portal.frameLocator('iframe.forge').getByText('has answered').waitFor();
  await takerOn(portal)('portal', true);

  const dark = await browser.newPage({ ...looks, viewport: { width: 390, height: 844 } });
  await dark.context().addCookies([{ name: 'local-theme', value: 'dark', url: site.jira }]);
  await dark.goto(`${site.jira}/browse/GDPR-1`);
  await dark.frameLocator('.panel iframe').getByText('Handed over', { exact: true }).first().waitFor();
  await takerOn(dark)('panel-dark', true);
  await dark.goto(`${site.jira}/apps/erasures-page`);
  await dark
    .frameLocator('.page.app iframe')
    .getByRole('row', { name: /^Within an hour/ })
    .waitFor();
  await takerOn(dark)('erasures-dark', true);
}

async function main(): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  buildScreens(ROOT, () => undefined);
  const executablePath = execFileSync('node', [join(ROOT, 'test/support/chromium-path.mjs')], { encoding: 'utf8' });
  const site = await openSite({ ...sampleSite(ROOT), scheduleSpeed: 300 });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
  try {
    await takeAll(browser, site);
  } finally {
    await browser.close();
    await site.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`);
  process.exitCode = 1;
});
