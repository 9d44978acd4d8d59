/**
 * Issues over Jira's REST API, as the asking user where a user asks, as the app where nobody does.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/
 */
import api, { type APIResponse, NeedsAuthenticationError, type Route, route } from '@forge/api';
import * as z from 'zod/mini';
import { canonical } from '../../core/evidence/chain';
import { IssueId } from '../../core/settings/ids';
import { limitOf, type SyncResult, WRITTEN } from '../../core/erasure/sync-result';
import { readRetryAfter } from '../../core/reply/retry-after';
import type { As } from '../../core/erasure/origin';
import { AppError } from '../../core/app-error';
import { LONGEST_PAUSE } from '../../core/erasure/step';
import { toDocument } from './comment-document';
import type { Issue } from '../../ports/issues';
import type { IssueComment } from '../../ports/issues';
import type { Issues } from '../../ports/issues';
import type { System } from '../../ports/system';
import type { Log } from '../../ports/log';
import { PROPERTY_KEY } from '../../core/erasure/issue-property';

const IssueReply = z.object({
  id: IssueId,
  key: z.string(),
  names: z.optional(z.record(z.string(), z.string())),
  fields: z.looseObject({
    project: z.object({ key: z.string(), projectTypeKey: z.optional(z.string()) }),
    reporter: z.optional(z.nullable(z.object({ accountId: z.string() }))),
    created: z.optional(z.nullable(z.string())),
  }),
});
const MirrorReply = z.object({
  key: z.string(),
  fields: z.object({ project: z.object({ key: z.string() }) }),
  properties: z.optional(z.record(z.string(), z.unknown())),
});
const Forms = z.array(
  z.object({
    id: z.string(),
    submitted: z.optional(z.boolean()),
    state: z.optional(z.object({ status: z.optional(z.string()) })),
  }),
);
const Answers = z.array(z.looseObject({ label: z.optional(z.string()), answer: z.optional(z.unknown()) }));
const RequestReply = z.object({
  requestFieldValues: z._default(z.array(z.object({ label: z.string(), value: z.optional(z.unknown()) })), []),
});
const RequestTypeReply = z.object({ requestType: z.optional(z.object({ name: z.string() })) });
const SearchReply = z.object({
  issues: z.array(IssueReply),
  names: z.optional(z.record(z.string(), z.string())),
  nextPageToken: z.optional(z.nullable(z.string())),
  isLast: z.optional(z.boolean()),
});
const EmailReply = z.object({ email: z.optional(z.string()) });
const UserReply = z.object({ emailAddress: z.optional(z.string()) });
const Permissions = z.object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) });
const Permitted = z.object({
  projectPermissions: z.array(
    z.object({ permission: z.string(), issues: z._default(z.array(z.union([z.int(), z.string()])), []) }),
  ),
});
const Comments = z.object({
  comments: z.array(
    z.object({ properties: z._default(z.array(z.object({ key: z.string(), value: z.unknown() })), []) }),
  ),
});
const Transitions = z.object({ transitions: z.array(z.object({ id: z.string(), name: z.string() })) });

/** What every issue is read with. */
const WANTED = ['project', 'reporter', 'created'];
/** So many are looked at within one call of a screen. */
const SEARCH_PAGE = 50;

type Init = NonNullable<Parameters<ReturnType<typeof api.asApp>['requestJira']>[1]>;

const sendJson = (method: 'PUT' | 'POST', body: unknown): Init => ({
  method,
  headers: { 'content-type': 'application/json', accept: 'application/json' },
  body: JSON.stringify(body),
});

async function ask(
  as: As,
  path: Route,
  init: Init = { headers: { accept: 'application/json' } },
): Promise<APIResponse> {
  try {
    return await (as === 'app' ? api.asApp() : api.asUser()).requestJira(path, init);
  } catch (error) {
    // The platform asks the user for consent where this error leaves the resolver.
    if (error instanceof NeedsAuthenticationError) throw error;
    throw new AppError('jira-unavailable');
  }
}

/** The parsed body of a 200; null for what is not there or may not be seen. */
async function read<S extends z.ZodMiniType>(schema: S, response: APIResponse): Promise<z.infer<S> | null> {
  if ([400, 401, 403, 404].includes(response.status)) return null;
  if (!response.ok) throw new AppError('jira-unavailable');
  return z.parse(schema, await response.json());
}

/** As {@link read}, for a place that may hold the address: only what is not there at all is empty, never what is refused. */
async function readPlace<S extends z.ZodMiniType>(schema: S, response: APIResponse): Promise<z.infer<S> | null> {
  if (response.status === 404) return null;
  if (!response.ok) throw new AppError('jira-unavailable');
  return z.parse(schema, await response.json());
}

const sameLabel = (a: string | undefined, b: string): boolean => a?.trim().toLowerCase() === b.trim().toLowerCase();

/** A date of Jira's; the present where it tells none. */
function timeOf(text: string | null | undefined, now: number): number {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? now : Math.min(time, now);
}

