/**
 * Outages, pauses, cancellations, keys that are refused, and issues that somebody changes meanwhile.
 */
import { SECRETS, settings } from '../support/settings';
import { worldOf } from '../support/world';
import type { ErasureView } from '../../src/contract/erasure-view';

const world = worldOf();
beforeEach(() => world.configure({}));

const QUICKHELP = 'qhapi.quickhelp.com';
const [, , quickhelp] = settings().connections as [unknown, unknown, { id: string; settings: object }];
const statusOf = async (key: string): Promise<ErasureView[]> => {
  const answer = await world.site.agent<{ erasures: ErasureView[] }>('agent', key, 'status');
  return answer.ok ? answer.value.erasures : [];
};
const decide = (key: string, erasureId: string, decision: string, user = 'agent') =>
  world.site.agent(user, key, 'decide', { erasureId, decision });

describe('a key that the provider refuses', () => {
  const withKey = (valid: string) =>
    world.providers.reset((request) => {
      if (request.host === 'authenticate.copernica.com') return { status: 200, body: 'a.b.c' };
      if (request.host === 'api.copernica.com') return { status: 201 };
      if (request.host !== QUICKHELP) return { status: 200, body: {} };
      return request.headers['authorization'] === valid ? { status: 200, body: {} } : { status: 401 };
    });

  it('blocks the connection at once, and a new key takes up everything that waited', async () => {
    withKey('the-new-key');
    const first = await world.site.issueFor('first@example.com');
    await world.site.trigger({ issueKey: first });
    const { steps } = await world.site.settled(first, 'partial');
    expect(steps.find(({ connection }) => connection === 'quickhelp')).toMatchObject({
      status: 'blocked',
      outcome: 'refused',
    });
    expect(world.providers.to(QUICKHELP)).toHaveLength(1);

    const second = await world.site.issueFor('second@example.com');
    await world.site.trigger({ issueKey: second });
    await world.site.settled(second, 'partial');
    expect(world.providers.to(QUICKHELP)).toHaveLength(1);
    const [shown] = await statusOf(second);
    expect(shown?.steps.find(({ connectionId }) => connectionId === 'quickhelp')?.sentence).toMatch(/renew/);

    const connection = { ...quickhelp, settings: { ...quickhelp.settings, apiKey: 'the-new-key' } };
    expect(await world.site.admin('saveConnection', { connection })).toMatchObject({ ok: true });
    for (const key of [first, second]) await world.site.settled(key);
    expect(world.providers.to(QUICKHELP).length).toBeGreaterThan(1);
  });

  it('is tried once more where a person retries', async () => {
    withKey('never');
    const key = await world.site.issueFor('stubborn@example.com');
    const { body } = await world.site.trigger({ issueKey: key });
    await world.site.settled(key, 'partial');
    expect(await decide(key, body.erasureId, 'retry')).toMatchObject({ ok: true });
    await world.site.until('the second try', () => Promise.resolve(world.providers.to(QUICKHELP).length === 2));
    await world.site.settled(key, 'partial');
  });

  it('leaves an issue alone that names somebody else by then', async () => {
    withKey('the-new-key');
    const key = await world.site.issueFor('was@example.com');
    await world.site.trigger({ issueKey: key });
    await world.site.settled(key, 'partial');
    await world.site.rest('PUT', `/issue/${key}`, { fields: { customfield_10050: 'is-now@example.com' } });
    const connection = { ...quickhelp, settings: { ...quickhelp.settings, apiKey: 'the-new-key' } };
    await world.site.admin('saveConnection', { connection });
    await world.site.until('the step to say so', async () => {
      const [erasure] = await statusOf(key);
      return erasure?.steps
        .find(({ connectionId }) => connectionId === 'quickhelp')
        ?.sentence?.includes('no longer kept');
    });
    // Once, or never: where somebody else's call had found the key refused before.
    expect(world.providers.to(QUICKHELP).filter(({ body }) => body.includes('was@')).length).toBeLessThanOrEqual(1);
    expect(world.providers.to(QUICKHELP).filter(({ body }) => body.includes('is-now@'))).toEqual([]);
  });
});

describe('pausing all deletions', () => {
  it('stops within one call, loses nothing, and goes on', async () => {
    let calls = 0;
    world.providers.reset((request) => {
      if (request.host !== QUICKHELP)
        return {
          status: request.host === 'api.copernica.com' ? 201 : 200,
          body:
            request.host === 'api.copernica.com' ? '' : request.host === 'authenticate.copernica.com' ? 'a.b.c' : {},
        };
      calls += 1;
      return { status: 503, headers: { 'retry-after': '1' } };
    });
    const key = await world.site.issueFor('paused@example.com');
    await world.site.trigger({ issueKey: key });
    // Whoever is called first is chance: the others have answered before the pause, or they would wait as well.
    await world.site.until('the other two', async () => (await world.site.property(key))?.handedOver === 2);
    await world.site.until('the first call', () => Promise.resolve(calls > 0));
    await world.site.admin('pause', { paused: true });
    const atPause = calls;
    await world.site.letPass(6000);
    expect(calls - atPause).toBeLessThanOrEqual(1);
    expect(await world.site.property(key)).toMatchObject({ status: 'running', waiting: 1 });
    world.providers.reset();
    await world.site.admin('pause', { paused: false });
    await world.site.settled(key);
  });
});

