/** Shopify: finds the customers of an address, and requests the erasure of their personal data. */
import * as z from 'zod/mini';
import { defineProvider, grants, header, path, secret, text } from './kit';
import { customers, erasureOf, hasFailedBy, isDeclinedBy, isRequested } from './shopify-queries';

const DAYS_184 = 184 * 86_400_000;
const Scopes = z.object({ access_scopes: z.array(z.object({ handle: z.string() })) });
const handlesIn = (scopes: z.infer<typeof Scopes>) => scopes.access_scopes.map(({ handle }) => handle);
const NEEDED = ['read_customers', 'read_customer_data_erasure', 'write_customer_data_erasure'];
const ALL = { access_scopes: NEEDED.map((handle) => ({ handle })) };

export const shopify = defineProvider({
  ...{ id: 'shopify', label: 'Shopify', category: 'commerce', confidence: 'vendor' },
  page: 'https://shopify.dev/docs/api/admin-graphql/latest/mutations/customerRequestDataErasure',
  notes: [
    'Shopify passes the request on to the apps of the shop. It can be cancelled there until it is carried out.',
    'A new order makes the customer anew.',
    'The app needs access to protected customer data.',
  ],
  assumed: ['The search tells the address of a customer as their defaultEmailAddress.'],
  does: 'Requests the erasure of the customer’s personal data.',
  promise: 'Shopify takes the request, and erases at the latest six months after the customer’s last order.',
  keeps: [
    { what: 'Orders, without the personal data in them' },
    { what: 'The personal data, after a recent order', days: 184 },
  ],
  ...{ hosts: ['*.myshopify.com'], callsPerMinute: 60, calls: 2, holds: ['customer', 'customers'] },
  declines: {
    200: [
      { when: isDeclinedBy('THROTTLED'), then: { retry: 'rate-limited' } },
      { when: isDeclinedBy('ACCESS_DENIED'), then: { refused: 'credentials' } },
    ],
  },
  settings: {
    shop: text('Shop domain', 'Settings › Domains, such as example.myshopify.com.', {
      fits: /^[a-z0-9][a-z0-9-]{0,62}\.myshopify\.com$/,
      says: 'a domain such as example.myshopify.com',
      lowerCase: true,
    }),
    accessToken: secret('Admin API access token', 'Settings › Apps › Develop apps; it begins with shpat_.'),
  },
  api: ({ shop, accessToken }) => ({
    baseUrl: `https://${shop}/admin`,
    headers: header('X-Shopify-Access-Token', accessToken),
  }),
  test: { method: 'GET', path: path`/oauth/access_scopes.json`, grants: grants(NEEDED, Scopes, handlesIn, ALL) },
  erase: {
    find: customers,
    delete: ({ id }) => ({
      ...erasureOf(id),
      replies: {
        200: [
          { when: isRequested, then: { within: DAYS_184 } },
          { when: hasFailedBy('DOES_NOT_EXIST'), then: 'absent' },
          { when: hasFailedBy('FAILED_TO_REQUEST'), then: { refused: 'rejected-address' } },
        ],
      },
    }),
  },
});
