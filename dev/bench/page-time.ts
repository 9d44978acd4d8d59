/**
 * How long a page takes in Chromium until it can be seen, as the local Jira opens the action.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openSite, sampleSite, type Site } from '../local/site';
import { launch, openAction } from '../../test/support/browser';

const WARM_UP = 3;
const RUNS = 15;
/** Notes, in every document, when something can first be seen in its root; in milliseconds since it was asked for. */
const NOTE_READY = `new MutationObserver((_, observer) => {
  const root = document.getElementById('root');
  if (root?.firstElementChild && !root.classList.contains('unthemed')) {
    globalThis.readyAt = performance.now();
    observer.disconnect();
  }
}).observe(document, { childList: true, subtree: true, attributes: true });`;

async function timeAction(browser: Browser, { jira }: Site): Promise<number> {
  const context = await browser.newContext();
  await context.addCookies([{ name: 'local-user', value: 'agent', url: jira }]);
  const page = await context.newPage();
  await page.addInitScript(NOTE_READY);
  await page.goto(`${jira}/browse/GDPR-1`);
  const action = await openAction(page);
  await action.locator('#root > *').first().waitFor();
  const frame = page.frames().find((one) => one.url().includes('issue-action'));
  if (frame === undefined) throw new Error('The action did not open.');
  const time = Number(await (await frame.waitForFunction('globalThis.readyAt')).jsonValue());
  await context.close();
  return time;
}

/** The project with another page in the place of the action. */
function projectWith(root: string, page: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'erasure-bench-'));
  for (const name of readdirSync(root)) if (name !== 'static') symlinkSync(join(root, name), join(folder, name));
  const dist = join(folder, 'static/dist/ui');
  mkdirSync(dist, { recursive: true });
  cpSync(page, dist, { recursive: true });
  renameSync(join(dist, 'index.html'), join(dist, 'issue-action.html'));
  return folder;
}

/** The action's time ÷ that of another page in its place, in turns. @param page the folder that it was built into */
export async function timeRatios(root: string, page: string): Promise<number[]> {
  const other = projectWith(root, page);
  const sites = [await openSite(sampleSite(root)), await openSite(sampleSite(other))] as const;
  const browser = await launch();
  try {
    const ratios: number[] = [];
    for (let run = 0; run < WARM_UP + RUNS; run += 1) {
      const [ours, theirs] = [await timeAction(browser, sites[0]), await timeAction(browser, sites[1])];
      if (run >= WARM_UP) ratios.push(ours / theirs);
    }
    return ratios;
  } finally {
    await browser.close();
    for (const site of sites) await site.close();
    rmSync(other, { recursive: true, force: true });
  }
}
