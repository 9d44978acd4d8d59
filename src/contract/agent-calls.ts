/**
 * The calls of the issue action and the issue panel. The issue is never in the payload: it comes from the secure context.
 */
import * as z from 'zod/mini';
import { ErasureStatus } from '../core/status/erasure-status';
import { ConnectionId, ErasureId } from '../core/ids';
import { type Contract, Nothing } from './call';
import { DECIDE_CALLS, Text } from './decide-calls';
import { ErasureView, Notice } from './erasure-view';
import { Tried } from './tried';
import { Receipt } from '../core/evidence/receipt';
import { PersonId } from '../core/person/person';

/** One connection that will be called, in its own words. */
export const PlannedView = z.object({
  connectionId: z.string(),
  label: z.string(),
  providerLabel: z.string(),
  does: z.string(),
  promise: z.string(),
  /** What is not deleted, or only later. */
  keeps: z.array(z.string()),
});

/** A piece of what stands in a place, and what is wrong with it; null: nothing that is known. */
export const PieceView = z.object({ text: z.string(), wrong: z.nullable(z.string()) });
export type PieceView = z.infer<typeof PieceView>;

/** One of several people whom the issue names. `words`: where their erasure on this issue stands. */
export const PersonView = z.object({
  personId: PersonId,
  address: z.string(),
  /** The same address with its domain in the other spelling. */
  otherSpelling: z.nullable(z.string()),
  state: z.enum(['left', 'open', 'finished', 'waived']),
  words: z.nullable(z.string()),
  /** Whether they can be chosen, or waived: no erasure of theirs stands. */
  isToBegin: z.boolean(),
});
export type PersonView = z.infer<typeof PersonView>;

/**
 * What the agent sees before confirming. `several`: the issue names several people, and the agent says who is meant.
 * `refused`: no address can be used, and why.
 */
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
    /** The agent chose it among several, or typed it as it stands on the issue. */
    pick: z.enum(['alone', 'chosen', 'typed']),
    /** The agent has to type the address. */
    mustType: z.boolean(),
    approval: z.array(z.string()),
    startsAfterHours: z.number(),
    /** Why no provider may be asked before the deletion; null where they may. */
    notLooked: z.nullable(z.string()),
    plan: z.array(PlannedView),
    left: z.array(z.string()),
    earlier: z.nullable(ErasureView),
  }),
  z.object({
    kind: z.literal('several'),
    source: z.string(),
    people: z.array(PersonView),
    /** Addresses of our own, left aside. */
    alsoSeen: z.array(z.string()),
    /** Who is left can be waived: somebody else is erased from this issue. */
    mayWaive: z.boolean(),
    earlier: z.nullable(ErasureView),
  }),
  z.object({
    kind: z.literal('refused'),
    code: z.string(),
    message: z.string(),
    /** The place that decides; null: all of them are empty, or it is not about a place. */
    source: z.nullable(z.string()),
    /** What stands there, each value in pieces. */
    values: z.array(z.array(PieceView)),
    seen: z.array(z.string()),
    /** Addresses that literally stand on the issue: the agent may type one of them. */
    literals: z.array(z.string()),
    earlier: z.nullable(ErasureView),
  }),
]);
export type Preview = z.infer<typeof Preview>;

/** What the providers of a plan say that they hold of a person, in words. */
export const LookedFirst = z.object({
  held: z.array(
    z.object({
      connectionId: z.string(),
      kind: z.enum(['found', 'nobody', 'not-askable', 'left-alone', 'late', 'unanswered']),
      words: z.string(),
      /** Why it does not say. */
      sentence: z.nullable(z.string()),
    }),
  ),
  summary: z.string(),
  /** Where nobody is found anywhere. */
  hint: z.nullable(z.string()),
});
export type LookedFirst = z.infer<typeof LookedFirst>;

