/**
 * Forge's way out: a proxy that lets calls through to hosts that the manifest names, or an admin allowed, over https only.
 * It throws nothing: what it says against a call is a response. Allowed hosts are routed to loopback servers, because
 * nothing leaves this machine.
 */
import { EgressFilteringService } from '@forge/egress';

export interface OutgoingRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly redirect: 'follow' | 'manual' | 'error';
}

export interface PlainResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

/** The proxy's own answer, in place of a host that it lets nobody through to, or does not reach. */
const instead = (status: number, headers: Readonly<Record<string, string>>): PlainResponse => ({
  status,
  headers,
  body: null,
});
const BLOCKED = instead(403, { 'forge-proxy-error': 'BLOCKED_EGRESS' });
const UNREACHABLE = instead(503, { 'x-squid-error': 'ERR_CONNECT_FAIL 111' });

const MOST_REDIRECTS = 5;

export class Egress {
  /**
   * @param addresses what the manifest names
   * @param routes loopback origins by https origin, such as `https://api.example.com`
   * @param granted what an admin of this site allowed besides
   */
  constructor(
    private readonly addresses: readonly string[],
    private readonly routes: ReadonlyMap<string, string>,
    private readonly granted: () => readonly string[] = () => [],
  ) {}

  isAllowed(url: string): boolean {
    const addresses = [...this.addresses, ...this.granted()];
    const allowed = new EgressFilteringService(
      addresses.map((address) => (address.includes('://') ? address : `https://${address}`)),
    );
    return URL.canParse(url) && new URL(url).protocol === 'https:' && allowed.isValidUrl(url);
  }

  private routed(url: URL): string | null {
    const exact = this.routes.get(url.origin);
    if (exact !== undefined) return exact;
    const wildcard = [...this.routes].find(([origin]) => {
      const suffix = /^https:\/\/\*(\..+)$/.exec(origin)?.[1];
      return suffix !== undefined && url.hostname.endsWith(suffix);
    });
    return wildcard?.[1] ?? null;
  }

  /** Carries a request out. Where the host is not allowed, or leads nowhere, the proxy answers. */
  async send(request: OutgoingRequest, signal: AbortSignal): Promise<PlainResponse> {
    let url = new URL(request.url);
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      if (!this.isAllowed(url.toString())) return BLOCKED;
      const origin = this.routed(url);
      if (origin === null) return UNREACHABLE;
      const response = await fetch(`${origin}${url.pathname}${url.search}`, {
        method: request.method,
        headers: { ...request.headers, 'x-forwarded-host': url.host },
        body: request.body,
        redirect: 'manual',
        signal,
      });
      const location = response.headers.get('location');
      if (request.redirect === 'follow' && response.status >= 300 && response.status < 400 && location !== null) {
        url = new URL(location, url);
        continue;
      }
      const body = new Uint8Array(await response.arrayBuffer());
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: body.byteLength === 0 ? null : body,
      };
    }
    throw new TypeError('fetch failed: too many redirects');
  }
}
