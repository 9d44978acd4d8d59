/**
 * The web trigger where the storage's rate is used up: whoever asks is told when to come back.
 */
import '../support/skip-waits';
import { tenantWorld, triggerRequest } from '../support/tenant-world';

it.each(['"requests.', '"entityName":"claim"'])(
  'says when to come back where the storage refuses %s',
  async (record) => {
    const { tenant, open, secret } = await tenantWorld();
    const answer = tenant.kvs.answer.bind(tenant.kvs);
    tenant.kvs.answer = (path, body) =>
      body.includes(record) ? { status: 429, body: { code: 'RATE_LIMIT_EXCEEDED', message: '' } } : answer(path, body);
    const asked = triggerRequest({ issueKey: open.key }, secret);
    const told = (await tenant.invoke('eraseTrigger', asked)) as { statusCode: number; headers: object; body: string };
    expect(told).toMatchObject({ statusCode: 503, headers: { 'Retry-After': ['60'] } });
    expect(told.body).toContain('"busy"');
  },
);
