/**
 * Jira Cloud's REST API, as far as the app and its tests use it.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/
 */
import type { JiraRequest, JiraResponse } from '../forge/host';
import { itemsBetween, noteChange, shownChanges } from './changelog';
import { type Form, FIELDS, type IssueRecord, type Issues, JqlError, PROJECTS, STATUSES } from './issues';
import { may, type User, userById, USERS } from './people';
import { LENIENT, type JiraStrictness } from '../strictness';
import { AppAccess } from './app-access';
import type { Pinning } from './pinning';
import { pointsOf } from './points';
import { JiraQuotas } from './quotas';
import { PerIssueWrites } from './rate-limit';
import { ISSUE_TYPES, link, LINK_TYPES, relationsOf, RESOLUTIONS, shownStatus, shownType } from './relations';

type Json = Record<string, unknown>;

class Failed extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
    readonly fieldErrors: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** Every request of the sample portal is of this type. */
const REQUEST_TYPE = 'Right to erasure';
/** Where the site is. */
export const TIME_ZONE = 'Europe/Amsterdam';
/** Issues of one page, where fields are asked for. */
const MOST_FOUND = 100;
/** Fields that tell of other issues. */
const RELATIONS: readonly string[] = ['parent', 'subtasks', 'issuelinks'];
const KEPT_OUT = 'An app access rule blocks this app from the project.';
const NO_ISSUE = 'Issue does not exist or you do not have permission to see it.';

interface Context {
  readonly user: User;
  readonly isApp: boolean;
  /** Whether the app asks, as itself or for the user. */
  readonly isViaApp: boolean;
  readonly query: URLSearchParams;
  readonly body: Json;
  readonly params: readonly string[];
}

/** A search. `fields`: with commas between them; null: none but the id. */
interface Search {
  readonly jql: string;
  readonly fields: string | null;
  readonly maxResults: number;
  readonly token: string | null;
  readonly expand: string;
  /** Ids of issues that are found as they are, whatever the index knows of them. */
  readonly reconcile: readonly number[];
  /** Properties that are shown with the issues. */
  readonly properties: readonly string[];
}

interface Endpoint {
  readonly method: string;
  readonly path: RegExp;
  /** The scope that an app needs for it. */
  readonly scope: string;
  readonly answer: (context: Context) => JiraResponse;
}

/** Called when something happened to an issue. */
export type Happened = (eventType: string, issue: IssueRecord, by: User, isApp: boolean) => void;

const ok = (body: unknown): JiraResponse => ({ status: 200, body });
const NO_CONTENT: JiraResponse = { status: 204 };

const isDate = (value: unknown): boolean => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
const isDocument = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (value as Json)['type'] === 'doc' && (value as Json)['version'] === 1;

const shownUser = (user: User | undefined, viewer: User): unknown =>
  user === undefined
    ? null
    : {
        accountId: user.accountId,
        accountType: user.accountType,
        displayName: user.displayName,
        active: true,
        // Most people's profile hides the address from others, and from apps.
        ...(user.accountId === viewer.accountId ? { emailAddress: user.email } : {}),
      };

const propertiesOf = ({ properties }: IssueRecord, wanted: readonly string[]): Json =>
  Object.fromEntries(Object.entries(properties).filter(([key]) => wanted.includes(key) || wanted.includes('*all')));

/** What the fields are called on screen, by their id. */
const fieldNames = () => Object.fromEntries(FIELDS.map(({ id, name }) => [id, name]));

export interface JiraParts {
  readonly baseUrl: () => string;
  readonly now: () => number;
  readonly happened?: Happened;
  readonly strictness?: JiraStrictness;
  /** The app's issue panels, where they can be pinned. */
  readonly pinning?: Pinning;
}

