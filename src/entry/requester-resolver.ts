import { viewForRequester } from '../app/query/requester';
import { REQUESTER_CALLS } from '../contract/requester-calls';
import { resolverFor } from './answer';
import { issueOf } from './authorise';

/** Answers the panel on a request of the customer portal: whoever made the request, and nobody else. */
export const requesterResolver = resolverFor(REQUESTER_CALLS, {
  status: async (ports, _, asker) => ({ view: await viewForRequester(ports, issueOf(asker)) }),
});
