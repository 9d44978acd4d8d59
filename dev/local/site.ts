/**
 * The whole local site: Jira, the Forge host with the app, and the simulated vendors, each on its own origin.
 */
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import type { ConnectionView, ImportPreview } from '../../src/contract/admin-calls';
import type { Answer } from '../../src/contract/call';
import { SiteClock } from '../platform/forge/clock';
import { CustomUi } from '../platform/forge/custom-ui';
import { EgressDeniedError, type EgressGroup } from '../platform/forge/granted-egress';
import { Host, type JiraRequest, type JiraResponse } from '../platform/forge/host';
import { Log } from '../platform/forge/log';
import { extensionId } from '../platform/forge/runtime-context';
import { readManifest, type UiModule } from '../platform/forge/manifest';
import { takeFolder } from './data-folder';
import { bodyOf, listen, type Listening, send, sendJson } from '../platform/http';
import { toFields } from '../platform/jira/forms';
import { Automation } from '../platform/jira/automation';
import { automationPage } from '../platform/jira/automation-page';
import { type IssueRecord, Issues, PROJECTS, STATUSES } from '../platform/jira/issues';
import { appPage, issueList, issuePage, missingPage, portalPage, vendorsPage, type View } from '../platform/jira/pages';
import { Panels } from '../platform/jira/panels';
import { Pinning } from '../platform/jira/pinning';
import { licenceOf, may, type User, userByName } from '../platform/jira/people';
import { isPortalModule, mayRun, portalExtension, seesRequest } from '../platform/jira/portal';
import { relatedTo } from '../platform/jira/relations';
import { JiraRest } from '../platform/jira/rest';
import { plant, SAMPLE_SETTINGS } from './samples';
import { Store } from '../platform/store';
import { LENIENT, type Strictness } from '../platform/strictness';
import { type Disturbance, Vendors } from '../platform/vendors/vendors';
import { type VendorName, VENDORS } from '../platform/vendors/accounts';
import { VendorUsers } from '../platform/vendors/vendor-users';

export interface SiteOptions {
  readonly root: string;
  /** 0 picks a port. */
  readonly port: number;
  /** Where everything is kept; null: in memory. */
  readonly data: string | null;
  /** A settings file's content; missing: the sample site's. */
  readonly settings?: unknown;
  /** Loopback origins by https origin, instead of the simulated vendors. */
  readonly routes: ReadonlyMap<string, string>;
  /** How strict the platform is. */
  readonly strictness: Strictness;
  /** How much faster than on Forge schedules run. */
  readonly scheduleSpeed: number;
  readonly jiraLatency: number;
}

/** A site in memory on a port of its own, with the sample settings. */
export const sampleSite = (root: string): SiteOptions => ({
  root,
  port: 0,
  data: null,
  routes: new Map(),
  strictness: LENIENT,
  scheduleSpeed: 1,
  jiraLatency: 0,
});

export interface Site {
  readonly jira: string;
  readonly admin: string;
  readonly erasures: string;
  readonly trigger: { readonly url: string; readonly secret: string };
  readonly host: Host;
  close(): Promise<void>;
}

/** Something in what the site was asked to do is wrong: in words for whoever started it. */
export class SiteError extends Error {
  override name = 'SiteError' as const;
}

const TYPES: Record<string, string> = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };
const LONGEST_INVOKE = 500 * 1024;
const A_YEAR = 365 * 86_400_000;
const DONE = String(STATUSES.indexOf('Done') + 1);

/** Whether a transition leads to Done. */
function isToDone(body: string | null): boolean {
  const { transition } = JSON.parse(body ?? '{}') as { transition?: { id?: unknown } };
  return transition?.id === DONE;
}

const LOCAL_CALLS = [
  '/local/clock',
  '/local/automation',
  '/local/move',
  '/local/write',
  '/local/egress',
  '/local/product',
  '/local/status',
  '/local/uninstall',
];