export class JiraRest {
  private readonly endpoints: readonly Endpoint[];
  private readonly writes = new PerIssueWrites();
  /** What the app may do in which project. */
  readonly appAccess = new AppAccess();
  private readonly baseUrl: () => string;
  private readonly now: () => number;
  private readonly happened: Happened;
  private readonly strictness: JiraStrictness;
  private readonly quotas: JiraQuotas;
  private readonly pinning: Pinning | undefined;

  constructor(
    private readonly issues: Issues,
    { baseUrl, now, happened = () => undefined, strictness = LENIENT.jira, pinning }: JiraParts,
  ) {
    this.pinning = pinning;
    this.baseUrl = baseUrl;
    this.now = now;
    this.happened = happened;
    this.strictness = strictness;
    this.quotas = new JiraQuotas(strictness);
    this.endpoints = this.list();
  }

  /** Answers one request. What the app asks is counted against its quotas. */
  answer(request: JiraRequest): JiraResponse {
    if (request.scopes === null) return this.answerUncounted(request);
    const { pathname } = new URL(request.path, 'http://jira.invalid');
    const endpoint = this.endpoints.find(({ method, path }) => method === request.method && path.test(pathname));
    const now = this.now();
    const refused = this.quotas.take(request.method, endpoint?.path.source ?? pathname, now);
    if (refused !== null) return refused;
    const answer = this.answerUncounted(request);
    this.quotas.spend(pointsOf(request.method, request.path, answer.body), now);
    return answer;
  }

  private answerUncounted(request: JiraRequest): JiraResponse {
    const url = new URL(request.path, 'http://jira.invalid');
    const user = userById(request.caller.accountId);
    if (user === undefined)
      return { status: 401, body: { errorMessages: ['Client must be authenticated to access this resource.'] } };
    const found = this.endpoints.find(({ method, path }) => method === request.method && path.test(url.pathname));
    if (found === undefined) return { status: 404, body: { errorMessages: ['This is not part of the local Jira.'] } };
    if (request.scopes?.includes(found.scope) === false)
      return { status: 401, body: { code: 401, message: 'Unauthorized; scope does not match' } };
    try {
      const body = request.body === null || request.body === '' ? {} : (JSON.parse(request.body) as Json);
      const params = (found.path.exec(url.pathname) ?? []).slice(1).map(decodeURIComponent);
      const { isApp } = request.caller;
      return found.answer({ user, isApp, isViaApp: request.scopes !== null, query: url.searchParams, body, params });
    } catch (error) {
      if (error instanceof SyntaxError) return { status: 400, body: { errorMessages: ['The body is no JSON.'] } };
      if (error instanceof JqlError)
        return { status: 400, body: { errorMessages: [error.message], warningMessages: [] } };
      if (!(error instanceof Failed)) throw error;
      const messages = Object.keys(error.fieldErrors).length > 0 ? [] : [error.message];
      return {
        status: error.status,
        headers: error.headers,
        body: { errorMessages: messages, errors: error.fieldErrors },
      };
    }
  }

  /** Whether somebody has a permission; the app's own user may lack it in a project. */
  private may(user: User, permission: string, projectKey: string | null): boolean {
    if (user.accountType === 'app' && projectKey !== null && !this.appAccess.grants(permission, projectKey))
      return false;
    return may(user, permission, projectKey);
  }

  /** An issue that the user may see. Others do not exist for them. */
  private seen({ user, isViaApp, params }: Context, permission = 'BROWSE_PROJECTS'): IssueRecord {
    const issue = this.issues.find(params[0] ?? '');
    if (issue !== null && isViaApp && this.appAccess.of(issue.projectKey) === 'kept-out')
      throw new Failed(403, KEPT_OUT);
    if (issue === null || !this.may(user, 'BROWSE_PROJECTS', issue.projectKey)) throw new Failed(404, NO_ISSUE);
    if (!this.may(user, permission, issue.projectKey)) throw new Failed(403, 'You do not have permission to do this.');
    return issue;
  }

