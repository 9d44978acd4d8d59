/**
 * What the app writes on issues, over Jira's REST API.
 */
import { type APIResponse, type Route, route } from '@forge/api';
import * as z from 'zod/mini';
import { AppError } from '../../core/app-error';
import { PROPERTY_KEY } from '../../core/erasure/issue-property';
import { LONGEST_PAUSE } from '../../core/erasure/step';
import { limitOf, type SyncResult, WRITTEN } from '../../core/status/sync-result';
import { canonical } from '../../core/evidence/chain';
import { readRetryAfter } from '../../core/reply/retry-after';
import type { IssueComment } from '../../ports/issue-writer';
import type { Log } from '../../ports/log';
import type { System } from '../../ports/system';
import { toDocument } from './comment-document';

import type { IssueWriter } from '../../ports/issue-writer';
import { ask, type Init, read, readPlace, sameLabel, sendJson } from './request';

const MirrorReply = z.object({
  key: z.string(),
  fields: z.object({ project: z.object({ key: z.string() }) }),
  properties: z.optional(z.record(z.string(), z.unknown())),
});
const Comments = z.object({
  comments: z.array(
    z.object({ properties: z._default(z.array(z.object({ key: z.string(), value: z.unknown() })), []) }),
  ),
});
const Transitions = z.object({ transitions: z.array(z.object({ id: z.string(), name: z.string() })) });

const GONE: SyncResult = { kind: 'gone' };
const UNAVAILABLE: SyncResult = { kind: 'later', why: 'unavailable' };
/** When Jira does not say how long its limit holds. */
const LIMIT_SECONDS = 60;

/** Writes on the issues of this site. */
export function issueWriterOf({ now }: Pick<System, 'now'>, log: Log): IssueWriter {
  // The quota is one for the whole app: once it is used up, nothing else is asked for until then.
  let quotaUntil = 0;

  const limited = ({ headers }: APIResponse): SyncResult => {
    const why = limitOf(headers.get('RateLimit-Reason'));
    const seconds = readRetryAfter(headers.get('Retry-After'), now()) ?? LIMIT_SECONDS;
    const afterSeconds = Math.min(seconds, LONGEST_PAUSE / 1000);
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

  return {
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
