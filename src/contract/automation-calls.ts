/**
 * The calls of the form in which a rule's author sets an action up.
 */
import * as z from 'zod/mini';
import { type Contract, Nothing } from './call';

export const AUTOMATION_CALLS = {
  /** The connections that a rule can limit a deletion to. */
  connections: {
    needs: 'account',
    input: Nothing,
    output: z.object({ connections: z.array(z.object({ id: z.string(), label: z.string() })) }),
  },
} satisfies Contract;
