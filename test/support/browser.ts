/**
 * A real Chromium, out of an npm package, with what it complained about.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type FrameLocator, type Page } from 'playwright-core';
import { ROOT } from '../../dev/local/options';

/** How long a page may take on a machine that does much else beside, in milliseconds. */
const A_LONG_WHILE = 300_000;

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launch(): Promise<Browser> {
  const executablePath = execFileSync('node', [join(ROOT, 'test/support/chromium-path.mjs')], { encoding: 'utf8' });
  return chromium.launch({
    executablePath,
    args: FLAGS,
    env: { ...process.env, TMPDIR: mkdtempSync(join(tmpdir(), 'chromium-')) },
  });
}

export interface Visit {
  readonly page: Page;
  /** Errors on the console and on the pages, and violations of the content security policy. */
  readonly complaints: string[];
}

export interface Visitor {
  readonly user?: string;
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
}

/** The browsers of the people who visit: each keeps what it loaded, from one test to the next. */
const contexts = new WeakMap<Browser, Map<string, Promise<BrowserContext>>>();

function contextOf(browser: Browser, jira: string, { user = 'agent', theme = 'light', width = 1280 }: Visitor) {
  const known = contexts.get(browser) ?? new Map<string, Promise<BrowserContext>>();
  contexts.set(browser, known);
  const who = `${user} ${theme} ${String(width)}`;
  const made = known.get(who) ?? newContext(browser, jira, { user, theme, width });
  known.set(who, made);
  return made;
}

async function newContext(
  browser: Browser,
  jira: string,
  { user, theme, width }: Required<Visitor>,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
  });
  await context.addCookies([
    { name: 'local-user', value: user, url: jira },
    { name: 'local-theme', value: theme, url: jira },
  ]);
  return context;
}

/** Opens a page of the local Jira as one of its users. */
export async function visit(browser: Browser, jira: string, path: string, visitor: Visitor = {}): Promise<Visit> {
  const context = await contextOf(browser, jira, visitor);
  const page = await context.newPage();
  page.setDefaultTimeout(A_LONG_WHILE);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || /content security policy/i.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(jira + path);
  return { page, complaints };
}

/** Opens the app's action on an issue's page. */
export async function openAction(page: Page): Promise<FrameLocator> {
  await page.getByText('Actions').click();
  await page.getByRole('menuitem', { name: 'Delete user' }).click();
  return page.frameLocator('dialog[open] iframe');
}

/** Types the address that the action shows, and starts. */
export async function confirmDeletion(action: FrameLocator, button = 'Delete user'): Promise<void> {
  const address = await action.getByTestId('address').innerText();
  await action.getByLabel('Type the address to confirm').fill(address);
  await action.getByRole('button', { name: button }).click();
}

/** What the screens say of an erasure that every provider took and not every one confirms. */
export const TAKEN = /not the same as deleted/;

export const panelOf = (page: Page): FrameLocator => page.frameLocator('.panel iframe');
export const appOf = (page: Page): FrameLocator => page.frameLocator('.page.app iframe');
