/**
 * What the simulated providers answer the app, over its own `fetch`.
 */
import type { Outside } from './tenant';

const JWT = `e30.${Buffer.from(JSON.stringify({ exp: 4_000_000_000 })).toString('base64url')}.sig`;

const json = (status: number, body?: unknown): Response =>
  new Response(body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });

/** Answers of success, as documented. */
export const asDocumented: Outside = (url) => {
  const { host } = new URL(url);
  if (host === 'authenticate.copernica.com') return json(200, JWT);
  return host === 'api.copernica.com' ? json(201) : json(200, {});
};
