/**
 * Forge's way out: only hosts that the manifest names, no plain http, a limit of calls. Allowed hosts are routed to
 * loopback servers, because nothing leaves this machine.
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

/** What the platform's fetch throws for a host that the manifest does not name. */
export class ExternalEndpointNotAllowedError extends Error {
  override name = 'ExternalEndpointNotAllowedError' as const;
}

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

  /** Carries a request out. @throws as the platform's fetch does, where the host is not allowed or does not answer. */
  async send(request: OutgoingRequest, signal: AbortSignal): Promise<PlainResponse> {
    let url = new URL(request.url);
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      if (!this.isAllowed(url.toString()))
        throw new ExternalEndpointNotAllowedError(
          `REQUEST_EGRESS_ALLOWLIST_ERR: ${url.host} is not in ${this.addresses.join(', ')}`,
        );
      const origin = this.routed(url);
      if (origin === null) throw new TypeError('fetch failed');
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