/** Whether a browser makes a request for a page of another site: nobody is let in by somebody else's cookie. */
function isFromElsewhere({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
}

const cookie = (request: IncomingMessage, name: string): string | undefined =>
  new RegExp(`(?:^|; )${name}=([^;]*)`).exec(request.headers.cookie ?? '')?.[1];

/** Who calls from outside: a user by name in Basic authentication; without one, the site admin. */
function callerOf(request: IncomingMessage): User | null {
  const { authorization } = request.headers;
  const basic = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  if (authorization !== undefined && basic === undefined) return null;
  const name = basic === undefined ? 'admin' : (Buffer.from(basic, 'base64').toString().split(':')[0] ?? '');
  return userByName(name) ?? null;
}

class RunningSite {
  readonly host: Host;
  private readonly clock = new SiteClock();
  private readonly store: Store;
  private readonly issues: Issues;
  private readonly rest: JiraRest;
  private readonly panels: Panels;
  private readonly vendorUsers: VendorUsers;
  private readonly vendors: Vendors;
  private readonly automation: Automation;
  private readonly ui: CustomUi;
  private readonly listening: Listening[] = [];
  jira = '';
  private uiOrigin = '';

  constructor(
    private readonly options: SiteOptions,
    private readonly routes: Map<string, string>,
  ) {
    const { root, data, strictness, scheduleSpeed, jiraLatency } = options;
    const { now } = this.clock;
    this.store = new Store(data);
    this.issues = new Issues(this.store, readManifest(root), { now, searchLag: strictness.jira.searchLag });
    this.panels = new Panels(this.store);
    const manifest = readManifest(root);
    const panelIds = manifest.uiModules
      .filter(({ type }) => type === 'jira:issuePanel')
      .map(({ key }) => extensionId(manifest, key));
    this.rest = new JiraRest(this.issues, {
      baseUrl: () => this.jira,
      now,
      strictness: strictness.jira,
      pinning: new Pinning(this.panels, (id) => panelIds.includes(id)),
      happened: (eventType, { id, key }, { accountId }, isApp) => {
        this.host.tell({ eventType, issue: { id, key, fields: {} }, atlassianId: accountId }, isApp);
      },
    });
    this.vendorUsers = new VendorUsers(this.store, this.clock.now);
    this.vendors = new Vendors(this.vendorUsers, this.clock.now);
    this.host = new Host({
      root,
      store: this.store,
      clock: this.clock,
      log: new Log(data === null ? null : join(data, 'app.log')),
      routes,
      jira: (request: JiraRequest) => this.answerAsJira(request),
      strictness,
      scheduleSpeed,
      jiraLatency,
    });
    this.automation = new Automation(this.host);
    this.ui = new CustomUi(this.host.manifest.resources, root, () => this.jira);
  }

  async open(): Promise<void> {
    if (this.issues.isEmpty()) plant(this.issues, this.vendorUsers, this.clock.now());
    this.panels.pin('GDPR');
    const vendors = await listen(0, (request, response) => this.answerVendor(request, response));
    const forge = await listen(0, (request, response) => this.answerForge(request, response));
    const jira = await listen(this.options.port, (request, response) => this.answerJira(request, response));
    this.listening.push(vendors, forge, jira);
    this.jira = jira.origin;
    this.uiOrigin = forge.origin;
    // What an admin allows besides goes to the simulated vendors, too.
    this.routes.set('https://*.example.com', this.routes.get('https://*.example.com') ?? vendors.origin);
    for (const address of this.host.manifest.egress) {
      const origin = `https://${address}`;
      if (!this.routes.has(origin)) this.routes.set(origin, vendors.origin);
    }
    this.host.start(forge.origin);
  }

  /** Calls the admin page's resolver as the site admin. @throws SiteError with the app's own words */
  async admin<Value>(functionKey: string, payload: unknown): Promise<Value> {
    const answer = (await this.invoke('erasure-admin', 'admin', null, functionKey, payload)) as Answer<Value>;
    if (!answer.ok) throw new SiteError(answer.error.message);
    return answer.value;
  }

  /** The validator that the workflow asks before an issue is done; empty: none. */
  private validator(): string {
    return this.host.remembered('workflow validator', () => '');
  }

  /** Jira's REST API with the workflow: a validator is asked before an issue is done. */
  private async answerAsJira(request: JiraRequest): Promise<JiraResponse> {
    const [, idOrKey] = /^\/rest\/api\/3\/issue\/([^/]+)\/transitions$/.exec(request.path) ?? [];
    if (request.method === 'POST' && idOrKey !== undefined && isToDone(request.body)) {
      const issue = this.issues.find(decodeURIComponent(idOrKey));
      const why = issue === null ? null : await this.host.validate(this.validator(), issue);
      if (why !== null) return { status: 400, body: { errorMessages: [why], errors: {} } };
    }
    return this.rest.answer(request);
  }

  private moduleOf(key: string): UiModule {
    const found = this.host.manifest.uiModules.find((module) => module.key === key);
    if (found === undefined) throw new SiteError(`The app has no module ${key}.`);
    return found;
  }

  /** The issue on whose page a user sees a module; null where they do not see it there. */
  private issueFor(module: UiModule, user: User, issueKey: string): IssueRecord | null {
    const issue = this.issues.find(issueKey);
    if (issue === null) return null;
    const isSeen = isPortalModule(module) ? seesRequest(user, issue) : may(user, 'BROWSE_PROJECTS', issue.projectKey);
    return isSeen ? issue : null;
  }

  /** Why the platform runs no function of a module for a user on an issue; null: it does. */
  private whyNotRun(module: UiModule, user: User, issueKey: string | null): JiraResponse | null {
    if (!mayRun(module, user))
      return { status: 403, body: { message: `The module is not for accounts that are ${licenceOf(user)}.` } };
    if (issueKey !== null && this.issueFor(module, user, issueKey) === null)
      return { status: 404, body: { message: 'There is no such issue for you.' } };
    return null;
  }

  private extension(module: UiModule, user: User, issueKey: string | null): unknown {
    if (issueKey === null)
      return {
        type: module.type,
        location: this.jira,
        ...(module.type === 'action' ? { data: { inputs: {} }, errors: {} } : {}),
      };
    const issue = this.issueFor(module, user, issueKey);
    if (issue === null) throw new SiteError('There is no such issue for you.');
    if (isPortalModule(module)) return portalExtension(module, this.jira, issue);
    const project = PROJECTS.find(({ key }) => key === issue.projectKey);
    return {
      type: module.type,
      location: this.jira,
      issue: { id: issue.id, key: issue.key, type: (issue.fields['issuetype'] as { name: string }).name, typeId: '1' },
      project: { id: project?.id, key: project?.key, type: project?.projectTypeKey },
    };
  }

  private invoke(
    moduleKey: string,
    userName: string,
    issueKey: string | null,
    functionKey: string,
    payload: unknown,
  ): Promise<unknown> {
    const user = userByName(userName);
    if (user === undefined) throw new SiteError('There is no such user.');
    const module = this.moduleOf(moduleKey);
    return this.host.invokeResolver(
      module,
      user.accountId,
      functionKey,
      payload,
      this.extension(module, user, issueKey),
    );
  }

  private async answerVendor(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = String(request.headers['x-forwarded-host'] ?? '');
    const url = new URL(request.url ?? '/', `https://${host}`);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const reply = await this.vendors.answer({
      method: request.method ?? 'GET',
      url,
      headers,
      body: await bodyOf(request),
    });
    if (reply === null) sendJson(response, 404, { message: 'No such vendor.' });
    else if (typeof reply.body === 'string')
      send(response, reply.status, { 'content-type': 'text/plain', ...reply.headers }, reply.body);
    else sendJson(response, reply.status, reply.body, reply.headers);
  }

  private async answerForge(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.uiOrigin);
    if (this.ui.answer(url.pathname, response)) return;
    const [, id, userPath = ''] = /^\/public\/(\w+)(\/.*)?$/.exec(url.pathname) ?? [];
    // Without a prototype: a header may be called whatever somebody likes.
    const headers = Object.create(null) as Record<string, string[]>;
    for (let i = 0; i < request.rawHeaders.length; i += 2)
      (headers[request.rawHeaders[i] ?? ''] ??= []).push(request.rawHeaders[i + 1] ?? '');
    const queryParameters = Object.fromEntries(
      [...new Set(url.searchParams.keys())].map((name) => [name, url.searchParams.getAll(name)]),
    );
    const incoming = {
      method: request.method,
      path: url.pathname,
      userPath,
      headers,
      queryParameters,
      body: await bodyOf(request),
    };
    const answer = id === undefined ? null : await this.host.answerWebTrigger(id, incoming);
    if (answer === null) sendJson(response, 404, { message: 'There is no such web trigger.' });
    else send(response, answer.statusCode, answer.headers ?? {}, answer.body ?? '');
  }

  private async answerJira(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.jira);
    const { pathname } = url;
    if (/^\/(rest|forms)\//.test(pathname)) await this.answerRest(request, response);
    else if (pathname.startsWith('/assets/')) this.asset(pathname, response);
    else if (request.method === 'POST') await this.answerPost(pathname, request, response);
    else this.page(url, request, response);
  }

  private async answerRest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const caller = callerOf(request);
    if (caller === null) {
      sendJson(response, 401, { errorMessages: ['There is no such user.'] }, { 'www-authenticate': 'Basic' });
      return;
    }
    const answer = await this.answerAsJira({
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      body: await bodyOf(request),
      caller: { accountId: caller.accountId, isApp: false },
      scopes: null,
    });
    sendJson(response, answer.status, answer.body, answer.headers);
  }

  private asset(pathname: string, response: ServerResponse): void {
    const name = /^\/assets\/([\w.-]+)$/.exec(pathname)?.[1] ?? '';
    try {
      const content = readFileSync(join(this.options.root, 'dev/platform/jira/assets', name));
      send(
        response,
        200,
        { 'content-type': TYPES[extname(name)] ?? 'text/plain', 'cache-control': 'no-cache' },
        content,
      );
    } catch {
      sendJson(response, 404, { message: 'There is no such file.' });
    }
  }

  private async answerPost(pathname: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isFromElsewhere(request)) {
      sendJson(response, 403, { message: 'This is asked by a page of another site.' });
      return;
    }
    const body = await bodyOf(request);
    const userName = cookie(request, 'local-user') ?? 'admin';
    if (pathname === '/vendors') {
      this.changeVendor(new URLSearchParams(body));
      send(response, 303, { location: '/vendors' }, '');
      return;
    }
    if (pathname === '/panel') {
      const key = this.showPanel(new URLSearchParams(body), userName);
      send(response, 303, { location: `/browse/${key}` }, '');
      return;
    }
    if (pathname === '/workflow') {
      this.host.remember('workflow validator', new URLSearchParams(body).get('validator') ?? '');
      send(response, 303, { location: '/automation' }, '');
      return;
    }
    if (LOCAL_CALLS.includes(pathname)) {
      const answer = await this.answerLocal(pathname, JSON.parse(body) as Record<string, unknown>, userName);
      sendJson(response, answer.status, answer.body ?? {});
      return;
    }
    const { module, issueKey, functionKey, payload } = JSON.parse(body) as {
      module: string;
      issueKey: string | null;
      functionKey: string;
      payload: unknown;
    };
    const found = this.moduleOf(module);
    const user = userByName(userName);
    if (user === undefined) throw new SiteError('There is no such user.');
    const refused = this.whyNotRun(found, user, issueKey);
    if (refused !== null) sendJson(response, refused.status, refused.body);
    else if (pathname === '/local/context') {
      const { accountId } = user;
      const extension = this.extension(found, user, issueKey);
      sendJson(response, 200, {
        accountId,
        extension,
        moduleKey: module,
        localId: module,
        siteUrl: this.jira,
        locale: 'en-GB',
        environmentType: 'DEVELOPMENT',
      });
    } else if (body.length > LONGEST_INVOKE) sendJson(response, 413, { message: 'A call may have 500 KB.' });
    else sendJson(response, 200, { value: await this.invoke(module, userName, issueKey, functionKey, payload) });
  }

  /** Shows the app's panel, as a user adds or pins it. @returns the key of the issue on which they asked for it */
  private showPanel(form: URLSearchParams, userName: string): string {
    const issueKey = form.get('issueKey') ?? '';
    const [issue, user] = [this.issues.find(issueKey), userByName(userName)];
    if (issue === null || user === undefined || !may(user, 'BROWSE_PROJECTS', issue.projectKey))
      throw new SiteError('There is no such issue for you.');
    if (form.get('how') !== 'pin') this.panels.add(issue);
    else if (may(user, 'ADMINISTER', null)) this.panels.pin(issue.projectKey);
    return issue.key;
  }

  /** What a person does on a page of the local Jira; what Jira says against it in one message. */
  private async asUser({ accountId }: User, method: string, path: string, asked: object): Promise<JiraResponse> {
    const caller = { accountId, isApp: false };
    const done = await this.answerAsJira({ method, path, body: JSON.stringify(asked), caller, scopes: null });
    if (done.status < 300) return { status: 200, body: done.body ?? {} };
    const said = (done.body ?? {}) as { errorMessages?: string[]; errors?: Record<string, string> };
    return {
      status: 400,
      body: { message: [...(said.errorMessages ?? []), ...Object.values(said.errors ?? {})].join(' ') },
    };
  }

  /** What the pages of the local Jira ask for besides the app's own calls. */
  private async answerLocal(
    pathname: string,
    asked: Readonly<Record<string, unknown>>,
    userName: string,
  ): Promise<JiraResponse> {
    const user = userByName(userName);
    if (user === undefined) throw new SiteError('There is no such user.');
    const { granted } = this.host;
    if (pathname === '/local/clock') {
      const passed = await this.host.pass(Math.min(Math.max(Number(asked['upTo']), 0), A_YEAR));
      return { status: 200, body: { ...passed, now: this.clock.now() } };
    }
    if (pathname === '/local/uninstall') {
      await this.host.beforeUninstall();
      return { status: 200 };
    }
    if (pathname === '/local/automation') {
      const { action, inputs, issueKey } = asked as {
        action: string;
        inputs: Record<string, unknown>;
        issueKey: string;
      };
      return { status: 200, body: await this.automation.run(action, inputs, issueKey, user) };
    }
    if (pathname === '/local/product') {
      // A page of the app asks Jira as whoever looks at it, within the app's scopes.
      const { path, method, body } = asked as { path: string; method: string; body: string | null };
      const { scopes } = this.host.manifest;
      const caller = { accountId: user.accountId, isApp: false };
      return { status: 200, body: await this.answerAsJira({ path, method, body, caller, scopes }) };
    }
    if (pathname === '/local/status') {
      const module = this.moduleOf(String(asked['module']));
      const extension = this.extension(module, user, String(asked['issueKey']));
      return { status: 200, body: { status: await this.host.statusOf(module, user.accountId, extension) } };
    }
    if (pathname === '/local/move') {
      const path = `/rest/api/3/issue/${encodeURIComponent(String(asked['issueKey']))}/transitions`;
      const isDone = asked['transition'] === DONE && asked['resolution'] !== undefined;
      const fields = isDone ? { resolution: { name: asked['resolution'] } } : {};
      return this.asUser(user, 'POST', path, { transition: { id: asked['transition'] }, fields });
    }
    if (pathname === '/local/write') {
      const { issueKey, project, ...written } = asked;
      const fields = toFields(written);
      if (typeof issueKey === 'string')
        return this.asUser(user, 'PUT', `/rest/api/3/issue/${encodeURIComponent(issueKey)}`, { fields });
      const made = { project: { key: project }, issuetype: { name: 'Task' }, ...fields };
      return this.asUser(user, 'POST', '/rest/api/3/issue', { fields: made });
    }
    try {
      if (asked['call'] === 'set') granted.set(asked['groups'] as EgressGroup[], user.name === 'admin');
      if (asked['call'] === 'deleteGroup') granted.remove(String(asked['key']));
      if (asked['call'] === 'deleteDomain') granted.removeDomain(String(asked['key']), String(asked['domain']));
    } catch (error) {
      if (error instanceof EgressDeniedError) return { status: 403, body: { message: error.message } };
      throw error;
    }
    return { status: 200, body: { results: granted.groups() } };
  }

  /** What the page of the vendors asks for: that somebody signs up at one, or that it behaves in another way. */
  private changeVendor(form: URLSearchParams): void {
    const vendor = VENDORS.find((name) => name === form.get('vendor'));
    const email = form.get('email');
    if (vendor === undefined) return;
    if (email !== null) this.vendorUsers.add(vendor, email);
    else this.disturb(vendor, form);
  }

  private disturb(vendor: VendorName, form: URLSearchParams): void {
    const kind = form.get('kind') ?? 'none';
    const times = Number(form.get('times') ?? 0);
    this.vendors.disturb(
      vendor,
      kind === 'none' ? null : { kind: kind as Disturbance['kind'], times: times > 0 ? times : null },
    );
    this.vendors.slowDown(vendor, Math.min(Math.max(Number(form.get('latency') ?? 0), 0), 60_000));
  }

  private page(url: URL, request: IncomingMessage, response: ServerResponse): void {
    const user = userByName(cookie(request, 'local-user') ?? 'admin') ?? userByName('admin');
    if (user === undefined) return;
    const theme = cookie(request, 'local-theme') === 'dark' ? 'dark' : 'light';
    const view: View = { user, theme, uiOrigin: this.uiOrigin, manifest: this.host.manifest };
    const show = (page: string, status = 200) => {
      send(response, status, { 'content-type': 'text/html;charset=UTF-8', 'cache-control': 'no-store' }, page);
    };
    const [, kind, name = ''] = /^\/(browse|portal|apps)\/([\w-]+)$/.exec(url.pathname) ?? [];
    const module = this.host.manifest.uiModules.find(({ key }) => key === name);
    if (url.pathname === '/') show(issueList(view, this.issues.all()));
    else if (url.pathname === '/vendors')
      show(vendorsPage(view, this.vendors, (vendor) => this.vendorUsers.all(vendor)));
    else if (url.pathname === '/automation') {
      const action = url.searchParams.get('action') ?? this.host.manifest.actions[0]?.key ?? '';
      show(automationPage(view, { action, validator: this.validator(), runs: this.automation.runs }));
    } else if (kind === 'apps' && module !== undefined) show(appPage(view, module));
    else if (kind === 'browse') {
      const issue = this.issues.find(name);
      const isSeen = issue !== null && may(user, 'BROWSE_PROJECTS', issue.projectKey);
      if (isSeen) show(issuePage(view, issue, relatedTo(this.issues, issue), this.panels));
      else show(missingPage(view, `There is no issue ${name}, or ${user.displayName} may not see it.`), 404);
    } else if (kind === 'portal') {
      const request = this.issues.find(name);
      if (request !== null && seesRequest(user, request)) show(portalPage(view, request));
      else show(missingPage(view, `There is no request ${name}, or ${user.displayName} may not see it.`), 404);
    } else show(missingPage(view, `There is no page ${url.pathname}.`), 404);
  }

  async close(): Promise<void> {
    await this.host.close();
    await Promise.all(this.listening.map((one) => one.close()));
    this.issues.close();
    this.store.close();
  }
}

