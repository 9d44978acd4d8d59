/**
 * Erasing many at once, as an admin does on the erasures page: a preview of everything that a query finds, then a run.
 */
import type { MeasuredSite } from './site';

const WHO = { who: 'admin' } as const;

interface Previewed {
  readonly bulk: { readonly id: string; readonly left: number };
  readonly next: string | null;
}

/** Previews every issue there is, and has them run. */
export async function beginBulk(site: MeasuredSite): Promise<void> {
  let goingOn: { id: string; next: string } | null = null;
  for (;;) {
    const asked: object = { jql: 'project = GDPR', goingOn };
    const { bulk, next } = await site.must<Previewed>('erasuresResolver', 'previewBulk', asked, WHO);
    if (next === null) {
      await site.must('erasuresResolver', 'runBulk', { id: bulk.id, erasures: bulk.left }, WHO);
      return;
    }
    goingOn = { id: bulk.id, next };
  }
}
