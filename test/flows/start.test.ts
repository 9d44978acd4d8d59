/**
 * Starting and ending the local site, and what is said when something is wrong.
 */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { folder } from '../support/folder';
import { ProvidersServer } from '../support/providers-server';
import { settings } from '../support/settings';
import { settingsFile } from '../support/settings-file';
import { BUILT_START, LocalSite, ROOT } from '../support/site';

const run = (options: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  new Promise<{ code: number | null; complaint: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [BUILT_START, '--port', '0', '--json', ...options],
      { cwd: ROOT, env: { ...process.env, ...environment } },
      (_, __, stderr) => resolve({ code: child.exitCode, complaint: stderr }),
    );
  });

it.each<[string, () => string[], RegExp]>([
  ['a settings file that is not there', () => ['--settings', '/nowhere/settings.json'], /cannot be read.*--settings/],
  ['a settings file that is no JSON', () => ['--settings', settingsFile('{ "connections": [')], /is no JSON/],
  [
    'a missing secret',
    () => [
      '--settings',
      settingsFile(
        settings({ connections: [{ id: 'x', provider: 'quickhelp', label: 'X', settings: { apiKey: 'k' } }] }),
      ),
    ],
    /subscriptionKey/,
  ],
  ['a word nobody knows', () => ['--settings', settingsFile({ ...settings(), conections: [] })], /conections/i],
  [
    'a route to a host that the app may not call',
    () => ['--route', 'https://evil.example=http://127.0.0.1:9'],
    /may not call/,
  ],
  [
    'a route that leaves the machine',
    () => ['--route', 'https://qhapi.quickhelp.com=http://198.51.100.7:80'],
    /loopback/,
  ],
  ['a route that is none', () => ['--route', 'quickhelp'], /not of the form/],
  ['an unknown option', () => ['--prot', '1'], /--port N/],
  ['a port that is none', () => ['--port', 'eighty'], /--port takes a number/],
  ['a data folder that is none', () => ['--data', settingsFile({})], /is no folder\. Choose another with --data\.\n$/],
  [
    'a data folder that can never be there',
    () => ['--data', '/proc/nowhere/data'],
    /^The data folder \/proc\/nowhere\/data .*\. Choose another with --data\.\n$/,
  ],
  ['a data folder without a name', () => ['--data', ''], /--data takes a folder/],
])('says what is wrong with %s, and ends', async (_, options, words) => {
  const { code, complaint } = await run(options());
  expect(code).toBe(2);
  expect(complaint).toMatch(words);
  expect(complaint).not.toMatch(/\bat .*\.ts:\d/);
});

it('warns of a route at whose end nobody answers, and starts', async () => {
  const site = await LocalSite.start('--route', 'https://qhapi.quickhelp.com=http://127.0.0.1:9');
  const key = await site.issueFor('nowhere@example.com');
  await site.trigger({ issueKey: key });
  const property = await site.settled(key, 'running');
  expect(property.blocked).toBe(0);
  expect(await site.stop()).toBe(0);
});

it('ends cleanly on SIGTERM, and finds everything again in its data folder', async () => {
  const data = folder();
  const first = await LocalSite.start('--data', data);
  const key = await first.issueFor('kept@example.com');
  await first.trigger({ issueKey: key });
  await first.settled(key);
  const { secret } = first.ready.webTriggers.erase;
  expect(await first.stop()).toBe(0);
  const second = await LocalSite.start('--data', data);
  expect((await second.property(key))?.status).toBe('handed-over');
  expect(second.ready.webTriggers.erase.secret).toBe(secret);
  expect((await second.trigger({ issueKey: key })).body.created).toBe(false);
  await second.stop();
});

it('names a port that is taken', async () => {
  const taken = createServer();
  await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening));
  const port = String((taken.address() as AddressInfo).port);
  const { code, complaint } = await run(['--port', port]);
  expect(code).toBe(2);
  expect(complaint).toContain(`Port ${port} is taken. Choose another`);
  await new Promise((closed) => taken.close(closed));
});

it('says how it is meant where npm took an option for itself', async () => {
  const { code, complaint } = await run(['0'], { npm_lifecycle_event: 'start', npm_config_port: 'true' });
  expect(code).toBe(2);
  expect(complaint).toMatch(/^npm took --port for itself: .* npm start -- --port N\n$/);
});

it('lets one host only work on a data folder, and the next as soon as that one is gone, however it went', async () => {
  const data = folder();
  const first = await LocalSite.start('--data', data);
  const { code, complaint } = await run(['--data', data]);
  expect(code).toBe(2);
  expect(complaint).toBe(
    `The data folder ${data} is in use by process ${String(first.ready.pid)}. End it, or choose another with --data.\n`,
  );
  await first.kill();
  // The number of the process that was killed may be somebody else's by now.
  writeFileSync(join(data, 'host.pid'), String(process.ppid));
  const second = await LocalSite.start('--data', data);
  await second.stop();
  await (await LocalSite.start('--data', data)).stop();
});

it('calls the hosts that a settings file names, and sends them where it is told', async () => {
  const forum = {
    ...{ id: 'forum', provider: 'http', label: 'Forum' },
    settings: { url: 'https://forum.example/members/{{email}}', deleted: '200' },
  };
  const providers = await ProvidersServer.start();
  const file = settingsFile(settings({ connections: [forum] }));
  const site = await LocalSite.start('--settings', file, ...providers.routes('forum.example'));
  const key = await site.issueFor('jane@example.com');
  await site.trigger({ issueKey: key });
  await site.settled(key, 'completed');
  expect(providers.received).toMatchObject([{ host: 'forum.example', path: '/members/jane%40example.com' }]);
  await site.stop();
  await providers.stop();
});
