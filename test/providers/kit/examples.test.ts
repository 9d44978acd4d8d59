import * as z from 'zod/mini';
import { found, path } from '../../../src/providers/kit';
import type { Find } from '../../../src/providers/kit/erase/search';
import { nobodyIn } from '../../../src/providers/kit/examples';

const Page = z.object({
  data: z.object({ items: z.array(z.object({ id: z.int() })) }),
  meta: z.object({ total: z.string() }),
});
const ASKED = { method: 'GET', path: path`/people` } as const;
const finding = (body: unknown): Find => ({
  ...{ request: () => ASKED, records: 'data', seesEverybody: true },
  reads: found(Page, ({ data: { items } }) => ({ hits: items.map(({ id }) => ({ id, emails: [] })) })),
  example: () => body,
});

it('writes nobody as a search writes somebody, wherever its list and its count stand', () => {
  const somebody = { data: { items: [{ id: 7 }] }, meta: { total: '1', page: 1 }, success: true };
  const nobody = { data: { items: [] }, meta: { total: '0', page: 0 }, success: true };
  expect(nobodyIn(finding(somebody), ASKED)).toEqual({ status: 200, body: nobody });
});

it('has no answer for nobody where the search would not read it', () => {
  expect(nobodyIn(finding({ data: { items: { id: 7 } }, meta: { total: '1' } }), ASKED)).toBeNull();
});
