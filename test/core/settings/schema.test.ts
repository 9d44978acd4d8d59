/**
 * What an admin may configure: defaults, what is refused, and in which words.
 */
import * as z from 'zod/mini';
import {
  Connection,
  connectionFor,
  ConnectionInput,
  isKeyRejected,
  rulesOf,
  serves,
  Settings,
  SettingsFile,
} from '../../../src/core/settings/schema';
import { whatIsWrong } from '../../../src/words/settings-problems';

const FULL = {
  connections: [
    {
      id: 'c1',
      provider: 'quickhelp',
      label: 'QuickHelp',
      enabled: false,
      projects: ['GDPR'],
      settings: { a: 1 },
      savedAt: 7,
      keptAs: 'c1.one',
    },
  ],
  extraction: {
    sources: [{ kind: 'reporter' }],
    names: { firstname: 'customfield_1', suffix: 'customfield_2', lastname: 'customfield_3' },
  },
  policy: {
    projects: ['GDPR'],
    protectedDomains: ['our.example'],
    protectedAddresses: ['boss@example.com'],
    approval: 'always',
    approvers: 'project-admins',
    confirm: 'unsure',
    graceHours: 720,
    maxPerHour: 10_000,
    verifyDays: 7,
    secondLook: 'after-30-days',
    dueDays: 365,
  },
  status: { comment: 'public', transition: 'Done', label: 'erased', closing: 'confirmed', portal: 'systems' },
  events: { rules: [{ kind: 'jql', on: ['created'], jql: 'labels = x' }] },
  removed: { c2: { at: 3, by: 'admin' } },
  strayVaultNames: [{ name: 'c1.two', at: 4 }],
  version: 's1',
  paused: true,
  rejectedKeys: { c1: 7 },
};

it('is read back as it was written', () => {
  expect(z.parse(Settings, FULL)).toEqual(FULL);
  const { paused, rejectedKeys, removed, strayVaultNames, version, ...file } = FULL;
  const inFile = { ...file, connections: file.connections.map(({ savedAt, keptAs, ...one }) => one) };
  expect(z.parse(SettingsFile, inFile)).toEqual(inFile);
});

it('has defaults that erase nobody', () => {
  const nothing = {
    connections: [],
    extraction: { sources: [] },
    policy: {
      projects: [],
      protectedDomains: [],
      protectedAddresses: [],
      approval: 'never',
      approvers: 'editors',
      confirm: 'always',
      graceHours: 0,
      maxPerHour: 50,
      verifyDays: 30,
      secondLook: 'never',
    },
    status: { comment: 'internal', transition: null, label: null, closing: 'taken', portal: 'status' },
    events: { rules: [] },
  };
  expect(z.parse(SettingsFile, {})).toEqual(nothing);
  expect(z.parse(Settings, {})).toEqual({
    ...nothing,
    ...{ removed: {}, strayVaultNames: [], version: '', paused: false, rejectedKeys: {} },
  });
  expect(z.parse(ConnectionInput, { id: 'a', provider: 'p', label: 'l', settings: {} })).toEqual({
    id: 'a',
    provider: 'p',
    label: 'l',
    enabled: true,
    settings: {},
  });
  expect(
    z.parse(Settings, { connections: [{ id: 'a', provider: 'p', label: 'l', settings: {} }] }).connections[0]?.savedAt,
  ).toBe(0);
});

it('writes a domain in one way', () => {
  const domains = z.parse(Settings, { policy: { protectedDomains: [' @Our.Example '] } }).policy.protectedDomains;
  expect(domains).toEqual(['our.example']);
});

const connection = (more: object) => ({ connections: [{ id: 'a', provider: 'p', label: 'l', settings: {}, ...more }] });

