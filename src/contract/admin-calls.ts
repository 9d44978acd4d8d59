/**
 * The calls of the admin page. Every one of them is answered to Jira admins only. Secrets go in and never come out.
 */
import * as z from 'zod/mini';
import { AdminChange, AdminEvent } from '../core/settings/admin-log';
import { ConnectionId } from '../core/ids';
import { Events, Extraction, Policy, StatusOut } from '../core/settings/schema';
import { type Contract, Nothing } from './call';
import { Tried } from './tried';
import { PublicKey } from '../core/evidence/receipt';

export const ProviderView = z.object({
  id: z.string(),
  label: z.string(),
  does: z.string(),
  promise: z.string(),
  page: z.string(),
  /** The kind of system that it is. */
  category: z.string(),
  notes: z.array(z.string()),
  /** What is not deleted, or only later. */
  keeps: z.array(z.string()),
  /** Whether it can be asked before a deletion what it holds, in words; null where it does not erase. */
  asked: z.nullable(z.string()),
  /** What to do where it lets in listed IP addresses only; null: no such list is known. */
  shutsOut: z.nullable(z.string()),
  /** What it deletes of other people along with the person; null where it does not. */
  alsoDeletes: z.nullable(z.string()),
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
  /** What a form sends back: whoever saves an older one is told so. */
  revision: z.string(),
  /** The provider refuses the key: steps wait for another one. */
  isKeyRefused: z.boolean(),
  /** When its key expires at the latest, where that is soon, and what to do then. */
  keyEnds: z.nullable(z.object({ at: z.number(), says: z.string() })),
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
  /** Until when nobody is called, because the provider asked for it, and what it said. Saving the connection lifts it. */
  backoff: z.nullable(z.object({ until: z.number(), words: z.string() })),
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

/** What importing a file would change. */
export const ImportPreview = z.object({
  added: z.array(z.string()),
  changed: z.array(z.object({ label: z.string(), changes: z.array(AdminChange) })),
  /** With their keys. `waiting`: how many erasures wait there. */
  removed: z.array(z.object({ label: z.string(), waiting: z.int() })),
  /** Those that become another provider's, and whose keys go. `from` and `to`: what the providers are called. */
  replaced: z.array(
    z.object({ label: z.string(), becomes: z.string(), from: z.string(), to: z.string(), waiting: z.int() }),
  ),
  /** What the file does not name, and stays. */
  kept: z.array(z.string()),
  /** Connections that cannot be called before their key is given. */
  needKeys: z.array(z.object({ label: z.string(), fields: z.array(z.string()) })),
  rules: z.array(AdminChange),
  /** How many erasures wait at what is removed or becomes another provider's. */
  waiting: z.int(),
  revision: z.string(),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

const { id: eventId, at, account, action, changes, more } = AdminEvent.shape;
/** An entry of the admin log, in words. */
export const AdminEventView = z.object({ id: eventId, at, account, action, words: z.string(), changes, more });
export type AdminEventView = z.infer<typeof AdminEventView>;

/** What a screen read, as it was told with it. */
const Revision = z.string().check(z.maxLength(100));
const Waiting = z.int().check(z.minimum(0));
const Id = z.strictObject({ id: ConnectionId });
const Rules = z.object({ extraction: Extraction, policy: Policy, status: StatusOut, events: Events });
export type Rules = z.infer<typeof Rules>;

export const ADMIN_CALLS = {
  overview: {
    needs: 'admin',
    input: Nothing,
    output: z.object({
      providers: z.array(ProviderView),
      connections: z.array(ConnectionView),
      rules: Rules,
      rulesRevision: z.string(),
      /** The rules as they stand now, in the order in which they speak. */
      table: z.array(z.object({ id: z.string(), when: z.string(), then: z.string(), isOn: z.boolean() })),
      paused: z.boolean(),
      /** What Jira calls the issue panel, where it is pinned to projects. */
      panel: z.string(),
      trigger: z.object({
        url: z.string(),
        secret: z.nullable(z.object({ lastFour: z.string(), createdAt: z.number() })),
      }),
    }),
  },
  /** `revision`: of the connection that the form shows; null: it shows none, and adds one. */
  saveConnection: {
    needs: 'admin',
    input: z.strictObject({ connection: z.record(z.string(), z.unknown()), revision: z.nullable(Revision) }),
    output: Nothing,
  },
  switchConnection: {
    needs: 'admin',
    input: z.strictObject({ id: ConnectionId, enabled: z.boolean() }),
    output: Nothing,
  },
  /** How many erasures wait at a connection, before it is removed. */
  waitingAt: { needs: 'admin', input: Id, output: z.object({ waiting: z.int(), isMore: z.boolean() }) },
  /** `confirmed`: how many erasures were said to wait there. */
  removeConnection: {
    needs: 'admin',
    input: z.strictObject({ id: ConnectionId, revision: Revision, confirmed: Waiting }),
    output: Nothing,
  },
  testConnection: {
    needs: 'admin',
    input: Id,
    output: Tried,
  },
  health: { needs: 'admin', input: Nothing, output: z.object({ connections: z.array(HealthView) }) },
  /** What these places yield on an issue that the admin may see; nothing is stored. */
  tryExtraction: {
    needs: 'admin',
    input: z.strictObject({
      /** As the admin typed it. */
      issueKey: z.string().check(z.maxLength(300)),
      extraction: z.record(z.string(), z.unknown()),
    }),
    output: z.object({ issueKey: z.string(), sources: z.array(TriedSource) }),
  },
  saveRules: {
    needs: 'admin',
    input: z.strictObject({ rules: z.record(z.string(), z.unknown()), revision: Revision }),
    output: Nothing,
  },
  pause: { needs: 'admin', input: z.strictObject({ paused: z.boolean() }), output: Nothing },
  /** The new secret, shown this once. */
  rotateSecret: { needs: 'admin', input: Nothing, output: z.object({ secret: z.string() }) },
  /** The keys that receipts are checked with, the one that signs now first. */
  evidenceKeys: { needs: 'admin', input: Nothing, output: z.object({ keys: z.array(PublicKey) }) },
  rotateEvidenceKey: { needs: 'admin', input: Nothing, output: Nothing },
  /** What importing would change. `replaceAll`: what the file does not name is removed. Nothing is changed. */
  previewImport: {
    needs: 'admin',
    input: z.strictObject({ file: z.unknown(), replaceAll: z.boolean() }),
    output: ImportPreview,
  },
  /** Imports as the preview of that revision showed it. `confirmed`: how many erasures it said wait at what is removed. */
  importSettings: {
    needs: 'admin',
    input: z.strictObject({ file: z.unknown(), replaceAll: z.boolean(), revision: Revision, confirmed: Waiting }),
    output: Nothing,
  },
  /** What admins did, a page at a time, the latest first. */
  adminLog: {
    needs: 'admin',
    input: z.strictObject({ cursor: z.nullable(z.string().check(z.maxLength(5000))) }),
    output: z.object({ events: z.array(AdminEventView), cursor: z.nullable(z.string()) }),
  },
  exportSettings: { needs: 'admin', input: Nothing, output: z.object({ file: z.record(z.string(), z.unknown()) }) },
} satisfies Contract;