  private forWriting(context: Context, permission: string): IssueRecord {
    const issue = this.seen(context, permission);
    const wait = this.writes.take(issue.id, this.now());
    if (wait > 0)
      throw new Failed(429, 'Rate limit exceeded.', {
        'Retry-After': String(wait),
        'RateLimit-Reason': 'jira-per-issue-on-write',
        'X-RateLimit-Remaining': '0',
      });
    return issue;
  }

  private shown(issue: IssueRecord, viewer: User, wanted: string | null): Json {
    const project = PROJECTS.find(({ key }) => key === issue.projectKey);
    const names =
      wanted === null || wanted.includes('*all') || wanted.includes('*navigable')
        ? null
        : wanted.split(',').map((name) => name.trim());
    const all: Json = {
      ...Object.fromEntries(FIELDS.map(({ id }) => [id, null])),
      ...issue.fields,
      ...(names === null || names.some((name) => RELATIONS.includes(name)) ? relationsOf(this.issues, issue) : {}),
      status: shownStatus(issue.fields['status']),
      issuetype: shownType(issue.fields['issuetype']),
      assignee: shownUser(
        userById((issue.fields['assignee'] as { accountId?: string } | null | undefined)?.accountId ?? ''),
        viewer,
      ),
      project:
        project === undefined ? null : { ...project, self: `${this.baseUrl()}/rest/api/3/project/${project.id}` },
      reporter: shownUser(
        userById((issue.fields['reporter'] as { accountId?: string } | null)?.accountId ?? ''),
        viewer,
      ),
      comment: {
        comments: issue.comments.map((comment) => this.shownComment(comment, viewer, false)),
        total: issue.comments.length,
      },
    };
    const fields =
      names === null ? all : Object.fromEntries(names.filter((name) => name in all).map((name) => [name, all[name]]));
    return { id: issue.id, key: issue.key, self: `${this.baseUrl()}/rest/api/3/issue/${issue.id}`, fields };
  }

  private shownComment(
    { id, authorId, body, created, properties }: IssueRecord['comments'][number],
    viewer: User,
    withProperties: boolean,
  ): unknown {
    const internal = properties.find(({ key }) => key === 'sd.public.comment')?.value as
      { internal?: boolean } | undefined;
    return {
      id,
      author: shownUser(userById(authorId), viewer),
      body,
      created,
      jsdPublic: internal?.internal !== true,
      ...(withProperties ? { properties } : {}),
    };
  }

  private show(context: Context): JiraResponse {
    const { user, query } = context;
    const issue = this.seen(context);
    const wanted = query.get('properties')?.split(',') ?? [];
    return ok({
      ...this.shown(issue, user, query.get('fields')),
      ...(query.get('expand')?.includes('names') === true ? { names: fieldNames() } : {}),
      ...(query.get('expand')?.includes('changelog') === true
        ? { changelog: shownChanges(issue, (accountId) => shownUser(userById(accountId), user)) }
        : {}),
      ...(wanted.length > 0 ? { properties: propertiesOf(issue, wanted) } : {}),
    });
  }

  private checkedFields(fields: Json, isNew: boolean): Json {
    const errors: Record<string, string> = {};
    for (const [id, value] of Object.entries(fields)) {
      const field = FIELDS.find((one) => one.id === id);
      if (field === undefined)
        errors[id] = `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`;
      else if (field.type === 'doc' && value !== null && !isDocument(value))
        errors[id] = 'Operation value must be an Atlassian Document (see the Atlassian Document Format)';
      else if (field.type === 'string' && value !== null && typeof value !== 'string')
        errors[id] = 'Operation value must be a string';
      else if (field.type === 'date' && value !== null && !isDate(value)) errors[id] = 'Error parsing date string';
    }
    if (isNew && typeof fields['summary'] !== 'string') errors['summary'] = 'You must specify a summary of the issue.';
    if (Object.keys(errors).length > 0) throw new Failed(400, 'bad fields', {}, errors);
    return fields;
  }

