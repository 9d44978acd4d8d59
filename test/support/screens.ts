/**
 * A local site and a Chromium for every test of a file. After each test, no page may have complained, and axe may find
 * nothing wrong with what still stands on the screens.
 */
import type { Browser } from 'playwright-core';
import { violationsOn } from './accessibility';
import { launch, visit, type Visit, type Visitor } from './browser';
import { LocalSite } from './site';

export interface Screens {
  readonly site: LocalSite;
  /** Opens a page of the local Jira; it is closed after the test. */
  readonly open: (path: string, visitor?: Visitor) => Promise<Visit>;
}

export function screensOf(...options: string[]): Screens {
  const made: { site?: LocalSite; browser?: Browser } = {};
  const opened: Visit[] = [];
  const must = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('the site is started before the first test');
    return part;
  };
  beforeAll(async () => {
    made.site = await LocalSite.start(...options);
    made.browser = await launch();
  });
  afterAll(async () => {
    await made.browser?.close();
    await made.site?.stop();
  });
  afterEach(async () => {
    const visits = opened.splice(0);
    const violations: string[] = [];
    for (const { page } of visits) violations.push(...(await violationsOn(page)));
    await Promise.all(visits.map(({ page }) => page.close()));
    expect(visits.flatMap(({ complaints }) => complaints)).toEqual([]);
    expect(violations).toEqual([]);
  });
  return {
    get site() {
      return must(made.site);
    },
    async open(path, visitor) {
      const visited = await visit(must(made.browser), must(made.site).ready.jira, path, visitor);
      opened.push(visited);
      return visited;
    },
  };
}
