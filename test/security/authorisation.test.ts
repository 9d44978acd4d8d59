/**
 * Who may do what: every call of every screen, every action and the web trigger, by people of every role. A call without
 * a row fails.
 */
import { Webhook } from 'standardwebhooks';
import { ADMIN_CALLS } from '../../src/contract/admin-calls';
import { AGENT_CALLS } from '../../src/contract/agent-calls';
import { AUTOMATION_CALLS } from '../../src/contract/automation-calls';
import type { Answer } from '../../src/contract/call';
import { ERASURES_CALLS } from '../../src/contract/erasures-calls';
import { REQUESTER_CALLS } from '../../src/contract/requester-calls';
import { tell } from '../support/security-figures';
import type { Handler, Who } from '../support/tenant';
import { tenantWorld, type TenantWorld, triggerRequest } from '../support/tenant-world';

const ROLES = {
  nobody: null,
  'a stranger to this site': 'unknown-account',
  'a customer on the portal, who made the request': 'customer',
  'another customer': 'qm:local:somebody-else',
  'an account without a licence': 'requester',
  'whoever is not logged in, by the platform’s one account': 'unidentified',
  'an agent of another project': 'other-agent',
  'a user who may look': 'user',
  'an agent': 'agent',
  'a project admin': 'project-admin',
  'a site admin': 'admin',
} as const satisfies Record<string, Who>;
type Role = keyof typeof ROLES;

const ADMINS: readonly Role[] = ['a site admin'];
const WHO_EDIT: readonly Role[] = ['an agent', 'a project admin', ...ADMINS];
const WHO_SEE: readonly Role[] = ['a user who may look', ...WHO_EDIT];
const WHO_MADE_IT: readonly Role[] = ['a customer on the portal, who made the request'];
/** Whoever has an account. What they see is decided issue by issue. */
const ANYBODY: readonly Role[] = (Object.keys(ROLES) as Role[]).filter(
  (role) => role !== 'nobody' && !role.startsWith('whoever is not logged in'),
);

interface Row {
  readonly may: readonly Role[];
  readonly payload: (world: TenantWorld) => unknown;
  /** The issue that the platform vouches for. */
  readonly at?: 'erased' | 'open';
  /** It vouches for the issue as a request of the portal. */
  readonly onPortal?: true;
}
const row = (may: readonly Role[], payload: Row['payload'] = () => ({}), at?: Row['at']): Row =>
  at === undefined ? { may, payload } : { may, payload, at };

const BY_HAND = {
  step: ({ erased }: TenantWorld) => ({ erasureId: erased.erasureId, connectionId: 'copernica' }),
  mark: (world: TenantWorld) => ({ ...BY_HAND.step(world), said: 'done', reason: 'why', reference: 'where' }),
};

const AGENT: Record<keyof typeof AGENT_CALLS, Row> = {
  preview: row(WHO_EDIT, undefined, 'open'),
  tryConnection: row(WHO_EDIT, () => ({ connectionId: 'copernica' }), 'open'),
  look: row(WHO_EDIT, ({ open }) => ({ expected: open.address, confirmed: true }), 'open'),
  start: row(WHO_EDIT, ({ open }) => ({ expected: open.address, confirmed: true }), 'open'),
  startSeveral: row(
    WHO_EDIT,
    ({ open }) => ({
      people: [open.address, 'b@example.com'],
      number: 2,
      chosenAmong: [open.address, 'b@example.com'],
    }),
    'open',
  ),
  waive: row(WHO_EDIT, () => ({ personId: `p${'0'.repeat(64)}`, reason: 'why' }), 'open'),
  status: row(WHO_SEE, undefined, 'erased'),
  receipt: row(WHO_SEE, ({ erased }) => ({ erasureId: erased.erasureId }), 'erased'),
  previewInvitation: row(WHO_EDIT, () => ({ connectionId: 'external-users' }), 'open'),
  invite: row(
    WHO_EDIT,
    ({ open }) => ({ connectionId: 'external-users', expected: open.address, reason: null }),
    'open',
  ),
  decide: row(WHO_EDIT, ({ erased }) => ({ erasureId: erased.erasureId, decision: 'cancel' }), 'erased'),
  markByHand: row(WHO_EDIT, BY_HAND.mark, 'erased'),
  confirmByHand: row(WHO_EDIT, BY_HAND.step, 'erased'),
  withdrawByHand: row(WHO_EDIT, BY_HAND.step, 'erased'),
  changeDueDate: row(
    WHO_EDIT,
    ({ erased }) => ({ erasureId: erased.erasureId, dueAt: Date.now() + 1e9, reason: 'why' }),
    'erased',
  ),
};

