/** What Shopify's GraphQL is asked, and what it answers: 200, errors included. */
import * as z from 'zod/mini';
import { found, json, path, quoted, spellings } from './kit';
import type { Find } from './kit/erase/search';

const SEARCH =
  'query($q:String!){customers(first:10,query:$q){nodes{id email:defaultEmailAddress{emailAddress}} pageInfo{hasNextPage}}}';
const ERASE =
  'mutation($id:ID!){customerRequestDataErasure(customerId:$id){customerId userErrors{code field message}}}';
const asking = (query: string, variables: Readonly<Record<string, string | number>>) =>
  ({ method: 'POST', path: path`/api/2026-10/graphql.json`, json: { query, variables } }) as const;

const Node = z.object({ id: z.string(), email: z.nullable(z.object({ emailAddress: z.nullable(z.string()) })) });
const Page = z.object({ nodes: z.array(Node), pageInfo: z.object({ hasNextPage: z.boolean() }) });

/** The customers of an address. The search also finds addresses that have words in common with it. */
export const customers: Find = {
  request: ({ email }) => spellings(email).map((one) => asking(SEARCH, { q: `email:${quoted(one)}` })),
  reads: found(
    z.object({ data: z.object({ customers: Page }) }),
    ({
      data: {
        customers: { nodes, pageInfo },
      },
    }) => ({
      hits: nodes.map(({ id, email }) => ({ id, emails: [email?.emailAddress] })),
      total: pageInfo.hasNextPage ? Infinity : 0,
    }),
  ),
  ...{ records: 'data', seesEverybody: true, asksByPost: true },
  example: (email) => ({
    data: { customers: { nodes: [{ id: 'c7', email: { emailAddress: email } }], pageInfo: { hasNextPage: false } } },
  }),
};

export const erasureOf = (id: string | number) => asking(ERASE, { id });

const saying = (customerId: string | null, ...codes: readonly string[]) => ({
  data: {
    customerRequestDataErasure: { customerId, userErrors: codes.map((code) => ({ code, field: null, message: code })) },
  },
});
const answering = (customerId: z.ZodMiniType, userErrors: z.ZodMiniType, example: unknown) =>
  json(z.object({ data: z.object({ customerRequestDataErasure: z.object({ customerId, userErrors }) }) }), example);

export const isRequested = answering(z.string(), z.tuple([]), saying('c7'));
/** The only error that Shopify tells of this customer. */
export const hasFailedBy = (code: string) =>
  answering(z.unknown(), z.tuple([z.object({ code: z.literal(code) })]), saying(null, code));
/** An error of the request as a whole. */
export const isDeclinedBy = (code: string) =>
  json(
    z.object({ errors: z.array(z.object({ extensions: z.object({ code: z.literal(code) }) })).check(z.minLength(1)) }),
    {
      errors: [{ message: code, extensions: { code } }],
    },
  );
