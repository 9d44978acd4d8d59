/**
 * Every text of every call's input, replaced by what nobody should send: the call is refused in words, or carried out, and
 * nothing goes wrong inside.
 */
import * as fc from 'fast-check';
import * as z from 'zod/mini';
import { ADMIN_CALLS } from '../../src/contract/admin-calls';
import { AGENT_CALLS } from '../../src/contract/agent-calls';
import { AUTOMATION_CALLS } from '../../src/contract/automation-calls';
import type { Answer, Contract, InputOf, OutputOf } from '../../src/contract/call';
import { ERASURES_CALLS } from '../../src/contract/erasures-calls';
import { REQUESTER_CALLS } from '../../src/contract/requester-calls';
import { fuzz, HOSTILE, hostile, TIMES } from '../support/fuzz';
import { textsIn, withAt } from '../support/places';
import { settings } from '../support/settings';
import type { Handler } from '../support/tenant';
import { type TenantWorld, tenantWorld } from '../support/tenant-world';

/** For each call, an input that names everything it can name. */
type Inputs<Calls extends Contract> = {
  readonly [Name in keyof Calls]: (world: TenantWorld) => InputOf<Calls[Name]> | Promise<InputOf<Calls[Name]>>;
};

const { connections, ...RULES } = settings({
  events: [
    { kind: 'jql', on: ['created'], jql: 'labels = gdpr' },
    { kind: 'fields', on: ['commented'], project: 'GDPR', requestType: 'Erasure', status: 'To Do', label: 'gdpr' },
  ],
  extraction: { names: { firstname: 'customfield_1', suffix: 'customfield_2', lastname: 'customfield_3' } },
  policy: { protectedAddresses: ['ceo@example.com'] },
  status: { transition: 'Done', label: 'erased' },
});
const CONNECTION = { ...(connections[0] as Record<string, unknown>), projects: ['GDPR'] };
const JQL = 'project = GDPR';
const ADMIN_ASKS = { who: 'admin' } as const;
const nothing = () => ({});

const overview = (tenant: TenantWorld['tenant']) =>
  tenant.must<OutputOf<typeof ADMIN_CALLS.overview>>('adminResolver', 'overview', {}, ADMIN_ASKS);

