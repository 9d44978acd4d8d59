/**
 * What axe finds wrong with the app's screens, as they stand, in light and in dark.
 */
import { readFileSync } from 'node:fs';
import type axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const MODES = ['light', 'dark'] as const;
type Mode = (typeof MODES)[number];

async function violationsIn(frame: Frame, mode: Mode): Promise<string[]> {
  return frame.evaluate(async (shown) => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      // A screen stands within a page of the product: headings and landmarks begin there.
      rules: { 'page-has-heading-one': { enabled: false }, 'landmark-one-main': { enabled: true } },
      resultTypes: ['violations'],
      // Its style sheets are asked for by no rule but one of narrow screens.
      preload: false,
      // In the dark only the colours are others.
      ...(shown === 'dark' ? { runOnly: ['color-contrast'], rules: {} } : {}),
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 120)} ${failureSummary.slice(0, 300)}`),
    );
  }, mode);
}

/** The screens that can be seen: one in a window that was closed is empty. */
async function screensOf(page: Page): Promise<Frame[]> {
  const frames = page.frames().filter((frame) => frame.url().includes('/ui/'));
  const shown = await Promise.all(frames.map(async (frame) => (await frame.frameElement()).isVisible()));
  return frames.filter((_, index) => shown[index]);
}

/** Every violation on every screen of the app that the page shows. The page is left as it was. */
export async function violationsOn(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const frame of await screensOf(page)) {
    // The product's surface shows through: axe, which sees this document only, is told its colour.
    const before = await frame.evaluate(() => {
      document.documentElement.style.backgroundColor = 'var(--ds-surface)';
      return document.documentElement.dataset['colorMode'];
    });
    await frame.evaluate(AXE);
    for (const mode of MODES) {
      await frame.evaluate(async (to) => {
        document.documentElement.dataset['colorMode'] = to;
        // Colours fade from one to the other.
        await new Promise((next) => requestAnimationFrame(next));
        const fading = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
        await Promise.all(fading.map(({ finished }) => finished.catch(() => undefined)));
      }, mode);
      found.push(...(await violationsIn(frame, mode)).map((violation) => `${mode}: ${violation}`));
    }
    await frame.evaluate((to) => {
      document.documentElement.style.removeProperty('background-color');
      document.documentElement.dataset['colorMode'] = to;
    }, before);
  }
  return found;
}
