import type { Ports } from '../../ports/ports';
import { reconcile } from '../sync/reconcile';
import { inPortions } from '../../lib/portions';

const AT_ONCE = 10;

/** Tells one issue. Where that fails, its erasure stays noted for the sweep, and the calls go on. */
async function sync(ports: Ports, id: string): Promise<void> {
  try {
    await reconcile(ports, id);
  } catch (error) {
    ports.log('work failed', { what: 'publish', error: error instanceof Error ? error.name : 'unknown' });
  }
}

/** Tells issues beside the next turn, so that a provider's rate is used while Jira answers. */
export class SyncQueue {
  private pending: Promise<void> = Promise.resolve();

  constructor(private readonly ports: Ports) {}

  /** Has the issues of these erasures told, after those that were added before. */
  add(ids: readonly string[]): void {
    const before = this.pending;
    this.pending = before.then(() => this.syncAll(ids));
  }

  /** Once all of them are told, as far as Jira lets the app. It never fails. */
  done(): Promise<void> {
    return this.pending;
  }

  private async syncAll(ids: readonly string[]): Promise<void> {
    await inPortions(ids, AT_ONCE, (id) => sync(this.ports, id));
  }
}
