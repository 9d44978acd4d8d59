/**
 * Whatever comes in at any door: an answer that is documented, nothing thrown, nothing changed that was not asked for.
 */
import * as fc from 'fast-check';
import type { Answer } from '../../src/contract/call';
import { ADMIN_CALLS } from '../../src/contract/admin-calls';
import { AGENT_CALLS } from '../../src/contract/agent-calls';
import { AUTOMATION_CALLS } from '../../src/contract/automation-calls';
import { ERASURES_CALLS } from '../../src/contract/erasures-calls';
import { decideText, readText } from '../../src/core/address/extract';
import { parseEmail } from '../../src/core/person/email';
import { scanText } from '../../src/core/address/scanner/scan';
import { anyJson, fuzz, fuzzSideBySide, hostile } from '../support/fuzz';
import { asDocumented } from '../support/provider-answers';
import { settings } from '../support/settings';
import { EMAIL_FIELD, type Handler, Tenant } from '../support/tenant';
import { tenantWorld, triggerRequest } from '../support/tenant-world';

it('would notice a door that throws, or answers as it likes', async () => {
  const throwing = (value: unknown) => {
    expect((value as { body: string }).body.length).toBeGreaterThan(-1);
  };
  const saying = (value: unknown) => {
    expect([200, 400]).toContain(value);
  };
  await expect(fuzz('a door without a lock', anyJson, throwing)).rejects.toThrow();
  await expect(fuzz('a door that says anything', anyJson, saying)).rejects.toThrow();
});

describe('the web trigger', () => {
  const STATUSES = [200, 202, 400, 401, 404, 405, 409, 413, 429, 503];

  it('answers as documented whatever is sent', async () => {
    const { tenant, secret, open } = await tenantWorld();
    const bodies = fc.oneof(
      fc
        .record({ issueKey: fc.oneof(hostile, fc.constant(open.key)), email: hostile, dryRun: anyJson })
        .map((body) => JSON.stringify(body)),
      anyJson.map((value) => JSON.stringify(value)),
      hostile,
    );
    const requests = fc.oneof(
      anyJson,
      fc.record({ method: hostile, headers: anyJson, body: bodies }),
      fc
        .tuple(bodies, fc.constantFrom('POST', 'GET', 'post', ''))
        .map(([body, method]) => triggerRequest(body, secret, method)),
    );
    await fuzz('web trigger', requests, async (request) => {
      const answer = (await tenant.invoke('eraseTrigger', request)) as { statusCode: number; body: string };
      expect(STATUSES).toContain(answer.statusCode);
      expect(() => JSON.parse(answer.body) as unknown).not.toThrow();
      expect(answer.body).not.toMatch(/\bat .*:\d+:\d+|node_modules/);
    });
  });
});

describe('the screens’ calls', () => {
  const RESOLVERS: readonly (readonly [Handler, Readonly<Record<string, object>>])[] = [
    ['agentResolver', AGENT_CALLS],
    ['adminResolver', ADMIN_CALLS],
    ['erasuresResolver', ERASURES_CALLS],
    ['automationResolver', AUTOMATION_CALLS],
  ];

  it.each(RESOLVERS)('%s answers in one of two ways', async (handler, calls) => {
    const { tenant, open } = await tenantWorld();
    const payloads = fc.oneof(
      anyJson,
      fc.dictionary(
        fc.constantFrom(
          'id',
          'erasureId',
          'connectionId',
          'expected',
          'reason',
          'cursor',
          'filter',
          'jql',
          'page',
          'address',
          'rules',
          'file',
          'extraction',
          'issueKey',
          'confirmed',
          'chosenAmong',
          'choice',
          'decision',
          'dueAt',
          'connection',
          'paused',
          'enabled',
        ),
        fc.oneof(hostile, anyJson),
      ),
    );
    await fuzz(handler, fc.tuple(fc.constantFrom(...Object.keys(calls)), payloads), async ([call, payload]) => {
      const answer: Answer<unknown> = await tenant.call(handler, call, payload, { who: 'admin', issueId: open.id });
      expect(typeof answer.ok).toBe('boolean');
      if (!answer.ok) expect([answer.error.code, answer.error.message]).not.toContain('internal');
    });
  });

  it('asks nobody in whom the platform does not name', async () => {
    const { tenant } = await tenantWorld();
    await fuzz('contexts of calls', anyJson, async (extension) => {
      const request = { call: { functionKey: 'exportSettings', payload: {} }, context: { extension } };
      expect(await tenant.invoke('adminResolver', request)).toMatchObject({ ok: false });
    });
  });
});

