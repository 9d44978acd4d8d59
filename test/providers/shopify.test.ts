import { shopify } from '../../src/providers/shopify';
import { NOW } from '../support/vendor';
import { calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { shop: 'example.myshopify.com', accessToken: SECRET };
conformance(shopify, SETTINGS);

const site = () => calling(shopify, SETTINGS);
const GRAPHQL = 'POST https://example.myshopify.com/admin/api/2026-10/graphql.json';
const headers = { 'x-shopify-access-token': SECRET };
const ID = 'gid://shopify/Customer/7';
const extensions = {
  cost: { requestedQueryCost: 12, throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 0 } },
};
const customers = (...some: [string, string | null][]) => ({
  status: 200,
  body: {
    data: {
      customers: {
        nodes: some.map(([id, emailAddress]) => ({ id, email: emailAddress === null ? null : { emailAddress } })),
        pageInfo: { hasNextPage: false },
      },
    },
    extensions,
  },
});
const told = (customerId: string | null, ...codes: (string | null)[]) => ({
  status: 200,
  body: {
    data: {
      customerRequestDataErasure: {
        customerId,
        userErrors: codes.map((code) => ({ code, field: ['customerId'], message: 'no' })),
      },
    },
    extensions,
  },
});
const declined = (code: string) => ({ status: 200, body: { errors: [{ message: 'no', extensions: { code } }] } });
const searched = (email: string) =>
  JSON.stringify({
    query:
      'query($q:String!){customers(first:10,query:$q){nodes{id email:defaultEmailAddress{emailAddress}} pageInfo{hasNextPage}}}',
    variables: { q: `email:"${email}"` },
  });

it('finds the customer, and requests the erasure of their data', async () => {
  const { said, sent } = await site().erase(
    'jane@example.com',
    customers(
      [ID, 'Jane@example.com'],
      ['gid://shopify/Customer/8', 'jane@example.org'],
      ['gid://shopify/Customer/9', null],
    ),
    told(ID),
  );
  expect(said).toEqual({ kind: 'accepted', expectedBy: NOW + 184 * 86_400_000 });
  expect(sent).toEqual([
    { line: GRAPHQL, headers, body: searched('jane@example.com') },
    {
      ...{ line: GRAPHQL, headers },
      body: JSON.stringify({
        query:
          'mutation($id:ID!){customerRequestDataErasure(customerId:$id){customerId userErrors{code field message}}}',
        variables: { id: ID },
      }),
    },
  ]);
});

it('searches as written and in lower case', async () => {
  const { said, sent } = await site().erase('Jane@example.com', customers(), customers());
  expect(said).toEqual({ kind: 'absent' });
  expect(sent.map(({ body }) => body)).toEqual([searched('Jane@example.com'), searched('jane@example.com')]);
});

it.each([
  [declined('THROTTLED'), { kind: 'retry', reason: 'rate-limited' }],
  [declined('ACCESS_DENIED'), { reason: 'credentials' }],
  [declined('INTERNAL_SERVER_ERROR'), { reason: 'unexpected-reply' }],
  [
    { status: 200, body: { ...customers().body, errors: [{ message: 'no', path: ['customers'] }] } },
    { reason: 'unexpected-reply' },
  ],
  [
    { status: 200, body: { data: { customers: { nodes: [], pageInfo: { hasNextPage: true } } } } },
    { reason: 'unexpected-reply' },
  ],
  [{ status: 401, body: { errors: '[API] Invalid API key or access token' } }, { reason: 'credentials' }],
  [{ status: 404, body: { errors: 'Not Found' } }, { reason: 'not-found' }],
])('answered %j to a search, says %j', async (reply, outcome) => {
  expect((await site().erase('jane@example.com', reply)).said).toMatchObject(outcome);
});

it.each([
  [told(null, 'DOES_NOT_EXIST'), { kind: 'absent' }],
  [told(null, 'FAILED_TO_REQUEST'), { reason: 'rejected-address' }],
  [told(ID, 'FAILED_TO_REQUEST'), { reason: 'rejected-address' }],
  [told(null, 'DOES_NOT_EXIST', 'FAILED_TO_REQUEST'), { reason: 'unexpected-reply' }],
  [told(ID, null), { reason: 'unexpected-reply' }],
  [told(null), { reason: 'unexpected-reply' }],
  [declined('THROTTLED'), { kind: 'retry', reason: 'rate-limited' }],
  [declined('ACCESS_DENIED'), { reason: 'credentials' }],
  [{ status: 200, body: { data: { customerRequestDataErasure: null } } }, { reason: 'unexpected-reply' }],
])('answered %j to a request, says %j', async (reply, outcome) => {
  const found = customers([ID, 'jane@example.com']);
  expect((await site().erase('jane@example.com', found, reply)).said).toMatchObject(outcome);
});

it('counts what it holds', async () => {
  expect((await site().look('jane@example.com', customers([ID, 'jane@example.com']))).said).toEqual({
    ...{ kind: 'found', records: 1 },
  });
});

it('says which scopes are missing', async () => {
  const scopes = (...handles: string[]) => ({
    status: 200,
    body: { access_scopes: handles.map((handle) => ({ handle })) },
  });
  const all = ['read_customers', 'read_customer_data_erasure', 'write_customer_data_erasure'];
  const { said, sent } = await site().test(scopes(...all));
  expect(said).toEqual({ kind: 'ok', mayDelete: true });
  expect(sent).toEqual([
    { line: 'GET https://example.myshopify.com/admin/oauth/access_scopes.json', headers, body: '' },
  ]);
  expect((await site().test(scopes('read_customers', 'read_orders'))).said).toMatchObject({
    missing: ['read_customer_data_erasure', 'write_customer_data_erasure'],
  });
});

it.each([
  ['example.myshopify.com', true],
  ['shop.example.com', false],
  ['example.myshopify.com.example.com', false],
])('takes %s for a shop: %j', (shop, fits) => {
  expect(shopify.problems({ ...SETTINGS, shop }) === null).toBe(fits);
});
