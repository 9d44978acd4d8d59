/**
 * The real host, killed again and again while several clients ask: whatever was acknowledged ends rightly, and leaves no
 * trace of anybody.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLong } from '../support/runs';
import { ProvidersServer } from '../support/providers-server';
import { folder } from '../support/folder';
import { SECRETS, settings } from '../support/settings';
import { settingsFile } from '../support/settings-file';
import { LocalSite } from '../support/site';
import { spellingsOf } from '../support/spellings';

const KILLS = isLong ? 12 : 3;
const CLIENTS = 4;
const EACH = 4;

let providers: ProvidersServer;
let site: LocalSite;
const data = folder();
const options = () => [
  ...['--data', data],
  ...['--settings', settingsFile(settings({ policy: { maxPerHour: 1000 } }))],
  ...providers.routes(),
];

beforeAll(async () => {
  providers = await ProvidersServer.start();
  site = await LocalSite.start(...options());
});
afterAll(async () => {
  await site.stop();
  await providers.stop();
});

const pause = (milliseconds: number) => new Promise((wait) => setTimeout(wait, milliseconds));

/** Triggers until it is acknowledged, over whatever dies in between. It never gives up: the test has an end of its own. */
async function insist(issueKey: string): Promise<string> {
  for (;;) {
    try {
      const { status, body } = await site.trigger({ issueKey });
      if (status === 202) return body.erasureId;
    } catch {
      // nobody is there at this moment
    }
    await pause(100);
  }
}

it('ends every erasure that it acknowledged, whenever it is killed', async () => {
  // Now and then a provider fails, so that retries are killed too.
  let calls = 0;
  providers.reset((request) => {
    calls += 1;
    if (request.host === 'authenticate.copernica.com') return { status: 200, body: 'a.b.c' };
    if (calls % 4 === 0) return { status: 503, headers: { 'retry-after': '1' } };
    return request.host === 'api.copernica.com' ? { status: 201 } : { status: 200, body: {} };
  });
  const people = Array.from({ length: CLIENTS * EACH }, (_, index) => `killed.person${String(index)}@example.com`);
  const keys: string[] = [];
  for (const address of people) keys.push(await site.issueFor(address));

  const killing = (async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      await pause(150 + Math.random() * 1500);
      await site.kill();
      site = await LocalSite.start(...options());
    }
  })();
  const clients = Array.from({ length: CLIENTS }, async (_, client) => {
    const acknowledged: [string, string][] = [];
    for (const key of keys.filter((__, index) => index % CLIENTS === client)) {
      acknowledged.push([key, await insist(key)]);
      await pause(Math.random() * 300);
    }
    return acknowledged;
  });
  const acknowledged = (await Promise.all(clients)).flat();
  await killing;

  // A killed drain's lease ends after 45 s, and what was recorded and not told is looked for after a minute.
  for (const [key, erasureId] of acknowledged) {
    const property = await site.settled(key, 'handed-over');
    expect(property).toMatchObject({ erasureId, total: 3, handedOver: 3, blocked: 0, waiting: 0 });
    expect((await site.trigger({ issueKey: key })).body).toMatchObject({ erasureId, created: false });
  }
  const comments = await site.until('every end to be told', async () => {
    const found = await Promise.all(keys.map((key) => site.comments(key)));
    return found.every(({ length }) => length > 0) && found;
  });
  expect(comments.map(({ length }) => length)).toEqual(keys.map(() => 1));

  // Everybody was called for at every provider, and nobody else was.
  for (const host of ['example.centercode.com', 'api.copernica.com', 'qhapi.quickhelp.com']) {
    const said = providers.to(host).map(({ path, body }) => decodeURIComponent(path) + body);
    for (const address of people) expect(said.some((text) => text.includes(address))).toBe(true);
    const named = said.flatMap((text) => text.match(/[\w.]+@example\.com/g) ?? []);
    expect(named.filter((address) => !people.includes(address))).toEqual([]);
  }

  // Once the issues themselves are gone, nothing in the whole folder knows anybody.
  const told = JSON.stringify([comments, await Promise.all(keys.map((key) => site.property(key)))]);
  for (const key of keys) await site.rest('DELETE', `/issue/${key}`);
  await site.stop();
  const kept = readdirSync(data).map((name) => readFileSync(join(data, name), 'latin1'));
  for (const text of [...kept, told])
    for (const word of people.flatMap(spellingsOf))
      if (text.includes(word)) throw new Error(`a trace of ${word} is left`);
  for (const word of Object.values(SECRETS)) expect(told).not.toContain(word);
});
