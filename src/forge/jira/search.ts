/**
 * Issues by JQL.
 */
import { route } from '@forge/api';
import * as z from 'zod/mini';
import { AppError } from '../../core/app-error';
import type { As } from '../../core/status/origin';
import type { System } from '../../ports/system';

import type { IssueSearch } from '../../ports/issue-search';
import { IssueReply, toIssue, WANTED } from './issue-reply';
import { ask, sendJson, unavailable } from './request';

const SearchReply = z.object({
  issues: z.array(IssueReply),
  names: z.optional(z.record(z.string(), z.string())),
  nextPageToken: z.optional(z.nullable(z.string())),
  isLast: z.optional(z.boolean()),
});

/** So many are looked at within one call of a screen. */
const SEARCH_PAGE = 50;

async function found(as: As, body: object): Promise<z.infer<typeof SearchReply>> {
  const response = await ask(as, route`/rest/api/3/search/jql`, sendJson('POST', body));
  if (response.status === 400) throw new AppError('bad-jql');
  if (!response.ok) throw unavailable(response);
  return z.parse(SearchReply, await response.json());
}

/** The search of this site. */
export function issueSearchOf({ now }: Pick<System, 'now'>): IssueSearch {
  return {
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

    async search(jql, fields, next) {
      const body = {
        jql,
        fields: [...WANTED, ...fields],
        maxResults: SEARCH_PAGE,
        expand: 'names',
        ...(next === null ? {} : { nextPageToken: next }),
      };
      const page = await found('user', body);
      const issues = page.issues.map((issue) => toIssue({ ...issue, names: page.names }, now()));
      return { issues, next: page.isLast === true ? null : (page.nextPageToken ?? null) };
    },
  };
}
