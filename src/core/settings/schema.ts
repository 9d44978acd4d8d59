/**
 * What an admin configures. The same shape is stored, exported and imported; secrets stand apart, in the vault.
 */
import * as z from 'zod/mini';
import { EventRule } from './event-rules';
import { Source } from '../address/extract';
import { ConnectionId, ProjectKey } from '../ids';
import { asciiDomain, parseEmail } from '../person/email';
import { Closing } from './closing';

const FieldId = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_.-]{0,254}$/, 'a field id such as customfield_10051'));
const Domain = z.pipe(
  z.string().check(
    z.trim(),
    z.refine((text) => asciiDomain(text.replace(/^@/, '')) !== null, 'a domain such as example.com'),
  ),
  z.transform((text) => text.replace(/^@/, '').toLowerCase()),
);
const Address = z.string().check(
  z.trim(),
  z.refine((text) => parseEmail(text) !== null, 'an e-mail address'),
);

const CONFIGURED = {
  id: ConnectionId,
  provider: z.string(),
  label: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
  enabled: z._default(z.boolean(), true),
  projects: z.optional(z.array(ProjectKey)),
  settings: z.record(z.string(), z.unknown()),
};

/** What an admin says of a connection. `projects` missing: all that the policy allows. */
export const ConnectionInput = z.object(CONFIGURED);
export type ConnectionInput = z.infer<typeof ConnectionInput>;

/**
 * A configured provider, without its secrets. `savedAt`: when it was last saved, its key perhaps with it. `keptAs`: under
 * which name the vault keeps its secrets, another one for every key: whoever reads the settings never gets the key of others.
 * `keySavedAt`: when that key was given; missing: not known. `setUpAt`: when its settings or its key last became others than
 * they were; missing: not since that is kept.
 */
export const Connection = z.object({
  ...CONFIGURED,
  savedAt: z._default(z.number(), 0),
  keptAs: z._default(z.string(), ''),
  keySavedAt: z.optional(z.number()),
  setUpAt: z.optional(z.number()),
});
export type Connection = z.infer<typeof Connection>;

export const Extraction = z.strictObject({
  sources: z._default(z.array(Source).check(z.maxLength(20)), []),
  /** Fields that hold the names some providers want with the address. */
  names: z.optional(
    z.strictObject({ firstname: z.optional(FieldId), suffix: z.optional(FieldId), lastname: z.optional(FieldId) }),
  ),
});

export const Policy = z.strictObject({
  projects: z._default(z.array(ProjectKey), []),
  protectedDomains: z._default(z.array(Domain), []),
  protectedAddresses: z._default(z.array(Address), []),
  approval: z._default(z.enum(['never', 'unattended', 'always']), 'never'),
  /** Who may approve and reject: who may edit the issue, or who administers its project. Never who asked. */
  approvers: z._default(z.enum(['editors', 'project-admins']), 'editors'),
  /**
   * When an agent types the address before it is deleted: always, or only where it was found in free text or chosen among
   * several.
   */
  confirm: z._default(z.enum(['always', 'unsure']), 'always'),
  graceHours: z._default(z.number().check(z.minimum(0), z.maximum(24 * 30)), 0),
  maxPerHour: z._default(z.int().check(z.minimum(0), z.maximum(10_000)), 50),
  /**
   * For how many days at most the address of an erasure that has ended is kept, encrypted, to ask its providers again whether
   * the person is gone; 0: nobody is asked, and the address goes at the end.
   */
  verifyDays: z._default(z.int().check(z.minimum(0), z.maximum(60)), 30),
  /** Whether the providers of a completed erasure are asked once more whether the person is back; the address is kept for that. */
  secondLook: z._default(z.enum(['never', 'after-30-days']), 'never'),
  /** Missing: one calendar month, as the law counts it. */
  dueDays: z.optional(z.int().check(z.minimum(1), z.maximum(365))),
});
export type Policy = z.infer<typeof Policy>;

export const StatusOut = z.strictObject({
  comment: z._default(z.enum(['internal', 'public', 'none']), 'internal'),
  transition: z._default(z.nullable(z.string()), null),
  label: z._default(z.nullable(z.string().check(z.regex(/^\S{1,255}$/, 'a label without blanks'))), null),
  /** What the validators, the label and the transition wait for. */
  closing: z._default(Closing, 'taken'),
  /** What whoever made a request is shown of it on the customer portal; `systems`: with the names of the connections. */
  portal: z._default(z.enum(['nothing', 'status', 'systems']), 'status'),
});

/** Which events of issues start an erasure. */
export const Events = z.strictObject({ rules: z._default(z.array(EventRule).check(z.maxLength(50)), []) });

/** A connection that is no more, or is another provider's: who took it away, and when; and what it was called. */
const Gone = z.object({
  at: z.number(),
  by: z.optional(z.string()),
  label: z.optional(z.string()),
  provider: z.optional(z.string()),
});

/** A name under which the vault may keep secrets that no connection has, since when. */
const Loose = z.object({ name: z.string(), at: z.number() });

/**
 * Everything configured, as stored. `version` names the write that was read; '' where nothing was ever written. `gone`: what
 * was removed of late, by id. `loose`: what the vault may keep without need. `paused` stops every call. `refused`:
 * connections whose key their provider refuses, with the `savedAt` of that key.
 */
export const Settings = z.object({
  connections: z._default(z.array(Connection).check(z.maxLength(200)), []),
  extraction: z.prefault(Extraction, {}),
  policy: z.prefault(Policy, {}),
  status: z.prefault(StatusOut, {}),
  events: z.prefault(Events, {}),
  removed: z._default(z.record(z.string(), Gone), {}),
  strayVaultNames: z._default(z.array(Loose), []),
  version: z._default(z.string(), ''),
  paused: z._default(z.boolean(), false),
  rejectedKeys: z._default(z.record(z.string(), z.number()), {}),
});
export type Settings = z.infer<typeof Settings>;

/** A settings file: what is stored, except that a connection's settings may carry its secrets. */
export const SettingsFile = z.strictObject({
  connections: z._default(z.array(z.strictObject(CONFIGURED)).check(z.maxLength(200)), []),
  extraction: z.prefault(Extraction, {}),
  policy: z.prefault(Policy, {}),
  status: z.prefault(StatusOut, {}),
  events: z.prefault(Events, {}),
});
export type SettingsFile = z.infer<typeof SettingsFile>;

/** Whether the provider refuses the key that the connection has now. */
export const isKeyRejected = (
  { rejectedKeys }: Settings,
  { id, savedAt }: Pick<Connection, 'id' | 'savedAt'>,
): boolean => rejectedKeys[id] === savedAt;

/** The rules among the settings: what stands in one form, and is saved at once. */
export const rulesOf = ({ extraction, policy, status, events }: Settings) => ({ extraction, policy, status, events });

/** The connection that a step was planned for; undefined where it was removed, or is another provider's by now. */
export const connectionFor = (
  { connections }: Pick<Settings, 'connections'>,
  { connectionId, provider }: { readonly connectionId: string; readonly provider: string },
): Connection | undefined =>
  connections.find((connection) => connection.id === connectionId && connection.provider === provider);

/** Whether a connection is for the project, on or off. */
export const isForProject = ({ projects }: Pick<Connection, 'projects'>, projectKey: string): boolean =>
  projects === undefined || projects.includes(projectKey);

/** Whether a connection is on and serves the project. */
export const serves = (connection: Connection, projectKey: string): boolean =>
  connection.enabled && isForProject(connection, projectKey);