describe('cancelling', () => {
  it('stops what was not called, and tells of what was', async () => {
    world.providers.reset(({ host }) => {
      if (host === 'authenticate.copernica.com') return { status: 200, body: 'a.b.c' };
      if (host === 'api.copernica.com') return { status: 201 };
      return host === QUICKHELP ? { status: 503 } : { status: 200, body: {} };
    });
    const key = await world.site.issueFor('cancelled@example.com');
    const { body } = await world.site.trigger({ issueKey: key });
    await world.site.until('the other two', async () => (await world.site.property(key))?.handedOver === 2);
    await world.site.until('the first try', () => Promise.resolve(world.providers.to(QUICKHELP).length > 0));
    await world.site.until(
      'the try to be told',
      async () => (await world.site.property(key))?.steps[2]?.outcome === 'retry',
    );
    expect(await decide(key, body.erasureId, 'cancel')).toMatchObject({ ok: true });
    const { steps } = await world.site.settled(key, 'cancelled');
    expect(steps.map(({ status }) => status)).toEqual(['handed-over', 'handed-over', 'blocked']);
    const [shown] = await statusOf(key);
    expect(shown?.steps[2]?.sentence).toMatch(/may have carried the request out/);
    const tries = world.providers.to(QUICKHELP).length;
    await world.site.letPass(3_600_000);
    expect(world.providers.to(QUICKHELP)).toHaveLength(tries);

    // An automation finds it as it ended; a person may begin anew.
    expect((await world.site.trigger({ issueKey: key })).body).toMatchObject({
      erasureId: body.erasureId,
      created: false,
    });
    world.providers.reset();
    expect(
      await world.site.agent('agent', key, 'start', { expected: 'cancelled@example.com', confirmed: true }),
    ).toMatchObject({ ok: true, value: { created: true } });
    const anew = await world.site.settled(key);
    expect(anew.erasureId).not.toBe(body.erasureId);
    expect((await statusOf(key)).map(({ status }) => status)).toEqual(['handed-over', 'cancelled']);
  });
});

describe('an issue that changes meanwhile', () => {
  it('has its property put right when somebody edits it', async () => {
    const key = await world.site.issueFor('edited@example.com');
    await world.site.trigger({ issueKey: key });
    const told = await world.site.settled(key);
    await world.site.rest('PUT', `/issue/${key}/properties/user-erasure`, { v: 1, status: 'blocked' });
    expect(await world.site.property(key)).toEqual({ v: 1, status: 'blocked' });
    expect(await world.site.settled(key)).toEqual(told);
    expect(await world.site.comments(key)).toHaveLength(1);
  });

  it('loses no erasure when it is deleted: what happened stands on the erasures page, for admins', async () => {
    world.providers.reset(({ host }) =>
      host === QUICKHELP
        ? { status: 503, headers: { 'retry-after': '2' } }
        : {
            status: host === 'api.copernica.com' ? 201 : 200,
            body: host === 'api.copernica.com' ? '' : host === 'authenticate.copernica.com' ? 'a.b.c' : {},
          },
    );
    const key = await world.site.issueFor('deleted@example.com');
    await world.site.trigger({ issueKey: key });
    await world.site.until('a try', () => Promise.resolve(world.providers.to(QUICKHELP).length > 0));
    expect((await world.site.rest('DELETE', `/issue/${key}`)).status).toBe(204);
    world.providers.reset();
    const listed = (user: string) =>
      world.site.call<{ erasures: ErasureView[] }>('erasures-page', user, null, 'list', { filter: {}, cursor: null });
    const shown = await world.site.until('the erasure to end', async () => {
      const answer = await listed('admin');
      return (
        answer.ok &&
        answer.value.erasures.find((one) => one.issueKey === key && one.status === 'handed-over' && one.mirror !== null)
      );
    });
    expect(shown.mirror).toMatch(/gone/);
    const others = await listed('agent');
    expect(others.ok && others.value.erasures.map(({ issueKey }) => issueKey)).not.toContain(key);
  });
});

describe('a person who waits', () => {
  it('is served before what came in bulk', async () => {
    const { extraction, policy, status } = settings({ policy: { maxPerHour: 1000 } });
    await world.site.admin('saveRules', { rules: { extraction, policy, status } });
    const bulk: string[] = [];
    for (let index = 0; index < 40; index += 1)
      bulk.push(await world.site.issueFor(`bulk${String(index)}@example.com`));
    const single = await world.site.issueFor('single@example.com');
    await Promise.all(bulk.map((issueKey) => world.site.trigger({ issueKey })));
    await world.site.agent('agent', single, 'start', { expected: 'single@example.com', confirmed: true });
    const answered = () =>
      world.providers.to('api.copernica.com').map(({ body }) => (JSON.parse(body) as { email: string }).email);
    await world.site.until('everybody', () => Promise.resolve(answered().length >= 41));
    // Copernica takes five a second: whoever were served in turn would come last.
    expect(answered().indexOf('single@example.com')).toBeLessThan(35);
    await world.site.settled(single);
  });
});

describe('the same person from another issue', () => {
  it('is erased again, linked to the earlier erasure, and says so', async () => {
    const first = await world.site.issueFor('again@example.com');
    const begun = await world.site.trigger({ issueKey: first });
    await world.site.settled(first);
    const second = await world.site.issueFor('AGAIN@example.com');
    expect((await world.site.trigger({ issueKey: second })).body.created).toBe(true);
    await world.site.settled(second);
    const [erasure] = await statusOf(second);
    expect(erasure?.earlier).toMatchObject({ issueKey: first, words: 'Handed over' });
    expect((await statusOf(first))[0]?.earlier).toBeNull();
    expect(JSON.stringify(await world.site.comments(second))).toContain('earlier erasure of this person');
    expect(begun.body.created).toBe(true);
    expect(SECRETS.quickhelp).not.toBe('');
  });
});
