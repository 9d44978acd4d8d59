import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Egress } from '../../dev/platform/forge/egress';
import { readManifest } from '../../dev/platform/forge/manifest';
import { ROOT } from '../support/site';

let server: Server;
let egress: Egress;
const seen: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(`${String(request.headers['x-forwarded-host'])}${String(request.url)}`);
    if (request.url === '/away') response.writeHead(302, { location: 'https://evil.example/' });
    response.end('hello');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  egress = new Egress(readManifest(ROOT).egress, new Map([['https://*.centercode.com', origin]]));
});
afterAll(() => new Promise((closed) => server.close(closed)));

const send = (url: string, redirect: 'follow' | 'manual' = 'manual') =>
  egress.send({ url, method: 'GET', headers: {}, body: null, redirect }, AbortSignal.timeout(5000));

it('lets through to hosts that the manifest names', async () => {
  expect((await send('https://example.centercode.com/here?x=1')).status).toBe(200);
  expect(seen).toContain('example.centercode.com/here?x=1');
});

it.each([
  'https://evil.example/',
  'http://example.centercode.com/',
  'https://centercode.com.evil.example/',
  'https://127.0.0.1/',
])('refuses %s', async (url) => {
  expect(await send(url)).toMatchObject({ status: 403, headers: { 'forge-proxy-error': 'BLOCKED_EGRESS' } });
});

it('refuses a redirect to a host that the manifest does not name, where redirects are followed', async () => {
  expect((await send('https://example.centercode.com/away')).status).toBe(302);
  expect(await send('https://example.centercode.com/away', 'follow')).toMatchObject({ status: 403 });
});

it('answers in the place of an allowed host that leads nowhere', async () => {
  const answer = await send('https://qhapi.quickhelp.com/');
  expect(answer.status).toBe(503);
  expect(answer.headers['x-squid-error']).toContain('ERR_CONNECT_FAIL');
});
