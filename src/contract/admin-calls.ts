/**
 * The calls of the admin page. Every one of them is answered to Jira admins only. Secrets go in and never come out.
 */
import * as z from 'zod/mini';
import { PublicKey } from '../core/evidence';
import { ConnectionId } from '../core/ids';
import { Events, Extraction, Policy, StatusOut } from '../core/settings';
import { type Contract, Nothing } from './call';
import { Tried } from './tried';

export const ProviderView = z.object({
  id: z.string(),
  label: z.string(),
  does: z.string(),
  promise: z.string(),
  page: z.string(),
  notes: z.array(z.string()),
  erases: z.boolean(),
  secretFields: z.array(z.string()),
  /** JSON Schema of the settings. */
  schema: z.record(z.string(), z.unknown()),
});
export type ProviderView = z.infer<typeof ProviderView>;

export const ConnectionView = z.object({
  id: z.string(),
  provider: z.string(),
  label: z.string(),
  enabled: z.boolean(),
  projects: z.optional(z.array(z.string())),
  settings: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.object({ set: z.boolean(), lastFour: z.string() })),
  /** The provider refuses the key: steps wait for another one. */
  isKeyRefused: z.boolean(),
  /** What its success promises, as it is set up. */
  promise: z.string(),
  /** Hosts that an admin has to allow before they can be called. */
  hosts: z.array(z.string()),
});
export type ConnectionView = z.infer<typeof ConnectionView>;

/** How a connection does. Figures of the last 30 days, as of the last sweep; the queue as the index has it. */
export const HealthView = z.object({
  id: z.string(),
  lastSuccessAt: z.nullable(z.number()),
  /** People of whom the provider said that it did, or took, what it was asked for. */
  succeeded: z.int(),
  /** People of whom a named person said that it is done there, and that their data may be kept. */
  byHand: z.int(),
  kept: z.int(),
  /** People who need a person there. */
  refused: z.int(),
  waiting: z.int(),
  /** There may be more waiting than were counted. */
  isMore: z.boolean(),
  nextAt: z.nullable(z.number()),
});
export type HealthView = z.infer<typeof HealthView>;

/** What one place yields on one issue. */
export const TriedSource = z.object({
  words: z.string(),
  kind: z.enum(['empty', 'found', 'refused', 'not-asked']),
  address: z.nullable(z.string()),
  seen: z.array(z.string()),
  message: z.nullable(z.string()),
});
export type TriedSource = z.infer<typeof TriedSource>;

const Id = z.strictObject({ id: ConnectionId });
const Rules = z.object({ extraction: Extraction, policy: Policy, status: StatusOut, events: Events });
export type Rules = z.infer<typeof Rules>;

export const ADMIN_CALLS = {
  overview: {
    input: Nothing,
    output: z.object({
      providers: z.array(ProviderView),
      connections: z.array(ConnectionView),
      rules: Rules,
      /** The rules as they stand now, in the order in which they speak. */
      table: z.array(z.object({ id: z.string(), when: z.string(), then: z.string(), isOn: z.boolean() })),
      paused: z.boolean(),
      trigger: z.object({
        url: z.string(),
        secret: z.nullable(z.object({ lastFour: z.string(), createdAt: z.number() })),
      }),
    }),
  },
  saveConnection: { input: z.strictObject({ connection: z.record(z.string(), z.unknown()) }), output: Nothing },
  switchConnection: { input: z.strictObject({ id: ConnectionId, enabled: z.boolean() }), output: Nothing },
  removeConnection: { input: Id, output: Nothing },
  testConnection: {
    input: Id,
    output: Tried,
  },
  health: { input: Nothing, output: z.object({ connections: z.array(HealthView) }) },
  /** What these places yield on an issue that the admin may see; nothing is stored. */
  tryExtraction: {
    input: z.strictObject({
      /** As the admin typed it. */
      issueKey: z.string().check(z.maxLength(300)),
      extraction: z.record(z.string(), z.unknown()),
    }),
    output: z.object({ issueKey: z.string(), sources: z.array(TriedSource) }),
  },
  saveRules: { input: z.strictObject({ rules: z.record(z.string(), z.unknown()) }), output: Nothing },
  pause: { input: z.strictObject({ paused: z.boolean() }), output: Nothing },
  /** The new secret, shown this once. */
  rotateSecret: { input: Nothing, output: z.object({ secret: z.string() }) },
  /** The keys that receipts are checked with, the one that signs now first. */
  evidenceKeys: { input: Nothing, output: z.object({ keys: z.array(PublicKey) }) },
  rotateEvidenceKey: { input: Nothing, output: Nothing },
  importSettings: { input: z.strictObject({ file: z.unknown() }), output: Nothing },
  exportSettings: { input: Nothing, output: z.object({ file: z.record(z.string(), z.unknown()) }) },
} satisfies Contract;
