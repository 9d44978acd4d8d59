/**
 * An API of its own, which no provider declares: `DELETE /v1/members/{email}`. It is what a connection to an HTTP API is set
 * up for, so its answers are not those of the settings.
 */
import { KEYS } from './accounts';
import { formOf, type VendorPeople } from './people';
import { json, type VendorReply, type VendorRequest } from './wire';

export const FORUM = 'forum.example.com';

export function forum({ method, url, headers }: VendorRequest, people: VendorPeople): VendorReply {
  if (headers['authorization'] !== `Bearer ${KEYS.forum}`) return json(401, { error: 'bad token' });
  const email = decodeURIComponent(/^\/v1\/members\/([^/]+)$/.exec(url.pathname)?.[1] ?? '');
  if (method !== 'DELETE' || email === '') return json(404, { error: 'no such resource' });
  const found = people.all().filter((person) => formOf(person.email) === formOf(email));
  for (const { id } of found) people.remove(id, null);
  return found.length === 0 ? json(404, { error: 'unknown member' }) : { status: 204 };
}