/** Replaces all settings: whoever gives a file at the start has said so. @throws SiteError where it lacks a key */
async function replaceSettings(site: RunningSite, file: unknown): Promise<void> {
  const asked = { file, replaceAll: true };
  const { revision, waiting, needKeys } = await site.admin<ImportPreview>('previewImport', asked);
  if (needKeys.length > 0) {
    const missing = needKeys.map(({ label, fields }) => `${label} (${fields.join(', ')})`);
    throw new SiteError(`The settings file gives no key for ${missing.join('; ')}. Add it and start again.`);
  }
  await site.admin('importSettings', { ...asked, revision, confirmed: waiting });
}

/** The groups of hosts that a settings file names: whoever gives the file allows them. */
const NAMED_BY_FILE = 'settings-file';

/** Allows the hosts that the connections name. */
async function allowNamedHosts(site: RunningSite): Promise<void> {
  const { connections } = await site.admin<{ connections: readonly ConnectionView[] }>('overview', {});
  const hosts = [...new Set(connections.flatMap((connection) => connection.hosts))];
  for (const { key } of site.host.granted.groups()) if (key.startsWith(NAMED_BY_FILE)) site.host.granted.remove(key);
  const { granted } = site.host;
  const domains = hosts.map((host) => `https://${host}`).filter((domain) => !granted.domains().includes(domain));
  const groups = Array.from({ length: Math.ceil(domains.length / 10) }, (_, index) => ({
    key: `${NAMED_BY_FILE}-${String(index + 1)}`,
    description: 'Named by the settings file',
    configured: domains.slice(index * 10, (index + 1) * 10).map((domain) => ({ domain, type: ['FETCH_BACKEND_SIDE'] })),
  }));
  if (groups.length > 0) granted.set(groups, true);
}