it.each<[unknown, string]>([
  [{ nonsense: 1 }, 'nothing is known as nonsense'],
  [{ a: 1, b: 2 }, 'nothing is known as a, b'],
  [connection({ id: 'A' }), 'connections.0.id: an id of lower-case letters'],
  [connection({ id: '-a' }), 'connections.0.id: an id of'],
  [connection({ id: 'a b' }), 'connections.0.id: an id of'],
  [connection({ id: 'a'.repeat(41) }), 'connections.0.id: an id of'],
  [connection({ label: ' ' }), 'connections.0.label: must be at least 1'],
  [connection({ label: 'a'.repeat(81) }), 'connections.0.label: must be at most 80'],
  [connection({ enabled: 'yes' }), 'connections.0.enabled: is missing, or is not a boolean'],
  [connection({ projects: ['gdpr'] }), 'connections.0.projects.0: a project key such as GDPR'],
  [connection({ projects: ['G'] }), 'a project key such as GDPR'],
  [connection({ projects: ['G D'] }), 'a project key such as GDPR'],
  [connection({ settings: [] }), 'connections.0.settings: is missing, or is not a record'],
  [{ connections: {} }, 'connections: is missing, or is not an array'],
  [
    { connections: Array.from({ length: 201 }, () => connection({}).connections[0]) },
    'connections: must be at most 200',
  ],
  [{ extraction: { sources: [{ kind: 'nowhere' }] } }, 'extraction.sources.0'],
  [{ extraction: { sources: Array.from({ length: 21 }, () => ({ kind: 'reporter' })) } }, 'must be at most 20'],
  [{ extraction: { names: { firstname: 'x y' } } }, 'extraction.names.firstname: a field id such as customfield_10051'],
  [{ extraction: { names: { nickname: 'x' } } }, 'nothing is known as nickname'],
  [{ policy: { protectedDomains: ['nodot'] } }, 'policy.protectedDomains.0: a domain such as example.com'],
  [{ policy: { protectedDomains: ['a@b.example'] } }, 'a domain such as example.com'],
  [{ policy: { protectedAddresses: ['nobody'] } }, 'policy.protectedAddresses.0: an e-mail address'],
  [{ policy: { approval: 'sometimes' } }, 'policy.approval: must be one of never, unattended, always'],
  [{ policy: { approvers: 'all' } }, 'must be one of editors, project-admins'],
  [{ policy: { graceHours: -1 } }, 'policy.graceHours: must be at least 0'],
  [{ policy: { graceHours: 721 } }, 'policy.graceHours: must be at most 720'],
  [{ policy: { maxPerHour: 1.5 } }, 'policy.maxPerHour: is missing, or is not an int'],
  [{ policy: { maxPerHour: 10_001 } }, 'must be at most 10000'],
  [{ policy: { maxPerHour: -1 } }, 'must be at least 0'],
  [{ policy: { verifyDays: 61 } }, 'must be at most 60'],
  [{ policy: { dueDays: 0 } }, 'must be at least 1'],
  [{ policy: { dueDays: 366 } }, 'must be at most 365'],
  [{ status: { comment: 'loud' } }, 'status.comment: must be one of internal, public, none'],
  [{ status: { label: 'two words' } }, 'status.label: a label without blanks'],
  [{ status: { label: '' } }, 'a label without blanks'],
  [{ status: { label: 'a'.repeat(256) } }, 'a label without blanks'],
  [{ status: { other: 1 } }, 'nothing is known as other'],
  [{ events: { rules: Array.from({ length: 51 }, () => FULL.events.rules[0]) } }, 'must be at most 50'],
])('%j is refused: %s', (file, words) => {
  const { error } = z.safeParse(SettingsFile, file);
  expect(error === undefined ? 'taken' : whatIsWrong(error)).toContain(words);
});

it('names five things at most, and no value', () => {
  const { error } = z.safeParse(SettingsFile, {
    policy: { protectedAddresses: Array.from({ length: 9 }, () => 'secret value') },
  });
  const words = error === undefined ? '' : whatIsWrong(error);
  expect(words.split('; ')).toHaveLength(5);
  expect(words).not.toContain('secret');
});

it('knows whether a connection serves a project, and whether its key of now is refused', () => {
  const one = { id: 'c', provider: 'p', label: 'l', enabled: true, settings: {}, savedAt: 7, keptAs: '' };
  expect(serves(one, 'GDPR')).toBe(true);
  expect(serves({ ...one, projects: ['OPS'] }, 'GDPR')).toBe(false);
  expect(serves({ ...one, projects: ['OPS', 'GDPR'] }, 'GDPR')).toBe(true);
  expect(serves({ ...one, enabled: false }, 'GDPR')).toBe(false);
  const settings = z.parse(Settings, { rejectedKeys: { c: 7 } });
  expect(isKeyRejected(settings, one)).toBe(true);
  expect(isKeyRejected(settings, { ...one, savedAt: 8 })).toBe(false);
  expect(isKeyRejected(settings, { ...one, id: 'd' })).toBe(false);
});

it('finds a connection by its id, where it is still of that provider', () => {
  const connections = [
    { id: 'c1', provider: 'quickhelp' },
    { id: 'c2', provider: 'copernica' },
    { id: 'c3', provider: 'quickhelp' },
  ].map((one) => z.parse(Connection, { ...one, label: 'L', settings: {} }));
  expect(connectionFor({ connections }, { connectionId: 'c2', provider: 'copernica' })).toBe(connections[1]);
  expect(connectionFor({ connections }, { connectionId: 'c3', provider: 'quickhelp' })).toBe(connections[2]);
  expect(connectionFor({ connections }, { connectionId: 'c2', provider: 'quickhelp' })).toBeUndefined();
  expect(connectionFor({ connections }, { connectionId: 'c4', provider: 'quickhelp' })).toBeUndefined();
  expect(connections[0]).toMatchObject({ enabled: true, savedAt: 0, keptAs: '' });
});

it('names the rules, which are the settings without what is connected', () => {
  const settings = z.parse(Settings, FULL);
  const { extraction, policy, status, events } = settings;
  expect(rulesOf(settings)).toEqual({ extraction, policy, status, events });
});

it('knows each way to confirm, and to close', () => {
  const written = (policy: object, status: object) => {
    const settings = z.parse(Settings, { ...FULL, policy: { ...FULL.policy, ...policy }, status });
    return [settings.policy.confirm, settings.status.closing];
  };
  expect(written({ confirm: 'always' }, { closing: 'taken' })).toEqual(['always', 'taken']);
  expect(written({ confirm: 'unsure' }, { closing: 'confirmed' })).toEqual(['unsure', 'confirmed']);
});

it('takes a domain with an @ before it, and none with one in it', () => {
  const protecting = (domain: string) =>
    z.safeParse(Settings, { ...FULL, policy: { ...FULL.policy, protectedDomains: [domain] } }).data?.policy
      .protectedDomains;
  expect(protecting(' @Our.Example ')).toEqual(['our.example']);
  expect(protecting('us@our.example')).toBeUndefined();
});
