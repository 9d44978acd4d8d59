/**
 * BrainStorm QuickHelp: DELETE /v1/User/Delete of the Customer API, "pursuant to GDPR requirements", at most 100 people.
 * @see https://apimqhapiprodnc.portal.azure-api.net (prod-customer-api-v1, deleteUser)
 * @see https://support.quickhelp.com/support/solutions/articles/6000164934 (carried out within 72 hours)
 */
import * as z from 'zod/mini';
import { failure, type Outcome } from '../core/status/outcome';
import { defineProvider, type Reach, secret } from './kit';
import type { Person } from '../core/person/person';

const HOURS_72 = 72 * 3_600_000;

interface Keys {
  readonly apiKey: string;
  readonly subscriptionKey: string;
  readonly customerId?: number | undefined;
}

/** Documented success: 200 with `{}`. Anything in it is not documented, and may say that nobody was deleted. */
const isEmptyObject = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && !Array.isArray(json) && Object.keys(json).length === 0;

/** One bad address among a hundred is found with 15 calls. Where that is not enough, the next turn goes on. */
const MOST_CALLS = 24;
const LONGEST_SEARCH = 60_000;

const rejected = (reason: 'rejected' | 'rejected-address'): Outcome => ({ kind: 'refused', reason, httpStatus: 400 });
const POSTPONED: Outcome = { kind: 'retry', reason: 'postponed' };

async function deleteUsers(
  { apiKey, subscriptionKey, customerId }: Keys,
  { http, now }: Pick<Reach, 'http' | 'now'>,
  people: readonly Person[],
): Promise<Outcome | 'bad-request'> {
  const reply = await http({
    op: 'quickhelp.delete-users',
    method: 'DELETE',
    url: 'https://qhapi.quickhelp.com/v1/User/Delete',
    headers: { authorization: apiKey, 'ocp-apim-subscription-key': subscriptionKey },
    json: { ...(customerId === undefined ? {} : { customerId }), users: people.map(({ email }) => ({ email })) },
  });
  if (reply.kind === 'reply' && reply.status === 200 && isEmptyObject(reply.json))
    return { kind: 'accepted', expectedBy: now() + HOURS_72 };
  return reply.kind === 'reply' && reply.status === 400 ? 'bad-request' : failure(reply);
}

/**
 * Deletes a batch. A 400 refuses a whole request for one bad address in it, and its text may name people, so it is never
 * read: the batch is halved until the address that is not accepted stands alone. The search is bounded. Any other
 * failure ends it, and whoever was not asked about shares that outcome. Where it ends before anybody was accepted, the
 * request itself is wrong and not every address in it.
 */
async function eraseBatch(keys: Keys, around: Reach, people: readonly Person[]): Promise<Outcome[]> {
  const outcomes = people.map(() => POSTPONED);
  const until = around.now() + LONGEST_SEARCH;
  const ranges: [number, number][] = [[0, people.length]];
  let isAnybodyAccepted = false;
  for (let calls = 0; ranges.length > 0 && calls < MOST_CALLS && around.now() < until; calls += 1) {
    const [from, to] = ranges.shift() ?? [0, 0];
    const outcome = await deleteUsers(keys, around, people.slice(from, to));
    if (outcome !== 'bad-request') {
      const isAccepted = outcome.kind === 'accepted';
      isAnybodyAccepted ||= isAccepted;
      const reached = isAccepted ? [[from, to] as const] : [[from, to] as const, ...ranges];
      for (const [first, last] of reached) outcomes.fill(outcome, first, last);
      if (!isAccepted) return outcomes;
    } else if (to - from === 1) outcomes[from] = rejected('rejected-address');
    else {
      const middle = from + Math.ceil((to - from) / 2);
      ranges.unshift([from, middle], [middle, to]);
    }
  }
  const isWrongItself = ranges.length > 0 && !isAnybodyAccepted;
  return isWrongItself ? people.map(() => rejected('rejected')) : outcomes;
}

export const quickhelp = defineProvider({
  id: 'quickhelp',
  label: 'QuickHelp',
  does: 'Asks BrainStorm QuickHelp to delete the user under GDPR.',
  promise: 'QuickHelp accepts deletions and carries them out within 72 hours.',
  page: 'https://apimqhapiprodnc.portal.azure-api.net/docs/services/prod-customer-api-v1',
  notes: [
    'An admin cannot recreate somebody who was deleted this way; single sign-on and self-provisioning still can.',
    'QuickHelp documents no harmless call, so the keys are tried with the first deletion.',
  ],
  egress: ['qhapi.quickhelp.com'],
  batchSize: 100,
  concurrency: 1,
  callsPerMinute: 120,
  settings: z.strictObject({
    apiKey: secret('Customer API key', 'Generated in the QuickHelp Admin Portal.'),
    subscriptionKey: secret('Subscription key', 'Found in your profile of the API portal (Ocp-Apim-Subscription-Key).'),
    customerId: z.optional(
      z
        .int('a whole number')
        .check(
          z.positive('a number above 0'),
          z.meta({ title: 'Customer id (optional)', description: 'Only for BSI or Partner accounts.' }),
        ),
    ),
  }),

  test: () => Promise.resolve({ kind: 'no-harmless-call' }),
  erase: eraseBatch,
});
