/**
 * The world that both sides work on, in a process of its own on loopback: the local Jira, and the vendors. It knows what was
 * done, whoever did it. `tsx bench/peers/world.ts` prints its origin, and ends with its parent.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf, listen, sendJson } from '../../platform/http';
import { readManifest } from '../../platform/forge/manifest';
import { Issues } from '../../platform/jira/issues';
import { userByName } from '../../platform/jira/people';
import { JiraRest } from '../../platform/jira/rest';
import { ROOT } from '../../local/options';
import { Store } from '../../platform/store';
import { successOf } from '../../platform/vendors/success';
import type { VendorReply } from '../../platform/vendors/wire';
import type { Work } from './work';

const EMAIL_FIELD = 'customfield_10050';
const ADDRESS = /person\.\d+(?:@|%40)example\.com/g;

const issues = new Issues(new Store(null), readManifest(ROOT));
const rest = new JiraRest(issues, { baseUrl: () => 'http://127.0.0.1', now: Date.now });
const admin = userByName('admin')?.accountId ?? '';

/** Whom each vendor was asked to delete, and in how many requests; and the issues that tell of an end. */
let asked = new Map<string, { people: Set<string>; requests: number }>();
let told = new Set<string>();
let seeded = 0;

function seed(project: string, count: number): string[] {
  return Array.from({ length: count }, () => {
    seeded += 1;
    const fields = {
      ...{ summary: 'Please delete me', project: { key: project }, issuetype: { name: 'Task' } },
      [EMAIL_FIELD]: `person.${String(seeded)}@example.com`,
    };
    const request = { method: 'POST', path: '/rest/api/3/issue', body: JSON.stringify({ fields }) };
    const { body } = rest.answer({ ...request, caller: { accountId: admin, isApp: false }, scopes: null });
    return (body as { key: string }).key;
  });
}

function jira(request: IncomingMessage, path: string, body: string): { status: number; body?: unknown } {
  const caller = request.headers['x-caller'];
  const accountId = typeof caller === 'string' ? caller : admin;
  const { method = 'GET' } = request;
  const [, issue] = /\/issue\/([^/]+)\/properties\//.exec(path) ?? [];
  if (method === 'PUT' && issue !== undefined && /"status":"(?:completed|handed-over)"/.test(body)) told.add(issue);
  return rest.answer({
    ...{ method, path, body: body === '' ? null : body },
    ...{ caller: { accountId, isApp: accountId !== admin }, scopes: null },
  });
}

function vendor(host: string, path: string, body: string): VendorReply {
  const known = asked.get(host) ?? { people: new Set<string>(), requests: 0 };
  asked.set(host, known);
  known.requests += 1;
  for (const [address] of `${path} ${body}`.matchAll(ADDRESS)) known.people.add(address.replace('%40', '@'));
  return successOf(host);
}

const work = (): Work => ({
  told: told.size,
  vendors: Object.fromEntries(
    [...asked].map(([host, { people, requests }]) => [host, { people: people.size, requests }]),
  ),
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? '/';
  const body = await bodyOf(request);
  const [, room = '', host = '', count = ''] = url.split('/');
  if (room === 'seed') {
    asked = new Map();
    told = new Set();
    sendJson(response, 200, seed(host, Number(count)));
  } else if (room === 'work') sendJson(response, 200, work());
  else if (room === 'jira') {
    const reply = jira(request, url.slice('/jira'.length), body);
    sendJson(response, reply.status, reply.body);
  } else {
    const reply = vendor(host, url, body);
    if (typeof reply.body === 'object') sendJson(response, reply.status, reply.body);
    else response.writeHead(reply.status).end(reply.body);
  }
}

void listen(0, answer).then(({ origin }) => {
  process.stdout.write(`${origin}\n`);
  process.stdin.resume().once('end', () => process.exit(0));
});
