/**
 * The calls of the issue action and the issue panel. The issue is never in the payload: it comes from the secure context.
 */
import * as z from 'zod/mini';
import { ErasureStatus } from '../core/erasure-status';
import { Receipt } from '../core/evidence';
import { ConnectionId, ErasureId } from '../core/ids';
import { type Contract, Nothing } from './call';
import { Decide, ErasureView, Notice } from './erasure-view';
import { Tried } from './tried';

/** One connection that will be called, in its own words. */
export const PlannedView = z.object({
  connectionId: z.string(),
  label: z.string(),
  providerLabel: z.string(),
  does: z.string(),
  promise: z.string(),
});

/** What the agent sees before confirming. `refused`: no address can be used, and why. */
export const Preview = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ready'),
    address: z.string(),
    /** The same address with its domain in the other spelling, where there is one: look-alikes are seen by it. */
    otherSpelling: z.nullable(z.string()),
    source: z.string(),
    alsoSeen: z.array(z.string()),
    /** Found in free text. */
    needsConfirmation: z.boolean(),
    /** The agent chose it among several. */
    isChosen: z.boolean(),
    /** The agent has to type the address. */
    mustType: z.boolean(),
    approval: z.array(z.string()),
    startsAfterHours: z.number(),
    plan: z.array(PlannedView),
    left: z.array(z.string()),
    earlier: z.nullable(ErasureView),
  }),
  z.object({
    kind: z.literal('refused'),
    code: z.string(),
    message: z.string(),
    seen: z.array(z.string()),
    /** Among which the agent may choose. */
    choices: z.array(z.string()),
    earlier: z.nullable(ErasureView),
  }),
]);
export type Preview = z.infer<typeof Preview>;

const Address = z.string().check(z.maxLength(320));

export const AGENT_CALLS = {
  /** `choice`: the address that the agent chose, where the issue holds more than one. */
  preview: { input: z.strictObject({ choice: z.optional(Address) }), output: Preview },
  /** Whether a provider of the plan takes this site's key. It is told nothing of the person. */
  tryConnection: { input: z.strictObject({ connectionId: ConnectionId }), output: Tried },
  /**
   * `expected`: the address that the agent typed, or saw. Where the issue yields another by now, nothing is started.
   * `confirmed`: the agent says of what was found in free text, or chosen among several, that it is right.
   * `chosenAmong`: all the addresses among which it was chosen; where the issue holds others by now, nothing is started.
   */
  start: {
    input: z.strictObject({
      expected: Address,
      confirmed: z.boolean(),
      chosenAmong: z.optional(z.array(Address).check(z.maxLength(1000))),
    }),
    output: z.object({ erasureId: z.string(), status: ErasureStatus, created: z.boolean() }),
  },
  status: {
    input: Nothing,
    output: z.object({
      erasures: z.array(ErasureView),
      mayAct: z.boolean(),
      /** Whether the asker may approve and reject what waits for it, unless they asked for it themselves. */
      mayApprove: z.boolean(),
      accountId: z.nullable(z.string()),
      /** Connections through which the person can be invited. */
      inviters: z.array(z.object({ connectionId: z.string(), label: z.string() })),
      notice: z.nullable(Notice),
      /** What nobody attended and a rule refused since; null: nothing. */
      refused: z.nullable(
        z.object({ via: z.string(), at: z.number(), message: z.string(), isTriedAgain: z.boolean() }),
      ),
    }),
  },
  /** The signed evidence of a finished erasure, and the same as a page to print. */
  receipt: {
    input: z.strictObject({ erasureId: ErasureId }),
    output: z.object({ receipt: Receipt, page: z.string() }),
  },
  previewInvitation: {
    input: z.strictObject({ connectionId: ConnectionId }),
    output: z.object({ address: z.string(), promise: z.string(), erasedAt: z.nullable(z.number()) }),
  },
  /** `expected`: the address that the agent saw. `reason`: why somebody who was erased is invited all the same. */
  invite: {
    input: z.strictObject({
      connectionId: ConnectionId,
      expected: Address,
      reason: z.nullable(z.string().check(z.trim(), z.maxLength(500))),
    }),
    output: z.object({ words: z.string() }),
  },
  decide: { input: Decide, output: Nothing },
  /** `dueAt` in milliseconds since the epoch. */
  changeDueDate: {
    input: z.strictObject({ erasureId: ErasureId, dueAt: z.int(), reason: z.string().check(z.maxLength(500)) }),
    output: Nothing,
  },
} satisfies Contract;
