/**
 * `npm run screenshots`: the pictures of the README, taken from the running app.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { ROOT } from './options';
import { buildScreens } from './screens';
import { openSite, sampleSite } from './site';

const PICTURES = join(ROOT, 'docs/screenshots');

async function takeAll(page: Page, jira: string): Promise<void> {
  const take = async (name: string, isWhole = false) => {
    await page.waitForTimeout(600);
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: isWhole });
  };
  await page.goto(`${jira}/browse/GDPR-1`);
  await page.getByText('Actions').click();
  await page.getByRole('menuitem', { name: 'Delete user' }).click();
  const action = page.frameLocator('dialog[open] iframe');
  await action.getByTestId('address').waitFor();
  await take('confirm');
  await action.getByLabel('Type the address to confirm').fill('jane.doe@example.com');
  await action.getByRole('button', { name: 'Delete user' }).click();
  await action.getByText('Completed').waitFor();
  await take('result');
  await action.getByRole('button', { name: 'Close' }).click();
  await page.getByText('Erasure of j•••@e•••.com: completed.').waitFor();
  await take('issue', true);
  await page.goto(`${jira}/apps/erasure-admin`);
  await page.frameLocator('.page.app iframe').getByRole('button', { name: 'Add a connection' }).waitFor();
  await take('admin', true);
  await page.goto(`${jira}/apps/erasures-page`);
  const erasures = page.frameLocator('.page.app iframe');
  await erasures.getByLabel('JQL').fill('project = GDPR AND erasureStatus IS EMPTY');
  await erasures.getByRole('button', { name: 'Preview' }).click();
  await erasures.getByText('Nothing was started yet').waitFor();
  await take('bulk', true);
  await page.goto(`${jira}/automation`);
  await page.frameLocator('iframe.forge').getByText('Limit to these providers').waitFor();
  await take('automation', true);
}

async function main(): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  buildScreens(ROOT, () => undefined);
  const executablePath = execFileSync('node', [join(ROOT, 'test/support/chromium-path.mjs')], { encoding: 'utf8' });
  const site = await openSite(sampleSite(ROOT));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 760 }, locale: 'en-GB' });
    await takeAll(page, site.jira);
  } finally {
    await browser.close();
    await site.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`);
  process.exitCode = 1;
});
