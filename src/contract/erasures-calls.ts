/**
 * The calls of the erasures page. Everybody sees the erasures of issues that they may see, and no others.
 */
import * as z from 'zod/mini';
import { type Contract } from './call';
import { ErasureView } from './erasure-view';

export const ERASURES_CALLS = {
  list: {
    input: z.strictObject({ cursor: z.nullable(z.string().check(z.maxLength(5000))) }),
    output: z.object({ erasures: z.array(ErasureView), cursor: z.nullable(z.string()) }),
  },
} satisfies Contract;