const ADMIN: Record<keyof typeof ADMIN_CALLS, Row> = {
  overview: row(ADMINS),
  saveConnection: row(ADMINS, () => ({
    connection: { id: 'x', provider: 'copernica', label: 'x', settings: {} },
    revision: null,
  })),
  switchConnection: row(ADMINS, () => ({ id: 'copernica', enabled: false })),
  waitingAt: row(ADMINS, () => ({ id: 'copernica' })),
  removeConnection: row(ADMINS, () => ({ id: 'copernica', revision: 'x', confirmed: 0 })),
  testConnection: row(ADMINS, () => ({ id: 'copernica' })),
  health: row(ADMINS),
  tryExtraction: row(ADMINS, ({ open }) => ({ issueKey: open.key, extraction: { sources: [] } })),
  saveRules: row(ADMINS, () => ({ rules: {}, revision: 'x' })),
  pause: row(ADMINS, () => ({ paused: true })),
  rotateSecret: row(ADMINS),
  evidenceKeys: row(ADMINS),
  rotateEvidenceKey: row(ADMINS),
  previewImport: row(ADMINS, () => ({ file: {}, replaceAll: false })),
  importSettings: row(ADMINS, () => ({ file: {}, replaceAll: false, revision: 'x', confirmed: 0 })),
  adminLog: row(ADMINS, () => ({ cursor: null })),
  exportSettings: row(ADMINS),
};

const ERASURES: Record<keyof typeof ERASURES_CALLS, Row> = {
  list: row(ANYBODY, () => ({ filter: {}, cursor: null })),
  findPerson: row(ANYBODY, () => ({ address: 'a@example.com' })),
  story: row(WHO_SEE, ({ erased }) => ({ erasureId: erased.erasureId })),
  figures: row(ANYBODY),
  decide: row(WHO_EDIT, ({ erased }) => ({ erasureId: erased.erasureId, decision: 'cancel' })),
  markByHand: row(WHO_EDIT, BY_HAND.mark),
  confirmByHand: row(WHO_EDIT, BY_HAND.step),
  withdrawByHand: row(WHO_EDIT, BY_HAND.step),
  bulk: row(ANYBODY, () => ({ page: 0 })),
  previewBulk: row(ANYBODY, () => ({ jql: 'project = GDPR', goingOn: null })),
  lookBulk: row(ANYBODY, () => ({ id: 'x', page: 0, from: 0 })),
  runBulk: row(ANYBODY, () => ({ id: 'x', erasures: 1 })),
  stopBulk: row(ANYBODY),
};

/** The names of connections, for whoever writes an automation rule. */
const AUTOMATION: Record<keyof typeof AUTOMATION_CALLS, Row> = { connections: row(ANYBODY) };

const REQUESTER: Record<keyof typeof REQUESTER_CALLS, Row> = {
  status: { may: WHO_MADE_IT, payload: () => ({}), at: 'erased', onPortal: true },
};

const RESOLVERS: readonly (readonly [Handler, object, Readonly<Record<string, Row>>])[] = [
  ['agentResolver', AGENT_CALLS, AGENT],
  ['adminResolver', ADMIN_CALLS, ADMIN],
  ['erasuresResolver', ERASURES_CALLS, ERASURES],
  ['automationResolver', AUTOMATION_CALLS, AUTOMATION],
  ['requesterResolver', REQUESTER_CALLS, REQUESTER],
];

