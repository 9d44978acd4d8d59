/**
 * Many connections: two accounts at one provider work side by side, and thirty providers stay within what Forge allows.
 */
import { importSettings, previewImport } from '../../../src/app/import/import';
import { lookFirst } from '../../../src/app/request/look-first';
import { viewIssue } from '../../../src/app/query/erasure';
import { request } from '../../../src/app/request/request';
import {
  adminOver,
  ADMIN,
  byAgent,
  byTrigger,
  connection,
  JANE,
  portsInMemory,
  SAYS,
} from '../../support/ports-in-memory';
import { settings } from '../../support/settings';
import type { Asked, Scripted } from '../../support/vendor';

describe('two connections of one provider', () => {
  const brevo = (id: string) => ({ id, provider: 'brevo', label: id, settings: { apiKey: `xkeysib-canary-${id}` } });
  const CONTACT = { status: 200, body: { id: 7, email: JANE, attributes: {} } };
  const UNKNOWN = { status: 404, body: { code: 'document_not_found', message: 'Contact does not exist' } };

  /** A vendor with two accounts, told apart by their keys. */
  async function twoAccounts(answers: Record<string, Scripted>) {
    const world = await portsInMemory({ vendors: {}, connections: [brevo('shop'), brevo('news')] });
    const keys: string[] = [];
    world.alwaysAnswers('api.brevo.com', ((asked: Asked) => {
      const account = (asked.headers.get('api-key') ?? '').replace('xkeysib-canary-', '');
      keys.push(`${asked.method} ${account}`);
      return answers[account] ?? { status: 401 };
    }) satisfies Scripted);
    return { world, keys, issue: world.asks(JANE) };
  }

  it('are called each by a key of its own, and each has an outcome of its own', async () => {
    const { world, issue, keys } = await twoAccounts({ shop: { status: 204 }, news: UNKNOWN });
    const { erasureId } = await request(world.ports, byTrigger(issue));
    await world.deliver();
    expect(keys.sort()).toEqual(['DELETE news', 'DELETE shop']);
    expect(await world.became(erasureId)).toEqual({ status: 'completed', shop: 'done deleted', news: 'done absent' });
  });

  it('are looked at side by side', async () => {
    const { world, issue } = await twoAccounts({ shop: CONTACT, news: UNKNOWN });
    const { held } = await lookFirst(world.as('agent'), byAgent(issue, JANE));
    expect(held.map(({ connectionId, words }) => [connectionId, words])).toEqual([
      ['shop', '1 contact'],
      ['news', 'Nobody'],
    ]);
  });

  it('do not share a key that is refused, nor being removed', async () => {
    const { world, issue } = await twoAccounts({ shop: { status: 204 } });
    const { erasureId } = await request(world.ports, byTrigger(issue));
    await world.deliver();
    expect(await world.became(erasureId)).toEqual({
      ...{ status: 'partial', shop: 'done deleted', news: 'blocked credentials' },
    });
    await adminOver(world.as('admin')).remove('news');
    expect(world.connectionsWithKeys()).toEqual(['shop']);
  });
});

describe('thirty connections', () => {
  const IDS = Array.from({ length: 30 }, (_, index) => `a-connection-with-a-rather-long-id-${String(index)}`);
  const LABEL = 'The customer relationship management system of the marketing department, Europe';
  const thirty = IDS.map((id) => ({ ...connection(id), label: LABEL }));

  it('are imported by few enough requests to the storage for a resolver’s 25 seconds', async () => {
    const world = await portsInMemory({ vendors: {}, connections: [] });
    let requests = 0;
    world.storageFails = () => {
      requests += 1;
      return false;
    };
    const ports = world.as('admin');
    const file = settings({ connections: thirty });
    const { revision, added } = await previewImport(ports, file, { replaceAll: true });
    expect(added).toHaveLength(30);
    await importSettings(ports, file, { by: ADMIN, replaceAll: true, revision, confirmed: 0 });
    expect((await ports.settings.read()).connections).toHaveLength(30);
    // Even one after the other, each taking a quarter of a second.
    expect(requests).toBeGreaterThan(30);
    expect(requests).toBeLessThan(100);
    requests = 0;
    // Each with another key: the keys before are dropped.
    await importSettings(ports, file, { by: ADMIN, replaceAll: true });
    expect(requests).toBeLessThan(160);
  });

  it('make an erasure whose property, comment and records Jira and the storage take', async () => {
    const world = await portsInMemory({ vendors: {}, connections: thirty });
    const issue = world.asks(JANE);
    // The longest sentences are of those that need a person.
    IDS.forEach((id, index) => {
      world.alwaysAnswers(id, index % 2 === 0 ? SAYS.deleted : SAYS.badKey);
    });
    const { erasureId } = await request(world.ports, byTrigger(issue));
    await world.deliver();
    await world.sweeps();
    const property = world.property(issue);
    expect(property).toMatchObject({ status: 'partial', total: 30, done: 15, blocked: 15 });
    expect(property?.steps).toHaveLength(30);
    // Half of what Jira takes.
    expect(JSON.stringify(property).length).toBeLessThan(16_384);
    const [comment = ''] = world.comments(issue);
    expect(comment).toContain(LABEL);
    expect(comment.length).toBeLessThan(32_767);
    const [view] = await viewIssue(world.as('agent'), issue.id);
    expect(view?.steps).toHaveLength(30);
    // The storage takes 240 KiB a value.
    const longest = Math.max(...world.written().map(({ body }) => body.length));
    expect(longest).toBeLessThan(240 * 1024);
    expect((await world.became(erasureId))['status']).toBe('partial');
  });
});