  private create({ user, isApp, body }: Context): JiraResponse {
    const { project, issuetype, reporter, assignee, parent, ...fields } = (body['fields'] ?? {}) as {
      project?: { key?: string; id?: string };
      issuetype?: { name?: string; id?: string };
      reporter?: { accountId?: string; id?: string };
      assignee?: { accountId?: string; id?: string } | null;
      parent?: { id?: string; key?: string };
    } & Json;
    const target = PROJECTS.find(({ key, id }) => key === project?.key || id === project?.id);
    if (target === undefined) throw new Failed(400, '', {}, { project: 'Specify a valid project ID or key' });
    if (!this.may(user, 'CREATE_ISSUES', target.key))
      throw new Failed(403, 'You do not have permission to create issues in this project.');
    const type = ISSUE_TYPES.find(({ id, name }) => id === issuetype?.id || name === issuetype?.name);
    if (type === undefined) throw new Failed(400, '', {}, { issuetype: 'Specify a valid issue type' });
    const above = this.parentFor(type.subtask, target.key, parent);
    const created = new Date(this.now()).toISOString();
    const issue = this.issues.create(target.key, {
      fields: {
        labels: [],
        ...this.checkedFields(fields, true),
        issuetype: { name: type.name },
        status: { name: 'Open' },
        resolution: null,
        ...(assignee == null ? {} : { assignee: this.assigned(assignee, target.key) }),
        reporter: { accountId: reporter?.accountId ?? reporter?.id ?? user.accountId },
        created,
        updated: created,
      },
      forms: [],
      requestFields: null,
      ...(above === null ? {} : { parentId: above.id }),
    });
    for (const { key, value } of (body['properties'] ?? []) as { key: string; value: unknown }[])
      issue.properties[key] = value;
    this.issues.save(issue);
    this.happened('avi:jira:created:issue', issue, user, isApp);
    return {
      status: 201,
      body: { id: issue.id, key: issue.key, self: `${this.baseUrl()}/rest/api/3/issue/${issue.id}` },
    };
  }

  /** The issue above a new one. A sub-task has one in its own project that is no sub-task itself, and nothing else has. */
  private parentFor(
    isSubtask: boolean,
    projectKey: string,
    parent?: { id?: string; key?: string },
  ): IssueRecord | null {
    if (!isSubtask) return null;
    if (parent === undefined)
      throw new Failed(
        400,
        '',
        {},
        { issuetype: 'Issue type is a sub-task but parent issue key or id not specified.' },
      );
    const above = this.issues.find(parent.id ?? parent.key ?? '');
    if (above === null || above.projectKey !== projectKey || above.parentId !== undefined)
      throw new Failed(400, '', {}, { parentId: 'Given parent work item does not belong to appropriate hierarchy.' });
    return above;
  }

  private assigned({ accountId, id }: { accountId?: string; id?: string }, projectKey: string): unknown {
    const found = userById(accountId ?? id ?? '');
    if (found === undefined || found.accountType !== 'atlassian' || !may(found, 'ASSIGNABLE_USER', projectKey))
      throw new Failed(400, '', {}, { assignee: 'Specify a valid value for assignee' });
    return { accountId: found.accountId };
  }

  private edit(context: Context): JiraResponse {
    const issue = this.forWriting(context, 'EDIT_ISSUES');
    const { fields = {}, update = {} } = context.body as {
      fields?: Json;
      update?: Record<string, { add?: string; remove?: string; set?: unknown }[]>;
    };
    const before = { ...issue.fields };
    Object.assign(issue.fields, this.checkedFields(fields, false));
    if (fields['assignee'] != null) issue.fields['assignee'] = this.assigned(fields['assignee'], issue.projectKey);
    const labels = new Set((issue.fields['labels'] as string[] | undefined) ?? []);
    for (const { add, remove } of update['labels'] ?? []) {
      if (add !== undefined) labels.add(add);
      if (remove !== undefined) labels.delete(remove);
    }
    if (update['labels'] !== undefined) issue.fields['labels'] = [...labels];
    noteChange(issue, context.user.accountId, this.now(), itemsBetween(before, issue.fields));
    this.issues.save(issue);
    this.happened('avi:jira:updated:issue', issue, context.user, context.isApp);
    return NO_CONTENT;
  }

