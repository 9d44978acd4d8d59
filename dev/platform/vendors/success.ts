/**
 * What the four first vendors answer of success, as documented: for whoever needs vendors that hold nobody.
 */
import type { VendorReply } from './wire';

const JWT = `e30.${Buffer.from(JSON.stringify({ exp: 4_000_000_000 })).toString('base64url')}.sig`;

export function successOf(host: string): VendorReply {
  if (host === 'authenticate.copernica.com') return { status: 200, body: JWT };
  return host === 'api.copernica.com' ? { status: 201 } : { status: 200, body: {} };
}