const Address = z.string().check(z.maxLength(320));
const Addresses = z.array(Address).check(z.maxLength(1000));
/**
 * Whom the agent means. `expected`: the address that they typed, or saw; where the issue yields another by now, nothing is
 * begun. `confirmed`: they say of what was found in free text, or chosen among several, that it is right. `chosenAmong`: all
 * the addresses among which it was chosen; where the issue holds others by now, nothing is begun. `typed`: they typed it as
 * it literally stands on the issue.
 */
const Meant = z.strictObject({
  expected: Address,
  confirmed: z.boolean(),
  chosenAmong: z.optional(Addresses),
  typed: z.optional(z.boolean()),
});
const Started = z.object({ erasureId: z.string(), status: ErasureStatus, created: z.boolean() });

export const AGENT_CALLS = {
  /** `choice`: the address that the agent chose among several; `typed`: as it literally stands on the issue. */
  preview: {
    needs: 'edit',
    input: z.strictObject({ choice: z.optional(Address), typed: z.optional(Address) }),
    output: Preview,
  },
  /** Whether a provider of the plan takes this site's key. It is told nothing of the person. */
  tryConnection: { needs: 'edit', input: z.strictObject({ connectionId: ConnectionId }), output: Tried },
  /** Asks the providers of the plan what they hold of the person whom `start` would erase. Nothing is changed or stored. */
  look: { needs: 'edit', input: Meant, output: LookedFirst },
  start: { needs: 'edit', input: Meant, output: Started },
  /**
   * Starts an erasure for each of several people whom the agent chose. `number`: how many, as the agent typed it.
   * An erasure that could not be started says why; the others go on.
   */
  startSeveral: {
    needs: 'edit',
    input: z.strictObject({ people: Addresses.check(z.minLength(2)), number: z.int(), chosenAmong: Addresses }),
    output: z.object({
      started: z.array(Started),
      refused: z.array(z.object({ address: z.string(), message: z.string() })),
    }),
  },
  /** Leaves one of several people out, with a reason. */
  waive: {
    needs: 'edit',
    input: z.strictObject({ personId: PersonId, reason: z.string().check(z.maxLength(500)) }),
    output: Nothing,
  },
  status: {
    needs: 'see',
    input: Nothing,
    output: z.object({
      erasures: z.array(ErasureView),
      mayAct: z.boolean(),
      /** Whether the asker may approve, reject and confirm what waits for it, unless they asked for it or said it themselves. */
      mayApprove: z.boolean(),
      accountId: z.nullable(z.string()),
      /** Connections through which the person can be invited. */
      inviters: z.array(z.object({ connectionId: z.string(), label: z.string() })),
      notice: z.nullable(Notice),
      /** What nobody attended and a rule refused since; null: nothing. */
      refused: z.nullable(
        z.object({
          via: z.string(),
          at: z.number(),
          message: z.string(),
          isTriedAgain: z.boolean(),
          /** What stands in the place that decides now, where it is about a place; each value in pieces. */
          values: z.array(z.array(PieceView)),
        }),
      ),
    }),
  },
  /** The signed evidence of a finished erasure, and the same as a page to print. */
  receipt: {
    needs: 'see',
    input: z.strictObject({ erasureId: ErasureId }),
    output: z.object({ receipt: Receipt, page: z.string() }),
  },
  previewInvitation: {
    needs: 'edit',
    input: z.strictObject({ connectionId: ConnectionId }),
    output: z.object({ address: z.string(), promise: z.string(), erasedAt: z.nullable(z.number()) }),
  },
  /** `expected`: the address that the agent saw. `reason`: why somebody who was erased is invited all the same. */
  invite: {
    needs: 'edit',
    input: z.strictObject({
      connectionId: ConnectionId,
      expected: Address,
      reason: z.nullable(z.string().check(z.trim(), z.maxLength(500))),
    }),
    output: z.object({ words: z.string() }),
  },
  ...DECIDE_CALLS,
  /** `dueAt` in milliseconds since the epoch. */
  changeDueDate: {
    needs: 'edit',
    input: z.strictObject({ erasureId: ErasureId, dueAt: z.int(), reason: Text }),
    output: Nothing,
  },
} satisfies Contract;