  private search({ user, isViaApp }: Context, asked: Search): JiraResponse {
    const { jql, fields, maxResults, token, expand, properties } = asked;
    const visible = this.issues
      .search(jql, this.now(), asked.reconcile)
      .filter((issue) => this.may(user, 'BROWSE_PROJECTS', issue.projectKey))
      .filter(({ projectKey }) => !isViaApp || this.appAccess.of(projectKey) !== 'kept-out');
    const start = token === null || token === '' ? 0 : Number(token);
    const size = Math.min(maxResults, MOST_FOUND);
    const page = visible.slice(start, start + size);
    const isLast = start + size >= visible.length;
    return ok({
      issues: page.map((issue) => ({
        ...this.shown(issue, user, fields ?? 'id'),
        ...(properties.length === 0 ? {} : { properties: propertiesOf(issue, properties) }),
      })),
      isLast,
      ...(isLast ? {} : { nextPageToken: String(start + size) }),
      ...(expand.includes('names') ? { names: fieldNames() } : {}),
    });
  }

  private permissions({ user, query }: Context): JiraResponse {
    const idOrKey = query.get('issueId') ?? query.get('issueKey');
    const issue = idOrKey === null ? null : this.issues.find(idOrKey);
    if (idOrKey !== null && (issue === null || !this.may(user, 'BROWSE_PROJECTS', issue.projectKey)))
      throw new Failed(404, NO_ISSUE);
    const asked = (query.get('permissions') ?? '').split(',').filter((name) => name !== '');
    if (asked.length === 0) throw new Failed(400, "The 'permissions' query parameter is required.");
    const projectKey = issue?.projectKey ?? query.get('projectKey');
    const permissions = asked.map((key) => [
      key,
      { id: '0', key, name: key, type: 'PROJECT', havePermission: this.may(user, key, projectKey) },
    ]);
    return ok({ permissions: Object.fromEntries(permissions) as unknown });
  }

  private permitted({ user, body }: Context): JiraResponse {
    const { projectPermissions = [], globalPermissions = [] } = body as {
      projectPermissions?: { permissions: string[]; issues?: number[] }[];
      globalPermissions?: string[];
    };
    const granted = projectPermissions.flatMap(({ permissions, issues = [] }) =>
      permissions.map((permission) => ({
        permission,
        issues: issues.filter((id) => this.may(user, permission, this.issues.find(String(id))?.projectKey ?? null)),
        projects: [],
      })),
    );
    return ok({
      projectPermissions: granted,
      globalPermissions: globalPermissions.filter((permission) => this.may(user, permission, null)),
    });
  }

  private email({ isApp, query }: Context): JiraResponse {
    if (!isApp) throw new Failed(401, 'This API is available to apps only.');
    const user = USERS.find(({ accountId }) => accountId === query.get('accountId'));
    const isTold = user?.accountType !== 'customer' || this.strictness.tellsPortalAddresses;
    if (user === undefined || !isTold) throw new Failed(404, 'The user does not exist.');
    return ok({ accountId: user.accountId, email: user.email });
  }

  private addComment(context: Context): JiraResponse {
    const issue = this.forWriting(context, 'ADD_COMMENTS');
    const { body, properties = [] } = context.body as {
      body?: unknown;
      properties?: { key: string; value: unknown }[];
    };
    if (!isDocument(body)) throw new Failed(400, '', {}, { comment: 'Comment body is not valid!' });
    const id = String(20_000 + Number(issue.id) * 100 + issue.comments.length);
    const comment = {
      id,
      authorId: context.user.accountId,
      body,
      created: new Date(this.now()).toISOString(),
      properties,
    };
    issue.comments.push(comment);
    this.issues.save(issue);
    this.happened('avi:jira:commented:issue', issue, context.user, context.isApp);
    return { status: 201, body: this.shownComment(comment, context.user, true) };
  }

