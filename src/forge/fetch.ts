import type { Received } from '../core/reply/reply';
import type { Form, Http } from '../ports/http';
import type { Log } from '../ports/log';
import type { System } from '../ports/system';

/** A call that takes longer is given up, and tried again later. */
const TIMEOUT = 20_000;
/** No documented reply is anywhere near this long. */
const LONGEST_REPLY = 1_000_000;

/** HTTP headers carry bytes: what is not Latin-1 goes as UTF-8, and the provider decides. */
const headerValue = (value: string): string =>
  /^[\u0020-\u00ff\t]*$/.test(value) ? value : Buffer.from(value.replace(/[\r\n]/g, ''), 'utf8').toString('latin1');

/** @see https://url.spec.whatwg.org/#concept-urlencoded-serializer */
const formBody = (form: Form): string =>
  new URLSearchParams(form as Record<string, string> | [string, string][]).toString();

/** The body as text; null where it is longer than any reply may be. */
async function bodyOf(response: Response): Promise<string | null> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > LONGEST_REPLY) return null;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** What an error says of itself, whichever realm it was made in. */
function saidBy(error: unknown): { readonly name: string; readonly message: string } {
  const { name, message } = (error ?? {}) as { name?: unknown; message?: unknown };
  const text = (said: unknown) => (typeof said === 'string' ? said : '');
  return { name: text(name), message: text(message) };
}

/** Node's codes of certificates that cannot be trusted. @see https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const UNTRUSTED =
  /^(?:ERR_TLS_CERT_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_)/;

/** Whether the connection failed because the other side could not show who it is; nothing was sent then. */
function isInsecure(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  return [code, cause?.code].some((one) => typeof one === 'string' && UNTRUSTED.test(one));
}

type Reason = Extract<Received, { kind: 'failed' }>['reason'];

/**
 * The platform's proxy stands between the app and every host, and answers in the host's place where it lets nobody
 * through or reaches nobody. So the answer has a status as any has, and only these tell it from the host's own. Whoever
 * sends them from behind the proxy makes a call fail, and nothing more.
 */
const PROXY_ERROR = 'forge-proxy-error';
const TUNNEL_ERROR = 'x-squid-error';
const BLOCKED = /EGRESS|ALLOWLIST/i;
/** The proxy's word for a blocked host, in a body that came without the header. */
const BLOCKED_BODY = /\b(?:BLOCKED_EGRESS|REQUEST_EGRESS_ALLOWLIST_ERR)\b/;

/** Why the proxy answered in the host's place; null where the host itself did. */
function proxySays({ status, headers }: Response, text: string): Reason | null {
  const said = headers.get(PROXY_ERROR);
  if (said !== null) return BLOCKED.test(said) ? 'not-allowed' : 'unreachable';
  if (status === 403 && BLOCKED_BODY.test(text)) return 'not-allowed';
  const tunnel = headers.get(TUNNEL_ERROR);
  if (tunnel === null) return null;
  return /SECURE_CONNECT/i.test(tunnel) ? 'insecure' : 'unreachable';
}

/** Hosts that the manifest does not name are refused by an error where calls pass no proxy, as in the platform's tunnel. */
function isNotAllowed(error: unknown): boolean {
  const { name, message } = saidBy(error);
  return /NotAllowed|ALLOWLIST/i.test(`${name} ${message}`);
}

/** Why there is no reply. The error's own words may hold the URL: nobody sees them. */
function whyFailed(error: unknown): Reason {
  if (isNotAllowed(error)) return 'not-allowed';
  if (isInsecure(error)) return 'insecure';
  return ['TimeoutError', 'AbortError'].includes(saidBy(error).name) ? 'timeout' : 'unreachable';
}

/** The http port over `fetch`. Redirects are not followed: no credential goes where it was not meant to go. */
export function httpOver(fetch: typeof globalThis.fetch, { now }: Pick<System, 'now'>, log: Log): Http {
  return async ({ op, method, url, headers = {}, json, form, timeoutMs = TIMEOUT }): Promise<Received> => {
    const body = json !== undefined ? JSON.stringify(json) : form === undefined ? undefined : formBody(form);
    const type = json !== undefined ? 'application/json' : 'application/x-www-form-urlencoded';
    const all = { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': type }), ...headers };
    const started = now();
    try {
      const response = await fetch(url, {
        method,
        headers: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, headerValue(value)])),
        ...(body === undefined ? {} : { body }),
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await bodyOf(response);
      log('call', { op, status: response.status, ms: now() - started });
      if (text === null) return { kind: 'failed', reason: 'too-large' };
      const reason = proxySays(response, text);
      if (reason !== null) return { kind: 'failed', reason };
      return { kind: 'reply', status: response.status, header: (name) => response.headers.get(name), text };
    } catch (error) {
      const reason = whyFailed(error);
      log('call failed', { op, reason, ms: now() - started });
      return { kind: 'failed', reason };
    }
  };
}
