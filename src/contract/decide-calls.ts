/**
 * What a person decides about an erasure, on the screens and on the erasures page.
 */
import * as z from 'zod/mini';
import { ConnectionId, ErasureId } from '../core/ids';
import { Said } from '../core/status/statement';
import { type Contract, Nothing } from './call';
import { Decide } from './erasure-view';

/** A reason or a reference, as a person types it. */
export const Text = z.string().check(z.maxLength(500));
const OneStep = z.strictObject({ erasureId: ErasureId, connectionId: ConnectionId });

export const DECIDE_CALLS = {
  decide: { needs: 'edit', input: Decide, output: Nothing },
  /** What a person says of a step that no provider confirms, why, and where it can be looked up. */
  markByHand: {
    needs: 'edit',
    input: z.strictObject({ ...OneStep.shape, said: Said, reason: Text, reference: Text }),
    output: Nothing,
  },
  /** A second person confirms what was said of a step; or somebody takes it back before. */
  confirmByHand: { needs: 'edit', input: OneStep, output: Nothing },
  withdrawByHand: { needs: 'edit', input: OneStep, output: Nothing },
} satisfies Contract;