  private transition(context: Context): JiraResponse {
    const issue = this.forWriting(context, 'TRANSITION_ISSUES');
    const name = STATUSES[Number((context.body['transition'] as { id?: string } | undefined)?.id) - 1];
    if (name === undefined)
      throw new Failed(400, 'It seems that you have tried to perform a workflow operation that is not valid.');
    const before = { ...issue.fields };
    issue.fields['status'] = { name };
    // As a workflow does whose last step asks for a resolution, and whose others clear it.
    issue.fields['resolution'] = name === 'Done' ? this.resolutionIn(context.body) : null;
    noteChange(issue, context.user.accountId, this.now(), itemsBetween(before, issue.fields));
    this.issues.save(issue);
    this.happened('avi:jira:updated:issue', issue, context.user, context.isApp);
    return NO_CONTENT;
  }

  private resolutionIn(body: Json): unknown {
    const { resolution } = (body['fields'] ?? {}) as { resolution?: { id?: string; name?: string } };
    if (resolution === undefined) return RESOLUTIONS[0];
    const found = RESOLUTIONS.find(({ id, name }) => id === resolution.id || name === resolution.name);
    if (found === undefined) throw new Failed(400, '', {}, { resolution: 'Specify a valid resolution' });
    return found;
  }

  private remove(context: Context): JiraResponse {
    const issue = this.seen(context, 'DELETE_ISSUES');
    const below = this.issues.below(issue);
    if (below.length > 0 && context.query.get('deleteSubtasks') !== 'true')
      throw new Failed(400, `The issue '${issue.key}' has subtasks. You must specify the 'deleteSubtasks' parameter.`);
    for (const gone of [...below, issue]) {
      this.issues.remove(gone);
      this.happened('avi:jira:deleted:issue', gone, context.user, context.isApp);
    }
    return NO_CONTENT;
  }

  private linkIssues({ user, body }: Context): JiraResponse {
    const { type, inwardIssue, outwardIssue } = body as Record<string, { id?: string; key?: string; name?: string }>;
    const found = LINK_TYPES.find(({ id, name }) => id === type?.id || name === type?.name);
    if (found === undefined) throw new Failed(404, `No issue link type with name '${type?.name ?? ''}' found.`);
    const [inward, outward] = [inwardIssue, outwardIssue].map((one) => this.issues.find(one?.id ?? one?.key ?? ''));
    if (inward == null || outward == null || !this.may(user, 'BROWSE_PROJECTS', inward.projectKey))
      throw new Failed(404, NO_ISSUE);
    link(this.issues, found.name, inward, outward);
    return { status: 201 };
  }

  private people({ query }: Context, isFound: (user: User) => boolean): readonly User[] {
    const wanted = (query.get('query') ?? '').toLowerCase();
    const isCalled = ({ displayName, email }: User) =>
      [displayName, email].some((text) => text.toLowerCase().includes(wanted));
    return USERS.filter((user) => isCalled(user) && isFound(user)).slice(0, Number(query.get('maxResults') ?? 50));
  }

  private pinsOf({ user, isApp }: Context): Pinning {
    if (this.pinning === undefined) throw new Failed(404, 'There are no issue panels.');
    if (isApp || !may(user, 'ADMINISTER', null))
      throw new Failed(403, 'You are not authorized to perform this action.');
    return this.pinning;
  }

  private form(issue: IssueRecord, id: string | undefined): Form {
    const form = issue.forms.find((one) => one.id === id);
    if (form === undefined) throw new Failed(404, 'The form does not exist.');
    return form;
  }

