/**
 * Which scope each request to Jira needs, against the manifest, both ways. Atlassian's own linter sees none of them: they
 * all go through one function.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/, each operation's "OAuth 2.0 scopes required"
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest } from '../../dev/platform/forge/manifest';
import { ROOT } from '../support/site';

const READ = 'read:jira-work';
const WRITE = 'write:jira-work';
const ISSUE = '/rest/api/3/issue/{}';

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  [`GET ${ISSUE}`]: [READ],
  [`PUT ${ISSUE}`]: [WRITE],
  [`PUT ${ISSUE}/properties/{}`]: [WRITE],
  [`GET ${ISSUE}/comment`]: [READ],
  [`POST ${ISSUE}/comment`]: [WRITE],
  [`GET ${ISSUE}/transitions`]: [READ],
  [`POST ${ISSUE}/transitions`]: [WRITE],
  'POST /rest/api/3/issue': [WRITE],
  'GET /rest/api/3/issue/createmeta/{}/issuetypes': [READ],
  'POST /rest/api/3/issueLink': [WRITE],
  'GET /rest/api/3/issueLinkType': [READ],
  'GET /rest/api/3/resolution': [READ],
  'POST /rest/api/3/search/jql': [READ],
  'GET /rest/api/3/mypermissions': [READ],
  'POST /rest/api/3/permissions/check': [READ],
  'GET /rest/api/3/serverInfo': [READ],
  'GET /rest/api/3/user': ['read:jira-user'],
  'GET /rest/api/3/user/search': ['read:jira-user'],
  'GET /rest/api/3/user/bulk': ['read:jira-user'],
  'GET /rest/api/3/user/email': ['read:email-address:jira'],
  'POST /rest/api/3/forge/panel/action/bulk/async': ['manage:jira-project'],
  'POST /rest/api/3/forge/panel/action/bulk/status': ['manage:jira-project'],
  'GET /rest/api/3/task/{}': [READ],
  'GET /rest/servicedeskapi/request/{}': ['read:servicedesk-request'],
  'GET /forms/issue/{}/form': [READ, 'read:servicedesk-request'],
  'GET /forms/issue/{}/form/{}/format/answers': [READ, 'read:servicedesk-request'],
};
/** What the app needs besides Jira's own: its storage, and the reporting of accounts. */
const OTHERS = ['storage:app', 'report:personal-data'];

/** Every request in a source file: its path as `route` or a screen has it, and the method of the JSON that is sent with it. */
const requestsIn = (source: string): string[] =>
  [...source.matchAll(/(?:route|requestJira\(\s*)[`']([^`']*)[`'](?:,\s*sendJson\('(\w+)')?/g)].map(
    ([, path = '', method = 'GET']) => `${method} ${path.replace(/\?.*$/, '').replace(/\$\{[^}]*\}/g, '{}')}`,
  );

const sourcesIn = (folder: string): { name: string; text: string }[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(ROOT, folder, name), 'utf8') }));
const asked = [...sourcesIn('src/forge'), ...sourcesIn('static/src')].flatMap(({ text }) => requestsIn(text));
const { scopes } = readManifest(ROOT);

it('every request to Jira has its scopes in the manifest', () => {
  expect(asked.length).toBeGreaterThan(10);
  const lacking = asked.filter((one) => NEEDED[one]?.every((scope) => scopes.includes(scope)) !== true);
  expect(lacking).toEqual([]);
});

it('every scope is needed by a request', () => {
  const needed = new Set([...asked.flatMap((one) => NEEDED[one] ?? []), ...OTHERS]);
  expect(scopes.filter((scope) => !needed.has(scope))).toEqual([]);
});

it('the table names no request that is not made', () => {
  expect(Object.keys(NEEDED).filter((one) => !asked.includes(one))).toEqual([]);
});

it('the server asks Jira nowhere else', () => {
  const elsewhere = sourcesIn('src').filter(
    ({ name, text }) => !name.startsWith('forge/') && /requestJira|route`/.test(text),
  );
  expect(elsewhere.map(({ name }) => name)).toEqual([]);
});