const ADMIN: Inputs<typeof ADMIN_CALLS> = {
  overview: nothing,
  saveConnection: async ({ tenant }) => {
    const { connections: shown } = await overview(tenant);
    return { connection: CONNECTION, revision: shown[0]?.revision ?? null };
  },
  switchConnection: () => ({ id: 'quickhelp', enabled: false }),
  waitingAt: () => ({ id: 'quickhelp' }),
  removeConnection: async ({ tenant }) => {
    const { connections: shown } = await overview(tenant);
    const { revision = '' } = shown.find(({ id }) => id === 'quickhelp') ?? {};
    return { id: 'quickhelp', revision, confirmed: 0 };
  },
  testConnection: () => ({ id: 'copernica' }),
  health: nothing,
  tryExtraction: ({ open }) => ({ issueKey: open.key, extraction: RULES.extraction }),
  saveRules: async ({ tenant }) => ({ rules: RULES, revision: (await overview(tenant)).rulesRevision }),
  pause: () => ({ paused: false }),
  rotateSecret: nothing,
  evidenceKeys: nothing,
  rotateEvidenceKey: nothing,
  previewImport: () => ({ file: { connections, ...RULES }, replaceAll: true }),
  importSettings: async ({ tenant }) => {
    const asked = { file: { connections, ...RULES }, replaceAll: true };
    const { revision, waiting } = await tenant.must<OutputOf<typeof ADMIN_CALLS.previewImport>>(
      'adminResolver',
      'previewImport',
      asked,
      ADMIN_ASKS,
    );
    return { ...asked, revision, confirmed: waiting };
  },
  adminLog: () => ({ cursor: 'MA==' }),
  exportSettings: nothing,
};
const AGENT: Inputs<typeof AGENT_CALLS> = {
  preview: ({ open }) => ({ choice: open.address, typed: open.address }),
  tryConnection: () => ({ connectionId: 'copernica' }),
  look: ({ open }) => ({ expected: open.address, confirmed: true, chosenAmong: [open.address], typed: true }),
  start: ({ open }) => ({ expected: open.address, confirmed: true, chosenAmong: [open.address], typed: true }),
  startSeveral: ({ open }) => ({
    people: [open.address, 'b@example.com'],
    number: 2,
    chosenAmong: [open.address, 'b@example.com'],
  }),
  waive: () => ({ personId: `p${'0'.repeat(64)}`, reason: 'Asked.' }),
  status: nothing,
  receipt: ({ erased }) => ({ erasureId: erased.erasureId }),
  previewInvitation: () => ({ connectionId: 'external-users' }),
  invite: ({ open }) => ({ connectionId: 'external-users', expected: open.address, reason: 'They asked for it.' }),
  decide: ({ erased }) => ({
    erasureId: erased.erasureId,
    decision: 'reject',
    reason: 'It was a mistake.',
    connectionId: 'copernica',
  }),
  markByHand: ({ erased }) => ({
    ...{ erasureId: erased.erasureId, connectionId: 'copernica', said: 'done' },
    ...{ reason: 'It was done there.', reference: 'OPS-1' },
  }),
  confirmByHand: ({ erased }) => ({ erasureId: erased.erasureId, connectionId: 'copernica' }),
  withdrawByHand: ({ erased }) => ({ erasureId: erased.erasureId, connectionId: 'copernica' }),
  changeDueDate: ({ erased }) => ({ erasureId: erased.erasureId, dueAt: Date.now() + 86_400_000, reason: 'Asked.' }),
};
const AUTOMATION: Inputs<typeof AUTOMATION_CALLS> = { connections: nothing };
const ERASURES: Inputs<typeof ERASURES_CALLS> = {
  list: () => ({ filter: { status: 'completed', due: 'week', person: `p${'0'.repeat(64)}` }, cursor: 'MA==' }),
  findPerson: ({ open }) => ({ address: open.address }),
  story: ({ erased }) => ({ erasureId: erased.erasureId }),
  figures: nothing,
  decide: AGENT.decide,
  markByHand: AGENT.markByHand,
  confirmByHand: AGENT.confirmByHand,
  withdrawByHand: AGENT.withdrawByHand,
  bulk: () => ({ page: 0 }),
  previewBulk: async ({ tenant }) => {
    // More than one page of them: only then is there anything to go on with.
    for (let more = 0; more < 50; more += 1) tenant.issue({});
    const { bulk, next } = await tenant.must<OutputOf<typeof ERASURES_CALLS.previewBulk>>(
      'erasuresResolver',
      'previewBulk',
      { jql: JQL, goingOn: null },
      ADMIN_ASKS,
    );
    if (next === null) throw new Error('there is another page');
    return { jql: JQL, goingOn: { id: bulk.id, next } };
  },
  lookBulk: () => ({ id: 'nobodys', page: 0, from: 0 }),
  runBulk: () => ({ id: 'nobodys', erasures: 1 }),
  stopBulk: nothing,
};

type Some = Readonly<Record<string, (world: TenantWorld) => unknown>>;
const SCREENS: readonly (readonly [Handler, Contract, Some])[] = [
  ['adminResolver', ADMIN_CALLS, ADMIN],
  ['agentResolver', AGENT_CALLS, AGENT],
  ['automationResolver', AUTOMATION_CALLS, AUTOMATION],
  ['erasuresResolver', ERASURES_CALLS, ERASURES],
  ['requesterResolver', REQUESTER_CALLS, { status: nothing } satisfies Inputs<typeof REQUESTER_CALLS>],
];
const CALLS = SCREENS.flatMap(([handler, calls, inputs]) =>
  Object.entries(calls).map(([name, call]) => [handler, name, call, inputs[name] ?? nothing] as const),
);

/** The names of what an input can hold, wherever it stands. */
function namesOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {} } = schema as { properties?: object };
  return [...Object.keys(properties), ...Object.values(schema).flatMap(namesOf)];
}

/** An installation for each call: none finds what another left behind. */
let worlds: readonly TenantWorld[];
beforeAll(async () => {
  worlds = await Promise.all(CALLS.map(() => tenantWorld()));
});