describe('settings files', () => {
  const valid = settings();
  /** A valid file with one value replaced, wherever it stands. */
  const damaged = fc.tuple(fc.nat(), fc.oneof(hostile, anyJson)).map(([where, what]) => {
    const paths: (string | number)[][] = [];
    const look = (value: unknown, path: (string | number)[]): void => {
      paths.push(path);
      if (typeof value === 'object' && value !== null)
        for (const [key, inner] of Object.entries(value)) look(inner, [...path, key]);
    };
    look(valid, []);
    const path = paths[where % paths.length] ?? [];
    const copy = structuredClone(valid) as Record<string, unknown>;
    if (path.length === 0) return what;
    let at: Record<string, unknown> = copy;
    for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
    at[path.at(-1) ?? ''] = what;
    return copy;
  });

  it('are taken whole or not at all', async () => {
    const { tenant, admin } = await tenantWorld();
    await fuzz('settings files', damaged, async (file) => {
      const before = JSON.stringify(await tenant.must('adminResolver', 'exportSettings', {}, admin));
      const asked = { file, replaceAll: true };
      const preview = await tenant.call<{ revision: string }>('adminResolver', 'previewImport', asked, admin);
      const answer = preview.ok
        ? await tenant.call(
            'adminResolver',
            'importSettings',
            { ...asked, revision: preview.value.revision, confirmed: 0 },
            admin,
          )
        : preview;
      expect(answer.ok).toBe(preview.ok);
      const after = JSON.stringify(await tenant.must('adminResolver', 'exportSettings', {}, admin));
      if (answer.ok) return;
      expect(answer.error.code).toMatch(/^bad-(?:settings|input)$/);
      expect(after).toBe(before);
    });
  });
});

describe('what the platform delivers', () => {
  it.each<Handler>([
    'drainConsumer',
    'bulkConsumer',
    'issueEvents',
    'workflowValidator',
    'deleteUserAction',
    'erasureStatusAction',
  ])('%s reads anything', async (handler) => {
    const { tenant, open } = await tenantWorld();
    const called = tenant.left.outside.length;
    const payloads = fc.oneof(
      anyJson,
      anyJson.map((body) => ({ body })),
      fc.record({
        body: fc.record({ connectionId: hostile, erasureIds: fc.array(hostile, { maxLength: 5 }), accountId: hostile }),
      }),
      fc.record({
        eventType: fc.constant('avi:jira:created:issue'),
        issue: fc.record({ id: hostile, key: fc.oneof(hostile, fc.constant(open.key)) }),
      }),
      fc.record({ issueKey: hostile, connections: hostile }),
    );
    await fuzz(handler, payloads, async (payload) => {
      await expect(tenant.invoke(handler, payload, 'agent')).resolves.not.toThrow();
    });
    expect(tenant.left.outside).toHaveLength(called);
  });
});