const KEPT_OUT = ['not-permitted', 'no-such-issue'];
const isLetIn = (answer: Answer<unknown>): boolean => answer.ok || !KEPT_OUT.includes(answer.error.code);

/** Those who were let in, and should not have been; and those who were kept out. */
async function wrongly(handler: Handler, call: string, { may, payload, at, onPortal }: Row, everybodyMay = false) {
  const wrong: string[] = [];
  // Whoever is kept out changes nothing for the next; whoever is let in finds an installation of their own.
  let world: TenantWorld | null = null;
  for (const [role, who] of Object.entries(ROLES) as [Role, Who][]) {
    world ??= await tenantWorld();
    world.tenant.everybodyMay = everybodyMay;
    const issue = at === undefined ? undefined : world[at];
    const where = onPortal ? { requestKey: issue?.key } : { issueId: issue?.id };
    const answer = await world.tenant
      .call<unknown>(handler, call, payload(world), { who, ...where })
      // The platform asks for consent, or for a log-in, where a resolver lets this error out.
      .catch((error: unknown): Answer<never> => {
        if ((error as Error).name !== 'NeedsAuthenticationError') throw error;
        return { ok: false, error: { code: 'not-permitted', message: '' } };
      });
    if (isLetIn(answer)) world = null;
    if (isLetIn(answer) !== may.includes(role)) wrong.push(`${role} is ${isLetIn(answer) ? 'let in' : 'kept out'}`);
  }
  return wrong;
}

describe.each(RESOLVERS)('%s', (handler, calls, rows) => {
  it('has a row for every call', () => {
    expect(Object.keys(rows).sort()).toEqual(Object.keys(calls).sort());
    tell('calls × roles', Object.keys(rows).length * Object.keys(ROLES).length);
  });

  it.each(Object.keys(rows))('lets in who may call %s, and nobody else', async (call) => {
    const one = rows[call];
    if (one === undefined) throw new Error('there is no such row');
    expect(await wrongly(handler, call, one)).toEqual([]);
  });
});

it.each<[Handler, string, Row]>([
  ['agentResolver', 'look', AGENT.look],
  ['agentResolver', 'start', AGENT.start],
  ['agentResolver', 'receipt', AGENT.receipt],
  ['adminResolver', 'exportSettings', ADMIN.exportSettings],
  ['erasuresResolver', 'decide', ERASURES.decide],
  ['erasuresResolver', 'story', ERASURES.story],
])('would notice if %s let everybody call %s', async (handler, call, one) => {
  expect((await wrongly(handler, call, one, true)).length).toBeGreaterThan(0);
});

describe('a request of the portal', () => {
  it('lets the customer who made it call nothing else, whatever they ask for', async () => {
    const world = await tenantWorld();
    const from = { who: 'customer', requestKey: world.erased.key };
    for (const [handler, , rows] of RESOLVERS)
      for (const [call, { payload }] of Object.entries(rows)) {
        if (handler === 'requesterResolver') continue;
        const answer = await world.tenant.call<unknown>(handler, call, payload(world), from);
        // These answer everybody with an account, issue by issue: they show a customer nothing.
        if (rows[call]?.may === ANYBODY) expect(JSON.stringify(answer)).not.toContain(world.erased.key);
        else expect([call, isLetIn(answer)]).toEqual([call, false]);
      }
  });

  it('is none of the payload’s, and none of an issue’s page', async () => {
    const { tenant, erased } = await tenantWorld();
    const ask = (payload: object, where: object) =>
      tenant.call('requesterResolver', 'status', payload, { who: 'customer', ...where });
    expect(await ask({ request: { key: erased.key } }, {})).toMatchObject({ error: { code: 'bad-input' } });
    expect(await ask({}, { issueId: erased.id })).toMatchObject({ error: { code: 'no-such-issue' } });
    expect(await ask({}, { requestKey: '../x' })).toMatchObject({ error: { code: 'not-permitted' } });
  });

  it('is read as the app: nobody is asked for consent, and no right of a customer in Jira is needed', async () => {
    const { tenant, erased } = await tenantWorld();
    const asked: boolean[] = [];
    const seen = jest.spyOn(tenant.rest, 'answer').mockImplementation((request) => {
      asked.push(request.caller.isApp);
      seen.mockRestore();
      return tenant.rest.answer(request);
    });
    await tenant.must('requesterResolver', 'status', {}, { who: 'customer', requestKey: erased.key });
    expect(asked).toEqual([true]);
  });
});