/** A form counts once it is submitted; an open one may still change. */
const isSubmitted = ({ submitted, state }: z.infer<typeof Forms>[number]): boolean =>
  submitted ?? (state?.status !== undefined && state.status !== 'o');

const GONE: SyncResult = { kind: 'gone' };
const UNAVAILABLE: SyncResult = { kind: 'later', why: 'unavailable' };
/** When Jira does not say how long its limit holds. */
const LIMIT_SECONDS = 60;

/** The issues of this site. */
export function issuesOf({ now }: Pick<System, 'now'>, log: Log): Issues {
  // The quota is one for the whole app: once it is used up, nothing else is asked for until then.
  let quotaUntil = 0;

  const limited = ({ headers }: APIResponse): SyncResult => {
    const why = limitOf(headers.get('RateLimit-Reason'));
    const asked = readRetryAfter(headers.get('Retry-After'), now()) ?? LIMIT_SECONDS;
    const afterSeconds = Math.min(asked, LONGEST_PAUSE / 1000);
    if (why === 'limit-quota') quotaUntil = now() + afterSeconds * 1000;
    return { kind: 'later', why, afterSeconds };
  };

  // A property that is refused may be taken once a permission is put right. A comment, label or transition that is
  // refused is left out: the property tells the same.
  const written = (op: string, response: APIResponse): SyncResult => {
    const { ok, status } = response;
    if (ok) return WRITTEN;
    log('issue not told', { op, status });
    if (status === 429) return limited(response);
    if (status === 404 || status === 410) return GONE;
    if (status !== 400 && status !== 403) return UNAVAILABLE;
    return op === 'property' ? { kind: 'later', why: 'refused' } : GONE;
  };

  const write = async (op: string, path: Route, init: Init): Promise<SyncResult> => {
    if (quotaUntil > now())
      return { kind: 'later', why: 'limit-quota', afterSeconds: Math.ceil((quotaUntil - now()) / 1000) };
    try {
      return written(op, await ask('app', path, init));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log('issue not told', { op, status: null });
      return UNAVAILABLE;
    }
  };

  async function hasComment(issueId: string, { mark }: IssueComment): Promise<boolean> {
    const path = route`/rest/api/3/issue/${issueId}/comment?expand=properties&orderBy=-created&maxResults=100`;
    const page = await read(Comments, await ask('app', path));
    const own = (page?.comments ?? []).flatMap(({ properties }) =>
      properties.filter(({ key }) => key === PROPERTY_KEY),
    );
    return own.some(({ value }) => canonical(value) === canonical(mark));
  }

  async function transitionsOf(issueId: string): Promise<z.infer<typeof Transitions> | null | 'later'> {
    try {
      return await read(Transitions, await ask('app', route`/rest/api/3/issue/${issueId}/transitions`));
    } catch (error) {
      if (error instanceof AppError) return 'later';
      throw error;
    }
  }

  async function transition(issueId: string, name: string): Promise<SyncResult> {
    const known = await transitionsOf(issueId);
    if (known === 'later') return UNAVAILABLE;
    const found = known?.transitions.find((one) => sameLabel(one.name, name));
    if (found === undefined) {
      log('no such transition', { issueId });
      return WRITTEN;
    }
    return write(
      'transition',
      route`/rest/api/3/issue/${issueId}/transitions`,
      sendJson('POST', { transition: { id: found.id } }),
    );
  }

  const toIssue = ({ id, key, names, fields }: z.infer<typeof IssueReply>): Issue => ({
    id,
    key,
    projectKey: fields.project.key,
    isServiceDesk: fields.project.projectTypeKey === 'service_desk',
    reporterAccountId: fields.reporter?.accountId ?? null,
    createdAt: timeOf(fields.created, now()),
    fields,
    fieldNames: names ?? {},
  });

  async function found(as: As, body: object): Promise<z.infer<typeof SearchReply>> {
    const response = await ask(as, route`/rest/api/3/search/jql`, sendJson('POST', body));
    if (response.status === 400) throw new AppError('bad-jql');
    if (!response.ok) throw new AppError('jira-unavailable');
    return z.parse(SearchReply, await response.json());
  }

  return {
    async read(idOrKey, fields, as): Promise<Issue> {
      const wanted = [...WANTED, ...fields].join(',');
      const response = await ask(as, route`/rest/api/3/issue/${idOrKey}?fields=${wanted}&expand=names`);
      // The app may see every issue of its projects: where it is refused, that passes once somebody puts it right.
      if (as === 'app' && (response.status === 401 || response.status === 403)) throw new AppError('jira-unavailable');
      const reply = await read(IssueReply, response);
      if (reply === null) throw new AppError('no-such-issue');
      return toIssue(reply);
    },

    async formAnswers({ key }, label) {
      const forms = await readPlace(Forms, await ask('app', route`/forms/issue/${key}/form`));
      const answers: unknown[] = [];
      for (const { id } of (forms ?? []).filter(isSubmitted)) {
        const path = route`/forms/issue/${key}/form/${id}/format/answers`;
        const given = await readPlace(Answers, await ask('app', path));
        answers.push(...(given ?? []).filter((one) => sameLabel(one.label, label)).map(({ answer }) => answer));
      }
      return answers;
    },

    async requestFieldValues({ key }, label, as) {
      const reply = await readPlace(RequestReply, await ask(as, route`/rest/servicedeskapi/request/${key}`));
      return (reply?.requestFieldValues ?? []).filter((one) => sameLabel(one.label, label)).map(({ value }) => value);
    },

    async addressOf(accountId) {
      const told = await read(EmailReply, await ask('app', route`/rest/api/3/user/email?accountId=${accountId}`));
      if (told?.email !== undefined && told.email !== '') return told.email;
      // Portal-only customers may be unknown there; their profile may still show the address.
      const user = await read(UserReply, await ask('app', route`/rest/api/3/user?accountId=${accountId}`));
      return user?.emailAddress === undefined || user.emailAddress === '' ? null : user.emailAddress;
    },

    async may(permission, issueId) {
      const path = route`/rest/api/3/mypermissions?issueId=${issueId}&permissions=${permission}`;
      const reply = await read(Permissions, await ask('user', path));
      return reply?.permissions[permission]?.havePermission === true;
    },

    async isAdmin() {
      const path = route`/rest/api/3/mypermissions?permissions=ADMINISTER`;
      const reply = await read(Permissions, await ask('user', path));
      return reply?.permissions['ADMINISTER']?.havePermission === true;
    },

    async permitted(permission, issueIds) {
      if (issueIds.length === 0) return new Set();
      const issues = issueIds.map(Number);
      const body = { projectPermissions: [{ permissions: [permission], issues }] };
      const reply = await read(
        Permitted,
        await ask('user', route`/rest/api/3/permissions/check`, sendJson('POST', body)),
      );
      return new Set((reply?.projectPermissions ?? []).flatMap((permitted) => permitted.issues.map(String)));
    },

    async matches(issueId, jql) {
      const body = {
        jql: `issue = ${String(Number(issueId))} AND (${jql})`,
        fields: WANTED,
        maxResults: 1,
        // The search index lags behind: this one issue is read as it is.
        reconcileIssues: [Number(issueId)],
      };
      return (await found('app', body)).issues.some(({ id }) => id === issueId);
    },

    async assertJql(jql) {
      await found('user', { jql, fields: WANTED, maxResults: 1 });
    },

    async requestType({ key, isServiceDesk }) {
      if (!isServiceDesk) return null;
      const path = route`/rest/servicedeskapi/request/${key}?expand=requestType`;
      return (await readPlace(RequestTypeReply, await ask('app', path)))?.requestType?.name ?? null;
    },

    async search(jql, fields, next) {
      const body = {
        jql,
        fields: [...WANTED, ...fields],
        maxResults: SEARCH_PAGE,
        expand: 'names',
        ...(next === null ? {} : { nextPageToken: next }),
      };
      const page = await found('user', body);
      const issues = page.issues.map((issue) => toIssue({ ...issue, names: page.names }));
      return { issues, next: page.isLast === true ? null : (page.nextPageToken ?? null) };
    },

    async readProperty(issueId) {
      const reply = await readPlace(
        MirrorReply,
        await ask('app', route`/rest/api/3/issue/${issueId}?fields=project&properties=${PROPERTY_KEY}`),
      );
      if (reply === null) return null;
      return {
        key: reply.key,
        projectKey: reply.fields.project.key,
        property: reply.properties?.[PROPERTY_KEY] ?? null,
      };
    },

    setProperty: (issueId, property) =>
      write('property', route`/rest/api/3/issue/${issueId}/properties/${PROPERTY_KEY}`, sendJson('PUT', property)),

    async comment(issueId, comment, look) {
      try {
        if (look && (await hasComment(issueId, comment))) return WRITTEN;
      } catch (error) {
        if (error instanceof AppError) return UNAVAILABLE;
        throw error;
      }
      const properties = [
        { key: 'sd.public.comment', value: { internal: comment.isInternal } },
        { key: PROPERTY_KEY, value: comment.mark },
      ];
      return write(
        'comment',
        route`/rest/api/3/issue/${issueId}/comment`,
        sendJson('POST', { body: toDocument(comment), properties }),
      );
    },

    async finish(issueId, wishes) {
      const { label } = wishes;
      const labelled =
        label === null
          ? WRITTEN
          : await write(
              'label',
              route`/rest/api/3/issue/${issueId}`,
              sendJson('PUT', { update: { labels: [{ add: label }] } }),
            );
      if (labelled.kind === 'later' || wishes.transition === null) return labelled;
      return transition(issueId, wishes.transition);
    },
  };
}
