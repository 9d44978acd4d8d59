/**
 * What an agent chose among several addresses: that one and no other, as long as the issue holds exactly those.
 */
import { EMAIL_FIELD, Tenant } from '../support/tenant';
import { asDocumented } from '../support/provider-answers';
import { settings } from '../support/settings';
import { tenantWorld } from '../support/tenant-world';

const A = 'anna@example.com';
const B = 'bert@example.com';

interface Seen {
  readonly kind: string;
  readonly code?: string;
  readonly choices?: string[];
  readonly isChosen?: boolean;
  readonly alsoSeen?: string[];
}

async function withIssue(text: string, policy: object = {}) {
  const { tenant } = await tenantWorld('site', { policy });
  const issue = tenant.issue({ [EMAIL_FIELD]: text });
  const at = { who: 'agent', issueId: issue.id };
  const change = (now: string) => {
    const stored = tenant.issues.find(issue.key);
    if (stored === null) throw new Error('the issue is there');
    stored.fields[EMAIL_FIELD] = now;
    tenant.issues.save(stored);
  };
  return {
    tenant,
    issue,
    change,
    preview: (choice?: string) =>
      tenant.must<Seen>('agentResolver', 'preview', choice === undefined ? {} : { choice }, at),
    start: (expected: string, chosenAmong?: string[]) =>
      tenant.call<{ erasureId: string; status: string }>(
        'agentResolver',
        'start',
        { expected, confirmed: true, ...(chosenAmong === undefined ? {} : { chosenAmong }) },
        at,
      ),
    status: async () => {
      const { erasures } = await tenant.must<{ erasures: { status: string; mask: string }[] }>(
        'agentResolver',
        'status',
        {},
        at,
      );
      return erasures[0];
    },
    calledFor: (address: string) => tenant.left.outside.some((call) => decodeURIComponent(call).includes(address)),
  };
}

it('is offered where there are several, and nothing else beside them', async () => {
  const several = await withIssue(`${A}, ${B}`);
  expect(await several.preview()).toMatchObject({ kind: 'refused', code: 'ambiguous', choices: [A, B] });
  expect(await several.preview(B)).toMatchObject({ kind: 'ready', address: B, isChosen: true, alsoSeen: [A] });
  const unsure = await withIssue(`${A}, bert(at)example.com`);
  expect(await unsure.preview()).toMatchObject({ kind: 'refused', code: 'ambiguous', choices: [] });
  expect(await unsure.preview(A)).toMatchObject({ kind: 'refused', code: 'ambiguous' });
});

it('erases the chosen one only, and the evidence says who chose', async () => {
  const { start, tenant, calledFor, issue } = await withIssue(`${A}, ${B}`);
  const begun = await start(B, [B, A]);
  await tenant.deliver();
  expect([calledFor(B), calledFor(A)]).toEqual([true, false]);
  const { events } = await tenant.must<{ events: { words: string }[] }>(
    'erasuresResolver',
    'story',
    { erasureId: begun.ok ? begun.value.erasureId : '' },
    { who: 'agent', issueId: issue.id },
  );
  expect(events[0]?.words).toContain('chosen by a person among several');
});

it.each<[string, string | undefined, string[] | undefined]>([
  ['nobody chose', undefined, undefined],
  ['another came in since', `${A}, ${B}, carl@example.com`, [A, B]],
  ['another took a place since', `${A}, carl@example.com`, [A, B]],
  ['it was chosen among others', undefined, [B, 'carl@example.com']],
  ['something unreadable came in since', `${A}, ${B}, carl(at)example.com`, [A, B]],
])('starts nothing where %s', async (_, now, among) => {
  const { start, change, tenant, calledFor } = await withIssue(`${A}, ${B}`);
  if (now !== undefined) change(now);
  expect(await start(B, among)).toMatchObject({ ok: false, error: { code: 'ambiguous' } });
  await tenant.deliver();
  expect([calledFor(A), calledFor(B)]).toEqual([false, false]);
});

it('is no confirmation of somebody else who is the only one by now', async () => {
  const { preview, start, change } = await withIssue(`${A}, ${B}`);
  change(A);
  expect(await preview(B)).toMatchObject({ kind: 'refused', code: 'mismatch' });
  expect(await start(B, [A, B])).toMatchObject({ ok: false, error: { code: 'mismatch' } });
});

it('is looked at again where it is the only one by now', async () => {
  const { start, change, calledFor } = await withIssue(`${A}, ${B}`);
  change(B);
  expect(await start(B, [A, B])).toMatchObject({ ok: false, error: { code: 'mismatch' } });
  expect(calledFor(B)).toBe(false);
});

it('confirms what was found in text, and chooses nothing there', async () => {
  const { tenant } = await tenantWorld();
  const text = (words: string) => ({
    description: {
      type: 'doc',
      version: 1,
      content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
    },
  });
  const { id } = tenant.issue(text(`sorry, not ${A}, it is ${B}`));
  const asked = { expected: A, confirmed: true };
  expect(await tenant.call('agentResolver', 'start', asked, { who: 'agent', issueId: id })).toMatchObject({
    error: { code: 'ambiguous' },
  });
});

it('stands through an approval', async () => {
  const { start, status, tenant, calledFor } = await withIssue(`${A}, ${B}`, { approval: 'always' });
  const begun = await start(B, [A, B]);
  const erasureId = begun.ok ? begun.value.erasureId : '';
  await tenant.must('erasuresResolver', 'decide', { erasureId, decision: 'approve' }, { who: 'second-agent' });
  await tenant.deliver();
  expect(await status()).toMatchObject({ status: 'completed', mask: 'b•••@e•••.com' });
  expect([calledFor(B), calledFor(A)]).toEqual([true, false]);
});

it('stands through a grace period', async () => {
  const { start, status, tenant, calledFor } = await withIssue(`${A}, ${B}`, { graceHours: 1 });
  await start(B, [A, B]);
  expect(await status()).toMatchObject({ status: 'scheduled' });
  const now = Date.now();
  const later = jest.spyOn(Date, 'now').mockImplementation(() => now + 2 * 3_600_000);
  await tenant.invoke('sweepSchedule', {});
  await tenant.deliver();
  expect(await status()).toMatchObject({ status: 'completed' });
  later.mockRestore();
  expect([calledFor(B), calledFor(A)]).toEqual([true, false]);
});

it('is made again by a new key only where a person had made it', async () => {
  const refusing = new Tenant('site', (url, init) =>
    url.includes('authenticate.') ? asDocumented(url, init) : new Response('{}', { status: 401 }),
  );
  const admin = { who: 'admin' };
  await refusing.must('adminResolver', 'importSettings', { file: settings() }, admin);
  const { id, key } = refusing.issue({ [EMAIL_FIELD]: A });
  const at = { who: 'agent', issueId: id };
  await refusing.must('agentResolver', 'start', { expected: A, confirmed: true }, at);
  await refusing.deliver();
  const stored = refusing.issues.find(key);
  if (stored === null) throw new Error('the issue is there');
  stored.fields[EMAIL_FIELD] = `${A}, ${B}`;
  refusing.issues.save(stored);
  const calls = refusing.left.outside.length;
  await refusing.must('adminResolver', 'importSettings', { file: settings() }, admin);
  await refusing.deliver();
  expect(refusing.left.outside).toHaveLength(calls);
});