describe('stored records', () => {
  it('of a newer version are read, and what is not known in them is left alone', async () => {
    const { tenant, erased, open } = await tenantWorld();
    tenant.rows.changeAll((value) => ({ ...value, invented: { later: [1, 2, 3] } }));
    const at = { who: 'agent', issueId: erased.id };
    expect(await tenant.call('agentResolver', 'status', {}, at)).toMatchObject({ ok: true });
    expect(await tenant.call('agentResolver', 'receipt', { erasureId: erased.erasureId }, at)).toMatchObject({
      ok: true,
    });
    await tenant.invoke('sweepSchedule', {});
    expect(
      await tenant.call(
        'agentResolver',
        'start',
        { expected: open.address, confirmed: true },
        { who: 'agent', issueId: open.id },
      ),
    ).toMatchObject({ ok: true });
  });

  it('that cannot be read keep their issue open, and hide no other', async () => {
    const { tenant, erased, open } = await tenantWorld();
    await tenant.must(
      'agentResolver',
      'start',
      { expected: open.address, confirmed: true },
      { who: 'agent', issueId: open.id },
    );
    await tenant.deliver();
    // The same issue names somebody else, who is erased as well.
    const issue = tenant.issues.find(erased.key);
    if (issue === null) throw new Error('the issue is there');
    issue.fields[EMAIL_FIELD] = 'second.of.it@example.com';
    tenant.issues.save(issue);
    const at = { who: 'agent', issueId: erased.id };
    await tenant.must('agentResolver', 'start', { expected: 'second.of.it@example.com', confirmed: true }, at);
    await tenant.deliver();
    const mayClose = () => tenant.invoke('workflowValidator', { issue: { key: erased.key } });
    expect(await mayClose()).toEqual({ result: true });
    const before = tenant.rows.get('entity', 'erasure', erased.erasureId);
    if (before === null) throw new Error('the record is there');
    const value = JSON.stringify({ ...(JSON.parse(before.value) as object), record: { damaged: true } });
    tenant.rows.put('entity', 'erasure', erased.erasureId, { ...before, value });
    expect(await mayClose()).toMatchObject({ result: false });
    const { erasures } = await tenant.must<{ erasures: unknown[] }>(
      'erasuresResolver',
      'list',
      { filter: {}, cursor: null },
      { who: 'agent' },
    );
    expect(erasures).toHaveLength(2);
    await tenant.invoke('sweepSchedule', {});
    const figures = await tenant.must<{ took: number[] }>('erasuresResolver', 'figures', {}, { who: 'agent' });
    expect(figures.took[0]).toBe(2);
  });

  it('that are damaged stop what needs them, and nothing else', async () => {
    await fuzzSideBySide('damaged records', anyJson, async (record) => {
      const { tenant, erased } = await tenantWorld();
      const key = erased.erasureId;
      const before = tenant.rows.get('entity', 'erasure', key);
      if (before === null) throw new Error('the record is there');
      const value = { ...(JSON.parse(before.value) as object), record };
      tenant.rows.put('entity', 'erasure', key, { ...before, value: JSON.stringify(value) });
      // Beside it, somebody else is erased from beginning to end.
      const address = 'beside@example.com';
      const at = { who: 'agent', issueId: tenant.issue({ [EMAIL_FIELD]: address }).id };
      await tenant.must('agentResolver', 'start', { expected: address, confirmed: true }, at);
      await tenant.deliver();
      await expect(tenant.invoke('sweepSchedule', {})).resolves.toMatchObject({ statusCode: 204 });
      expect(await tenant.must('agentResolver', 'status', {}, at)).toMatchObject({
        erasures: [{ status: 'handed-over' }],
      });
      tenant.close();
    });
  });

  it('of an older version are read', async () => {
    const { tenant, erased, open } = await tenantWorld();
    const at = { who: 'agent', issueId: open.id };
    await tenant.must('agentResolver', 'start', { expected: open.address, confirmed: true }, at);
    let older = 0;
    const strip = (entity: string, without: (value: { record?: object }) => object) => {
      for (const key of tenant.rows.keysOf('entity', entity)) {
        const row = tenant.rows.get('entity', entity, key);
        if (row === null) throw new Error('the record is there');
        const value = JSON.stringify(without(JSON.parse(row.value) as { record?: object }));
        if (value !== row.value) older += 1;
        tenant.rows.put('entity', entity, key, { ...row, value });
      }
    };
    strip('erasure', ({ record, ...more }) => ({ ...more, record: { ...record, pick: undefined } }));
    expect(older).toBe(2);
    await tenant.deliver();
    expect(await tenant.must('agentResolver', 'status', {}, at)).toMatchObject({
      erasures: [{ status: 'handed-over' }],
    });
    const { erasureId } = erased;
    expect(
      await tenant.must('agentResolver', 'receipt', { erasureId }, { who: 'agent', issueId: erased.id }),
    ).toBeTruthy();
    const list = { filter: {}, cursor: null };
    expect(await tenant.must('erasuresResolver', 'list', list, { who: 'agent' })).toMatchObject({
      erasures: [{}, {}],
    });
  });
});

