/**
 * An installation whose Jira and vendors are in another process, over HTTP.
 */
import { realFetch } from './real-fetch';
import { MeasuredSite, NO_LATENCY } from './site';
import { REAL } from './time';

const headersOf = ({ headers }: RequestInit): Record<string, string> => {
  const plain = Object.fromEntries(new Headers(headers));
  // Of the body as this process sends it.
  delete plain['content-length'];
  return plain;
};

export class RemoteSite extends MeasuredSite {
  constructor(private readonly world: string) {
    super(REAL, NO_LATENCY);
  }

  protected override askJira(
    ...[{ provider }, path, init, who]: Parameters<MeasuredSite['answerForge']>
  ): Promise<Response> {
    const caller = provider === 'app' ? 'app-user-erasure' : (who ?? '');
    const { method = 'GET', body = null } = init;
    return realFetch(`${this.world}/jira${path}`, {
      ...{ method, body },
      headers: { ...headersOf(init), 'x-caller': caller },
    });
  }

  protected override askVendor(url: string, init: RequestInit): Promise<Response> {
    const { host, pathname, search } = new URL(url);
    return realFetch(`${this.world}/vendor/${host}${pathname}${search}`, init);
  }
}