/** @throws SiteError where a route is given for a host that the app may not call */
function mustBeAllowed({ host }: RunningSite, routes: SiteOptions['routes']): void {
  for (const origin of routes.keys()) {
    if (host.egress.isAllowed(origin.replace('://*.', '://any.'))) continue;
    const allowed = [...host.manifest.egress, ...host.granted.domains()].join(', ');
    throw new SiteError(
      `--route ${origin}: the app may not call ${origin}. Its manifest and the settings allow ${allowed}.`,
    );
  }
}

/** The first settings, and the web trigger's secret, which the host remembers as an admin would write it down. */
async function setUp(site: RunningSite, options: SiteOptions): Promise<string> {
  const isFirst = site.host.remembered('set up', () => 'no') === 'no';
  const file = 'settings' in options ? options.settings : SAMPLE_SETTINGS;
  if ('settings' in options || isFirst) {
    await replaceSettings(site, file);
    await allowNamedHosts(site);
  }
  mustBeAllowed(site, options.routes);
  if (isFirst) {
    const { secret } = await site.admin<{ secret: string }>('rotateSecret', {});
    site.host.remember('trigger secret', secret);
    site.host.remember('set up', 'yes');
  }
  return site.host.remembered('trigger secret', () => '');
}

/** Opens the site. @throws SiteError, DataFolderError, or the system's error where a port is taken */
export async function openSite(options: SiteOptions): Promise<Site> {
  const giveBack = options.data === null ? () => Promise.resolve() : await takeFolder(options.data);
  let site: RunningSite | null = null;
  const close = async () => {
    await site?.close();
    await giveBack();
  };
  try {
    site = new RunningSite(options, new Map(options.routes));
    await site.open();
    const secret = await setUp(site, options);
    return {
      jira: site.jira,
      admin: `${site.jira}/apps/erasure-admin`,
      erasures: `${site.jira}/apps/erasures-page`,
      trigger: { url: site.host.webTriggerUrl('erase'), secret },
      host: site.host,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
