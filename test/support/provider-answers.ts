/**
 * What the simulated providers answer the app, over its own `fetch`.
 */
import { successOf } from '../../dev/platform/vendors/success';
import type { Outside } from './tenant';

/** Answers of success, as documented. */
export const asDocumented: Outside = (url) => {
  const { status, body } = successOf(new URL(url).host);
  const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
  return new Response(text, { status, headers: { 'content-type': 'application/json' } });
};
