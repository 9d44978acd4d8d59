/** What goes over the wire between the app and a vendor. */

export interface VendorRequest {
  readonly method: string;
  readonly url: URL;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface VendorReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, unless it is a text. */
  readonly body?: unknown;
}

export const json = (status: number, body: unknown): VendorReply => ({ status, body });

/** A request of the app's own `fetch`, as its vendor gets it. */
export function toVendor(url: string, { method = 'GET', headers, body }: RequestInit): VendorRequest {
  const plain = Object.fromEntries(new Headers(headers));
  return { method, url: new URL(url), headers: plain, body: typeof body === 'string' ? body : '' };
}