describe('actions of automation rules', () => {
  it.each([
    ['deleteUserAction', WHO_EDIT],
    ['erasureStatusAction', WHO_SEE],
  ] as const)('%s runs for whom the rule may run', async (handler, may) => {
    for (const [role, who] of Object.entries(ROLES) as [Role, Who][]) {
      const { tenant, open } = await tenantWorld();
      const answer = (await tenant.invoke(handler, { issueKey: open.key }, who)) as { errors?: unknown };
      expect([role, answer.errors === undefined]).toEqual([role, may.includes(role)]);
    }
    tell('actions × roles', Object.keys(ROLES).length);
  });
});

describe('the web trigger', () => {
  it('answers nobody without the secret, and tells nothing of the issue', async () => {
    const { tenant, open, secret } = await tenantWorld();
    const body = { issueKey: open.key };
    const wrong = [null, '', 'x', `${secret}x`, secret.slice(0, -1), secret.toUpperCase(), 'whsec_'];
    for (const given of wrong) {
      const answer = await tenant.invoke('eraseTrigger', triggerRequest(body, given));
      expect(answer).toMatchObject({ statusCode: 401 });
      expect(JSON.stringify(answer)).not.toContain(open.key);
    }
    expect(await tenant.invoke('eraseTrigger', triggerRequest(body, secret))).toMatchObject({ statusCode: 202 });
    tell('wrong secrets at the web trigger', wrong.length);
  });

  it('takes the secret before for a day, and no longer', async () => {
    const { tenant, open, secret, admin } = await tenantWorld();
    await tenant.must('adminResolver', 'rotateSecret', {}, admin);
    const ask = () => tenant.invoke('eraseTrigger', triggerRequest({ issueKey: open.key, dryRun: true }, secret));
    expect(await ask()).toMatchObject({ statusCode: 200 });
    const now = Date.now();
    const later = jest.spyOn(Date, 'now').mockImplementation(() => now + 25 * 3_600_000);
    expect(await ask()).toMatchObject({ statusCode: 401 });
    later.mockRestore();
  });
});