describe.each(CALLS)('%s %s', (handler, name, { input: schema }, make) => {
  it('is refused in words or carried out, whatever text stands in it', async () => {
    const world = worlds[CALLS.findIndex((call) => call[0] === handler && call[1] === name)];
    if (world === undefined) throw new Error('every call has one');
    const valid = await make(world);
    const known = namesOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
    for (const one of known) expect(JSON.stringify(valid)).toContain(`"${one}":`);
    // An erasure is asked about from its own issue.
    const { open, erased } = world;
    const issueId = JSON.stringify(valid).includes(erased.erasureId) ? erased.id : open.id;
    const ask = (payload: unknown): Promise<Answer<unknown>> =>
      world.tenant.call(handler, name, payload, { ...ADMIN_ASKS, issueId });

    const places = textsIn(valid);
    const holds = async ([place, text]: readonly [(typeof places)[number], string]) => {
      const answer = await ask(withAt(valid, place, text));
      if (!answer.ok) expect({ place, text, ...answer.error }).not.toMatchObject({ code: 'internal' });
    };
    for (const place of places) for (const text of HOSTILE) await holds([place, text]);
    if (places.length > 0) {
      const replaced = fc.tuple(fc.constantFrom(...places), hostile);
      await fuzz(`texts in calls of ${handler}`, replaced, holds, Math.ceil(TIMES / 4));
    }
    // What was replaced was needed: with it, the call gets past its door.
    const answer = await ask(valid);
    if (!answer.ok) expect(['bad-input', 'bad-settings', 'internal']).not.toContain(answer.error.code);
  });
});

const BAD_ID = { ok: false, error: { code: 'bad-input' } };

it.each([
  ['adminResolver', 'removeConnection', 'id'],
  ['adminResolver', 'switchConnection', 'id'],
  ['adminResolver', 'testConnection', 'id'],
  ['agentResolver', 'tryConnection', 'connectionId'],
  ['agentResolver', 'receipt', 'erasureId'],
  ['erasuresResolver', 'story', 'erasureId'],
  ['erasuresResolver', 'lookBulk', 'id'],
  ['erasuresResolver', 'runBulk', 'id'],
] as const)('%s %s refuses an id that is none at its door', async (handler, name, field) => {
  const { tenant, open } = await tenantWorld();
  const asked = { enabled: true, [field]: '${7*7}' };
  const payload = name === 'switchConnection' ? asked : { [field]: asked[field] };
  expect(await tenant.call(handler, name, payload, { ...ADMIN_ASKS, issueId: open.id })).toMatchObject(BAD_ID);
});

it('a list says so where the place to go on from is none', async () => {
  const { tenant } = await tenantWorld();
  for (const cursor of HOSTILE.filter((text) => text.trim() !== '' && text.length < 5000)) {
    const answer = await tenant.call('erasuresResolver', 'list', { filter: {}, cursor }, { who: 'agent' });
    expect({ cursor, answer }).toMatchObject({ answer: { ok: false, error: { code: 'list-again' } } });
  }
});

it('an issue that is looked at is found however its key is typed, and no other is asked for', async () => {
  const { tenant, open } = await tenantWorld();
  const look = (issueKey: string) =>
    tenant.call('adminResolver', 'tryExtraction', { issueKey, extraction: RULES.extraction }, ADMIN_ASKS);
  expect(await look(` ${open.key.toLowerCase()} `)).toMatchObject({ ok: true, value: { issueKey: open.key } });
  for (const typed of ['', '../../x', open.id, `${open.key}?x`])
    expect(await look(typed)).toMatchObject({ ok: false, error: { code: 'no-such-issue' } });
});

it('whoever the platform names, and from wherever: nothing goes wrong inside', async () => {
  const { tenant } = await tenantWorld();
  const contexts = fc.record({ accountId: hostile, issueId: hostile, projectKey: hostile });
  await fuzz('names in contexts', contexts, async ({ accountId, issueId, projectKey }) => {
    for (const [handler, name] of [
      ['agentResolver', 'status'],
      ['erasuresResolver', 'bulk'],
    ] as const) {
      const answer = await tenant.call(handler, name, name === 'bulk' ? { page: 0 } : {}, {
        ...{ who: accountId, issueId, projectKey },
      });
      if (!answer.ok) expect(answer.error.code).not.toBe('internal');
    }
  });
});
