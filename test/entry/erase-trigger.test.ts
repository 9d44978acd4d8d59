/**
 * Deliveries of the web trigger: what is signed may come again until it was carried out, and is carried out once.
 */
import { Webhook } from 'standardwebhooks';
import { EMAIL_FIELD } from '../support/tenant';
import { tenantWorld, triggerRequest } from '../support/tenant-world';

interface Told {
  readonly statusCode: number;
  readonly erasureId?: string;
  readonly status?: string;
  readonly created?: boolean;
  readonly error?: { readonly code: string };
}

async function world() {
  const made = await tenantWorld();
  const { tenant, secret, admin } = made;
  const ask = async (request: unknown): Promise<Told> => {
    const { statusCode, body } = (await tenant.invoke('eraseTrigger', request)) as { statusCode: number; body: string };
    return { statusCode, ...(JSON.parse(body) as object) };
  };
  let ids = 0;
  /** A signed delivery, to be sent as often as one likes. */
  const delivery = (asked: object, id = `msg_${String((ids += 1))}`) => {
    const at = new Date();
    const body = JSON.stringify(asked);
    const headers = {
      'webhook-id': [id],
      'webhook-timestamp': [String(Math.floor(at.getTime() / 1000))],
      'webhook-signature': [new Webhook(secret).sign(id, at, body)],
    };
    return () => ask({ method: 'POST', headers, body });
  };
  const pause = (paused: boolean) => tenant.must('adminResolver', 'pause', { paused }, admin);
  return { ...made, ask, delivery, pause };
}

it('answers a delivery that was carried out with what it began', async () => {
  const { open, delivery, tenant } = await world();
  const send = delivery({ issueKey: open.key });
  const first = await send();
  expect(first).toMatchObject({ statusCode: 202, created: true, status: 'running' });
  await tenant.deliver();
  expect(await send()).toEqual({ ...first, created: false, status: expect.not.stringMatching('running') as string });
});

it('answers so also where the issue names somebody else by now', async () => {
  const { delivery, tenant } = await world();
  const issue = tenant.issue({ [EMAIL_FIELD]: 'first@example.com' });
  const send = delivery({ issueKey: issue.key });
  const first = await send();
  const stored = tenant.issues.find(issue.id);
  if (stored === null) throw new Error('there is no such issue');
  Object.assign(stored.fields, { [EMAIL_FIELD]: 'second@example.com' });
  tenant.issues.save(stored);
  expect(await send()).toMatchObject({ statusCode: 202, created: false, erasureId: first.erasureId });
});

it('begins by a delivery that came while deletions were paused', async () => {
  const { open, delivery, pause } = await world();
  const send = delivery({ issueKey: open.key });
  await pause(true);
  expect(await send()).toMatchObject({ statusCode: 409, error: { code: 'paused' } });
  await pause(false);
  expect(await send()).toMatchObject({ statusCode: 202, created: true });
  expect(await send()).toMatchObject({ statusCode: 202, created: false });
});

it('begins by a delivery that came before Jira showed the issue', async () => {
  const { delivery, tenant } = await world();
  const last = tenant.issue({ [EMAIL_FIELD]: 'a@example.com' }).key;
  const next = `GDPR-${String(Number(last.split('-')[1]) + 1)}`;
  const send = delivery({ issueKey: next });
  expect(await send()).toMatchObject({ statusCode: 404 });
  expect(tenant.issue({ [EMAIL_FIELD]: 'late@example.com' }).key).toBe(next);
  expect(await send()).toMatchObject({ statusCode: 202, created: true });
});

it('begins by a delivery that was refused until somebody put the issue right', async () => {
  const { delivery, tenant } = await world();
  const issue = tenant.issue({ [EMAIL_FIELD]: null });
  const send = delivery({ issueKey: issue.key });
  expect(await send()).toMatchObject({ statusCode: 409, error: { code: 'no-address' } });
  const stored = tenant.issues.find(issue.id);
  if (stored === null) throw new Error('there is no such issue');
  Object.assign(stored.fields, { [EMAIL_FIELD]: 'now@example.com' });
  tenant.issues.save(stored);
  expect(await send()).toMatchObject({ statusCode: 202, created: true });
});

it('begins once by one delivery that comes twenty times at once', async () => {
  const { open, delivery } = await world();
  const send = delivery({ issueKey: open.key });
  const told = await Promise.all(Array.from({ length: 20 }, send));
  expect(told.filter(({ created }) => created === true)).toHaveLength(1);
  expect(new Set(told.flatMap(({ erasureId }) => erasureId ?? [])).size).toBe(1);
  expect(await send()).toMatchObject({ statusCode: 202, created: false });
});

it('finds what a delivery began that died before it could be noted', async () => {
  const { open, delivery, tenant } = await world();
  const send = delivery({ issueKey: open.key });
  const answer = tenant.answerForge.bind(tenant);
  const dying = jest.spyOn(tenant, 'answerForge').mockImplementation((...asked) => {
    const [, path, { body }] = asked;
    if (path.endsWith('/set') && typeof body === 'string' && body.includes('delivery.'))
      throw new TypeError('fetch failed');
    return answer(...asked);
  });
  const first = await send();
  expect(first).toMatchObject({ statusCode: 202, created: true });
  dying.mockRestore();
  expect(await send()).toMatchObject({ statusCode: 202, created: false, erasureId: first.erasureId });
});

it('plans for a signed dry run as often as it comes', async () => {
  const { open, delivery } = await world();
  const send = delivery({ issueKey: open.key, dryRun: true });
  expect((await send()).statusCode).toBe(200);
  expect((await send()).statusCode).toBe(200);
});

it('passes over a byte order mark', async () => {
  const { open, ask, secret } = await world();
  const body = `\ufeff${JSON.stringify({ issueKey: open.key })}`;
  expect(await ask(triggerRequest(body, secret))).toMatchObject({ statusCode: 202, created: true });
  expect(await ask(triggerRequest(`\ufeff${body}`, secret))).toMatchObject({ statusCode: 400 });
});