describe('documents and addresses', () => {
  interface Node {
    type: string;
    [more: string]: unknown;
  }
  const node = fc.letrec<{ node: Node }>((tie) => ({
    node: fc.record(
      {
        type: fc.oneof(
          fc.constantFrom('doc', 'paragraph', 'text', 'table', 'mention', 'inlineCard', 'media', 'codeBlock', 'emoji'),
          hostile,
        ),
        text: fc.oneof(hostile, anyJson),
        marks: fc.array(
          fc.record({
            type: fc.constantFrom('link', 'code', 'strong'),
            attrs: fc.oneof(anyJson, fc.record({ href: hostile })),
          }),
          { maxLength: 3 },
        ),
        attrs: anyJson,
        content: fc.oneof({ depthSize: 'small' }, anyJson, fc.array(tie('node'), { maxLength: 4 })),
      },
      { requiredKeys: ['type'] },
    ),
  })).node;
  const read = (value: unknown) => decideText(readText(value), ['ourcompany.example']);

  it('are read, whatever they hold', async () => {
    await fuzz(
      'documents',
      fc.oneof(
        node,
        node.map((inner) => ({ type: 'doc', version: 1, content: [inner] })),
        anyJson,
      ),
      (value) => {
        expect(['empty', 'refused', 'found']).toContain(read(value).kind);
      },
    );
  });

  it.each([
    [
      'deep',
      () =>
        Array.from({ length: 20_000 }).reduce<unknown>((inner) => ({ type: 'paragraph', content: [inner] }), {
          type: 'text',
          text: 'a@example.com',
        }),
    ],
    ['wide', () => ({ type: 'doc', content: Array.from({ length: 50_000 }, () => ({ type: 'text', text: 'x ' })) })],
    [
      'with marks that go in circles',
      () => {
        const mark: Record<string, unknown> = { type: 'link' };
        mark['attrs'] = { href: 'mailto:a@example.com', mark };
        return { type: 'text', text: 'x', marks: [mark] };
      },
    ],
    ['of one endless word', () => ({ type: 'text', text: 'a'.repeat(1_000_000) })],
    ['of at signs', () => ({ type: 'text', text: '@'.repeat(200_000) })],
    ['of dots', () => ({ type: 'text', text: `a${'.a'.repeat(200_000)}@example.com` })],
    ['of brackets', () => ({ type: 'text', text: '<'.repeat(200_000) })],
  ])('that are %s are read to the end', (_, make) => {
    expect(['empty', 'refused', 'found']).toContain(read({ type: 'doc', version: 1, content: [make()] }).kind);
  });

  it('are never found with anything in them that nobody sees', async () => {
    const parts = fc.oneof(
      hostile,
      fc.constantFrom(
        'jane',
        '@',
        'example',
        '.com',
        '\u202e',
        '\u200b',
        '\u00ad',
        '"',
        '(x)',
        '=?utf-8?q?a?=',
        'аpple',
        '\r\n',
        '\0',
        '<',
        '>',
        'mailto:',
      ),
    );
    await fuzz(
      'addresses',
      fc.array(parts, { maxLength: 12 }).map((some) => some.join('')),
      (text) => {
        for (const finding of scanText(text)) {
          if (finding.kind !== 'address') continue;
          expect(parseEmail(finding.email)).toBe(finding.email);
          expect(finding.email).not.toMatch(/[\s\p{Cc}\u200b-\u200f\u202a-\u202e\u00ad"<>()]/u);
          expect(finding.email.length).toBeLessThanOrEqual(320);
        }
      },
    );
  });
});

describe('what providers answer', () => {
  const FAILURES = fc.integer({ min: 400, max: 599 }).filter((status) => ![404, 410].includes(status));
  const replies = fc.record({
    status: FAILURES,
    body: fc.oneof(
      hostile,
      anyJson.map((value) => JSON.stringify(value)),
      fc.constant('{"deleted":true,"status":"ok"}'),
    ),
    headers: fc.dictionary(
      fc.constantFrom('retry-after', 'content-type', 'location', 'x-y'),
      fc.constantFrom('', '0', '-1', '1e9', 'Fri, 13 Nov 2026 10:00:00 GMT', 'text/html', 'https://127.0.0.1/'),
    ),
  });

  it('is no success where its status says that it is none, and one outcome for everybody', async () => {
    await fuzzSideBySide('provider replies', replies, async ({ status, body, headers }) => {
      const tenant = new Tenant('site', (url, init) =>
        url.includes('authenticate.') ? asDocumented(url, init) : new Response(body, { status, headers }),
      );
      await tenant.admin('importSettings', { file: settings() });
      const { id } = tenant.issue({ [EMAIL_FIELD]: 'fuzzed@example.com' });
      const at = { who: 'agent', issueId: id };
      await tenant.must('agentResolver', 'start', { expected: 'fuzzed@example.com', confirmed: true }, at);
      await tenant.deliver();
      const { erasures } = await tenant.must<{
        erasures: { status: string; steps: { status: string; outcome: string | null }[] }[];
      }>('agentResolver', 'status', {}, at);
      expect(erasures[0]?.status).not.toBe('completed');
      for (const step of erasures[0]?.steps ?? []) expect(['waiting', 'blocked', 'skipped']).toContain(step.status);
      tenant.close();
    });
  });
});