describe('the web trigger, again and again', () => {
  it('begins by a signed message once, and takes no old one', async () => {
    const { tenant, open, secret } = await tenantWorld();
    const body = JSON.stringify({ issueKey: open.key });
    const at = new Date();
    const signature = new Webhook(secret).sign('msg_1', at, body);
    const headers = {
      'webhook-id': ['msg_1'],
      'webhook-timestamp': [String(Math.floor(at.getTime() / 1000))],
      'webhook-signature': [signature],
    };
    const send = () => tenant.invoke('eraseTrigger', { method: 'POST', headers, body });
    const answers = (await Promise.all(Array.from({ length: 20 }, send))) as { statusCode: number; body: string }[];
    const begun = answers.filter(({ statusCode, body: said }) => statusCode === 202 && said.includes('"created":true'));
    expect(begun).toHaveLength(1);
    expect(new Set(answers.flatMap(({ body: said }) => /"erasureId":"([^"]+)"/.exec(said)?.[1] ?? [])).size).toBe(1);
    const old = { ...headers, 'webhook-timestamp': ['1000000000'] };
    expect(await tenant.invoke('eraseTrigger', { method: 'POST', headers: old, body })).toMatchObject({
      statusCode: 401,
    });
  });

  it('answers three hundred a minute, and then says when to come back', async () => {
    const { tenant, open, secret } = await tenantWorld();
    const now = Date.now();
    const still = jest.spyOn(Date, 'now').mockImplementation(() => now);
    const ask = () => tenant.invoke('eraseTrigger', triggerRequest({ issueKey: open.key, dryRun: true }, secret));
    for (let times = 0; times < 300; times += 1) expect(await ask()).toMatchObject({ statusCode: 200 });
    expect(await ask()).toMatchObject({ statusCode: 429, headers: { 'Retry-After': [expect.any(String)] } });
    still.mockRestore();
  });
});

describe('what a payload says', () => {
  it.each([{ issueId: '1' }, { accountId: 'local-admin' }, { projectKey: 'OPS' }])(
    'of %j is refused: only the platform says who asks from where',
    async (more) => {
      const { tenant, open } = await tenantWorld();
      const asked = { expected: open.address, confirmed: true, ...more };
      expect(await tenant.call('agentResolver', 'start', asked, { who: 'agent', issueId: open.id })).toMatchObject({
        ok: false,
        error: { code: 'bad-input' },
      });
    },
  );

  it('about another issue’s erasure is refused, whatever its id', async () => {
    const { tenant, open, erased } = await tenantWorld();
    const at = { who: 'agent', issueId: open.id };
    const { erasureId } = erased;
    for (const [call, payload] of [
      ['receipt', { erasureId }],
      ['decide', { erasureId, decision: 'retry' }],
      ['changeDueDate', { erasureId, dueAt: Date.now() + 1e9, reason: 'why' }],
    ] as const)
      expect(await tenant.call('agentResolver', call, payload, at)).toMatchObject({ error: { code: 'not-open' } });
    for (const id of ['', '../x', 'e'.repeat(100), `${erasureId}.copernica`, 'untold.1'])
      expect(await tenant.call('erasuresResolver', 'story', { erasureId: id }, { who: 'admin' })).toMatchObject({
        ok: false,
      });
  });

  it('about an erasure whose issue is gone is answered to Jira admins, and to nobody else', async () => {
    const world = await tenantWorld();
    const { tenant, erased } = world;
    tenant.vanishes(erased);
    const now = Date.now();
    const later = jest.spyOn(Date, 'now').mockImplementation(() => now + 600_000);
    await tenant.invoke('sweepSchedule', {});
    later.mockRestore();
    for (const [role, who] of Object.entries(ROLES) as [Role, Who][])
      for (const [call, payload] of [
        ['story', { erasureId: erased.erasureId }],
        ['decide', { erasureId: erased.erasureId, decision: 'cancel' }],
        ['markByHand', BY_HAND.mark(world)],
      ] as const) {
        const answer = await tenant
          .call<unknown>('erasuresResolver', call, payload, { who })
          .catch((): Answer<never> => ({ ok: false, error: { code: 'not-permitted', message: '' } }));
        expect([role, call, isLetIn(answer)]).toEqual([role, call, role === 'a site admin']);
      }
  });

  it('starts nothing in a project that is not allowed, whoever asks', async () => {
    const { tenant, elsewhere } = await tenantWorld();
    const asked = { expected: 'still.there@example.com', confirmed: true };
    const at = { who: 'admin', issueId: elsewhere.id, projectKey: 'GDPR' };
    expect(await tenant.call('agentResolver', 'start', asked, at)).toMatchObject({
      error: { code: 'project-not-allowed' },
    });
  });

  it('lists to everybody what they may see, and nothing else', async () => {
    const { tenant } = await tenantWorld();
    const seen = async (who: string) =>
      (await tenant.must<{ erasures: unknown[] }>('erasuresResolver', 'list', { filter: {}, cursor: null }, { who }))
        .erasures.length;
    expect([await seen('agent'), await seen('user'), await seen('other-agent'), await seen('customer')]).toEqual([
      1, 1, 0, 0,
    ]);
  });

  it('runs nobody else’s bulk', async () => {
    const { tenant } = await tenantWorld();
    const asked = { jql: 'project = GDPR', goingOn: null };
    const { bulk } = await tenant.must<{ bulk: { id: string } }>('erasuresResolver', 'previewBulk', asked, {
      who: 'agent',
    });
    for (const who of ['admin', 'second-agent'])
      expect(await tenant.call('erasuresResolver', 'runBulk', { id: bulk.id, erasures: 1 }, { who })).toMatchObject({
        error: { code: 'preview-again' },
      });
  });
});
