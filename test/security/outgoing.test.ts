/**
 * What comes back from outside, from real servers: replies without end, of any size and encoding, headers in floods,
 * redirects, certificates that nobody vouches for. Nothing of it may follow, hang, or fill the memory.
 */
import { createServer as createPlain, type RequestListener, type Server } from 'node:http';
import { createServer as createTls, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { failure } from '../../src/core/status/outcome';
import { readReply, type Reply } from '../../src/core/reply/reply';
import { httpOver } from '../../src/forge/fetch';
import { SELF_SIGNED } from '../support/self-signed';
import type { Call } from '../../src/ports/http';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

async function listening(server: Server, scheme = 'http'): Promise<string> {
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `${scheme}://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}
const serving = (answer: RequestListener) => listening(createPlain(answer));

const logged: string[] = [];
const http = httpOver(fetch, { now: () => Date.now() }, (event, facts) => {
  logged.push(JSON.stringify({ event, facts }));
});
const SECRET = 'canary-secret';
const call = async (origin: string, more: Partial<Call> = {}): Promise<Reply> => {
  const received = await http({
    op: 'test',
    method: 'POST',
    url: `${origin}/?key=${SECRET}`,
    headers: { authorization: SECRET },
    json: { email: 'jane@example.com' },
    timeoutMs: 1500,
    ...more,
  });
  return readReply(received, Date.now());
};

it('follows no redirect, and sends the key nowhere else', async () => {
  const elsewhere: string[] = [];
  const other = await serving((request, response) => {
    elsewhere.push(JSON.stringify(request.headers));
    response.end('{}');
  });
  for (const status of [301, 302, 303, 307, 308]) {
    const origin = await serving((_, response) => response.writeHead(status, { location: other }).end());
    expect(failure(await call(origin))).toEqual({ kind: 'refused', reason: 'redirected', httpStatus: status });
  }
  expect(elsewhere).toEqual([]);
  // So it would be if redirects were followed: the request, and with it the person, arrives elsewhere.
  const careless = await serving((_, response) => response.writeHead(307, { location: other }).end());
  await fetch(careless, { method: 'POST', body: 'jane@example.com' });
  expect(elsewhere).toHaveLength(1);
});

it.each([
  ['in one piece', (size: number) => 'x'.repeat(size), {}],
  ['packed small', (size: number) => gzipSync('x'.repeat(size)), { 'content-encoding': 'gzip' }],
])('reads no reply of ten megabytes %s', async (_, bodyOf, headers) => {
  const origin = await serving((__, response) => response.writeHead(200, headers).end(bodyOf(10_000_000)));
  expect(failure(await call(origin, { timeoutMs: 120_000 }))).toEqual({ kind: 'refused', reason: 'unexpected-reply' });
});

it('would be filled, or wait for ever, without these limits', async () => {
  const large = await serving((_, response) => response.writeHead(200).end('x'.repeat(10_000_000)));
  expect(await (await fetch(large)).text()).toHaveLength(10_000_000);
  const silent = await serving(() => undefined);
  const waiting = fetch(silent).catch(() => 'given up');
  const soon = new Promise((tell) => setTimeout(tell, 1000, 'still waiting'));
  expect(await Promise.race([waiting, soon])).toBe('still waiting');
});

it('lets go of a reply without end', async () => {
  let sent = 0;
  const origin = await serving((_, response) => {
    const more = () => {
      while (!response.destroyed && sent < 1e9 && response.write('x'.repeat(65_536))) sent += 65_536;
    };
    response.on('drain', more);
    more();
  });
  expect(failure(await call(origin))).toEqual({ kind: 'refused', reason: 'unexpected-reply' });
  expect(sent).toBeLessThan(50_000_000);
});

it.each<[string, RequestListener]>([
  ['says nothing', () => undefined],
  ['never ends its headers', (_, response) => void response.socket?.write('HTTP/1.1 200 OK\r\nx: y\r\n')],
  ['sends a byte now and then', (_, response) => void setInterval(() => response.write('x'), 200).unref()],
])('gives up on a server that %s', async (_, answer) => {
  expect(failure(await call(await serving(answer), { timeoutMs: 700 }))).toEqual({ kind: 'retry', reason: 'timeout' });
});

it.each<[string, RequestListener]>([
  [
    'a flood of headers',
    (_, response) => {
      for (let index = 0; index < 3000; index += 1) response.setHeader(`x-${String(index)}`, 'y'.repeat(100));
      response.end('{}');
    },
  ],
  [
    'a reply that breaks off',
    (_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{');
      setTimeout(() => response.destroy(), 20);
    },
  ],
  [
    'no HTTP at all',
    (_, response) => {
      response.socket?.end('220 mail.example.com ESMTP\r\n');
    },
  ],
  [
    'an encoding that is none',
    (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip'),
  ],
])('takes %s for no reply', async (_, answer) => {
  expect(failure(await call(await serving(answer)))).toEqual({ kind: 'retry', reason: 'unreachable' });
});

it.each([
  Buffer.from([0xff, 0xfe, 0x7b, 0x00]),
  Buffer.from([0xc3, 0x28, 0xa0, 0xa1]),
  Buffer.from('{"a":1'),
  Buffer.from('['.repeat(100_000)),
  Buffer.from('{"__proto__":{"polluted":true}}'),
  Buffer.alloc(0),
])('reads bytes that are no JSON, and makes nothing of them: %#', async (bytes) => {
  const origin = await serving((_, response) => response.writeHead(200).end(bytes));
  const reply = await call(origin);
  expect(reply).toMatchObject({ status: 200 });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

it('tells a certificate that nobody vouches for from a refusal, and sends nothing', async () => {
  let asked = 0;
  const origin = await listening(
    createTls(SELF_SIGNED, (_, response) => {
      asked += 1;
      response.end('{}');
    }),
    'https',
  );
  expect(failure(await call(origin))).toEqual({ kind: 'retry', reason: 'insecure' });
  expect(asked).toBe(0);
  // So it would be for whoever trusts everybody.
  const status = await new Promise((tell, fail) => {
    get(origin, { rejectUnauthorized: false }, (response) => {
      tell(response.statusCode);
    }).on('error', fail);
  });
  expect([status, asked]).toEqual([200, 1]);
});

it('tells what cannot be reached from what does not answer', async () => {
  const origin = await serving(() => undefined);
  await new Promise((closed) => servers.splice(0)[0]?.close(closed));
  expect(failure(await call(origin))).toEqual({ kind: 'retry', reason: 'unreachable' });
});

it('has said nothing of keys, people or URLs in all of this', () => {
  expect(logged.length).toBeGreaterThan(20);
  for (const line of logged) expect(line).not.toMatch(/canary|jane|127\.0\.0\.1|http/);
});
