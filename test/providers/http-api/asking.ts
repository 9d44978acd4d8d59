/**
 * One person erased through a connection to an HTTP API, over scripted replies.
 */
import { http } from '../../../src/providers/http';
import type { Subject } from '../../../src/providers/kit';
import { around, type Scripted, vendor } from '../../support/vendor';

export const URL_OF = 'https://api.example.com/v1/users/{{email}}';
/** The least that can be set up. */
export const LEAST = { url: URL_OF, deleted: '204' };

export async function erase(settings: object, subject: Subject, ...replies: Scripted[]) {
  const api = vendor(...replies);
  const outcomes = await http.open({ ...LEAST, ...settings }, around(api)).erase?.([subject]);
  return { outcome: outcomes?.[0], asked: api.asked };
}

/** What is wrong with settings, in the words that an admin reads. */
export const wrong = (settings: object): string =>
  (http.problems({ ...LEAST, ...settings })?.issues ?? [])
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ');