  private list(): readonly Endpoint[] {
    const on = (method: string, path: string, scope: string, answer: Endpoint['answer']): Endpoint => ({
      method,
      scope,
      answer,
      path: new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`),
    });
    const READ = 'read:jira-work';
    const WRITE = 'write:jira-work';
    const MANAGE = 'manage:jira-project';
    const issue = '/rest/api/3/issue/{issue}';
    return [
      on('POST', '/rest/api/3/issue', WRITE, (c) => this.create(c)),
      on('GET', issue, READ, (c) => this.show(c)),
      on('PUT', issue, WRITE, (c) => this.edit(c)),
      on('DELETE', issue, WRITE, (c) => this.remove(c)),
      on('GET', '/rest/api/3/issue/createmeta/{project}/issuetypes', READ, ({ user, params: [project = ''] }) => {
        if (!this.may(user, 'CREATE_ISSUES', project))
          throw new Failed(404, `No project could be found with key '${project}'.`);
        return ok({ issueTypes: ISSUE_TYPES, startAt: 0, maxResults: 50, total: ISSUE_TYPES.length });
      }),
      on('POST', '/rest/api/3/issueLink', WRITE, (c) => this.linkIssues(c)),
      on('GET', '/rest/api/3/resolution', READ, () => ok(RESOLUTIONS)),
      on('GET', '/rest/api/3/issueLinkType', READ, () => ok({ issueLinkTypes: LINK_TYPES })),
      on('GET', `${issue}/properties`, READ, (c) =>
        ok({ keys: Object.keys(this.seen(c).properties).map((key) => ({ key })) }),
      ),
      on('GET', `${issue}/properties/{key}`, READ, (c) => {
        const key = c.params[1] ?? '';
        const value = this.seen(c).properties[key];
        if (value === undefined) throw new Failed(404, `The property ${key} does not exist.`);
        return ok({ key, value });
      }),
      on('PUT', `${issue}/properties/{key}`, WRITE, (c) => {
        const found = this.forWriting(c, 'EDIT_ISSUES');
        const key = c.params[1] ?? '';
        if (JSON.stringify(c.body).length > 32_768) throw new Failed(400, 'The property value is too long.');
        const isNew = found.properties[key] === undefined;
        found.properties[key] = c.body;
        this.issues.save(found);
        return { status: isNew ? 201 : 200 };
      }),
      on('DELETE', `${issue}/properties/{key}`, WRITE, (c) => {
        const found = this.forWriting(c, 'EDIT_ISSUES');
        found.properties = Object.fromEntries(Object.entries(found.properties).filter(([key]) => key !== c.params[1]));
        this.issues.save(found);
        return NO_CONTENT;
      }),
      on('GET', `${issue}/comment`, READ, (c) => {
        const newestFirst = c.query.get('orderBy') === '-created';
        const all = this.seen(c).comments.map((one) =>
          this.shownComment(one, c.user, c.query.get('expand') === 'properties'),
        );
        const page = (newestFirst ? all.reverse() : all).slice(0, Number(c.query.get('maxResults') ?? 100));
        return ok({ comments: page, total: all.length, startAt: 0, maxResults: 100 });
      }),
      on('POST', `${issue}/comment`, WRITE, (c) => this.addComment(c)),
      on('GET', `${issue}/transitions`, READ, (c) => {
        this.seen(c);
        return ok({ transitions: STATUSES.map((name, index) => ({ id: String(index + 1), name, to: { name } })) });
      }),
      on('POST', `${issue}/transitions`, WRITE, (c) => this.transition(c)),
      on('GET', '/rest/api/3/search/jql', READ, (c) =>
        this.search(c, {
          jql: c.query.get('jql') ?? '',
          fields: c.query.get('fields'),
          maxResults: Number(c.query.get('maxResults') ?? 50),
          token: c.query.get('nextPageToken'),
          expand: c.query.get('expand') ?? '',
          reconcile: c.query.getAll('reconcileIssues').map(Number),
          properties: c.query.get('properties')?.split(',') ?? [],
        }),
      ),
      on('POST', '/rest/api/3/search/jql', READ, (c) => {
        const {
          jql = '',
          fields,
          maxResults = 50,
          nextPageToken: token = null,
          expand = '',
          reconcileIssues: reconcile = [],
          properties = [],
        } = c.body as Partial<Omit<Search, 'fields'>> & {
          fields?: string[];
          nextPageToken?: string;
          reconcileIssues?: number[];
        };
        const found = { jql, fields: fields?.join(',') ?? null, maxResults, token, expand };
        return this.search(c, { ...found, reconcile, properties });
      }),
      on('GET', '/rest/api/3/myself', 'read:jira-user', ({ user }) => ok(shownUser(user, user))),
      on('GET', '/rest/api/3/user', 'read:jira-user', ({ user, query }) => {
        const found = userById(query.get('accountId') ?? '');
        if (found === undefined) throw new Failed(404, 'The user does not exist.');
        return ok(shownUser(found, user));
      }),
      on('GET', '/rest/api/3/user/bulk', 'read:jira-user', ({ user, query }) => {
        const found = query.getAll('accountId').flatMap((accountId) => userById(accountId) ?? []);
        return ok({ values: found.map((one) => shownUser(one, user)), isLast: true });
      }),
      on('GET', '/rest/api/3/user/search', 'read:jira-user', (c) =>
        ok(this.people(c, () => true).map((one) => shownUser(one, c.user))),
      ),
      on('GET', '/rest/api/3/user/assignable/search', 'read:jira-user', (c) => {
        const project = c.query.get('project') ?? this.issues.find(c.query.get('issueKey') ?? '')?.projectKey ?? null;
        const isAssignable = (one: User) => one.accountType === 'atlassian' && may(one, 'ASSIGNABLE_USER', project);
        return ok(this.people(c, isAssignable).map((one) => shownUser(one, c.user)));
      }),
      on('GET', '/rest/api/3/user/email', 'read:email-address:jira', (c) => this.email(c)),
      on('GET', '/rest/api/3/mypermissions', READ, (c) => this.permissions(c)),
      on('POST', '/rest/api/3/permissions/check', READ, (c) => this.permitted(c)),
      on('GET', '/rest/api/3/field', READ, () =>
        ok(FIELDS.map(({ type, ...field }) => ({ ...field, schema: { type } }))),
      ),
      on('GET', '/rest/api/3/project/search', READ, ({ user }) =>
        ok({ values: PROJECTS.filter(({ key }) => this.may(user, 'BROWSE_PROJECTS', key)), isLast: true }),
      ),
      on('GET', '/rest/api/3/serverInfo', READ, () =>
        ok({ baseUrl: this.baseUrl(), deploymentType: 'Cloud', serverTitle: 'Local Jira', serverTimeZone: TIME_ZONE }),
      ),
      on('POST', '/rest/api/3/forge/panel/action/bulk/async', MANAGE, (c) => this.pinsOf(c).begin(c.body)),
      on('POST', '/rest/api/3/forge/panel/action/bulk/status', MANAGE, (c) => this.pinsOf(c).status(c.body)),
      on('GET', '/rest/api/3/task/{task}', READ, (c) => this.pinsOf(c).task(c.params[0] ?? '')),
      on('GET', '/rest/servicedeskapi/request/{issue}', 'read:servicedesk-request', (c) => {
        const found = this.seen(c);
        if (found.requestFields === null) throw new Failed(404, 'The issue is no request.');
        const requestType =
          c.query.get('expand')?.includes('requestType') === true ? { name: REQUEST_TYPE } : undefined;
        return ok({ issueId: found.id, issueKey: found.key, requestFieldValues: found.requestFields, requestType });
      }),
      on('GET', '/forms/issue/{issue}/form', READ, (c) =>
        ok(this.seen(c).forms.map(({ id, name, submitted }) => ({ id, name, submitted }))),
      ),
      on('GET', '/forms/issue/{issue}/form/{form}/format/answers', READ, (c) =>
        ok(this.form(this.seen(c), c.params[1]).answers),
      ),
    ];
  }
}
