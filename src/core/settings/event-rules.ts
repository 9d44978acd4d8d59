/**
 * Which events of an issue start an erasure. An admin's rules; there are none to begin with.
 */
import * as z from 'zod/mini';
import { ProjectKey } from '../ids';

/** What can happen to an issue. Jira tells of an edited comment as of a new one. */
export const EventKind = z.enum(['created', 'updated', 'commented']);
export type EventKind = z.infer<typeof EventKind>;

const On = z.array(EventKind).check(z.minLength(1, 'names no event: created, updated or commented'));
const Name = z.string().check(z.trim(), z.minLength(1), z.maxLength(255));

/** A rule: on these events, where the issue, as it is then, is found by a query or has these values. */
export const EventRule = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('jql'),
    on: On,
    jql: Name.check(
      z.maxLength(2000),
      z.refine((jql) => !/\border\s+by\b/i.test(jql), 'JQL without ORDER BY'),
    ),
  }),
  z
    .strictObject({
      kind: z.literal('fields'),
      on: On,
      project: ProjectKey,
      requestType: z.optional(Name),
      status: z.optional(Name),
      label: z.optional(Name),
    })
    .check(
      z.refine(
        ({ requestType, status, label }) => [requestType, status, label].some((one) => one !== undefined),
        'names a project only: add a request type, a status or a label, so that not every issue starts an erasure',
      ),
    ),
]);
export type EventRule = z.infer<typeof EventRule>;

/** What a rule of fields is asked about. */
export interface IssueFacts {
  readonly projectKey: string;
  readonly requestType: string | null;
  readonly status: string | null;
  readonly labels: readonly string[];
}

const same = (a: string | null, b: string): boolean => a?.trim().toLowerCase() === b.toLowerCase();

/** Whether the issue has all the values that the rule names. Names are compared as Jira does: whatever their case. */
export function fits(rule: Extract<EventRule, { kind: 'fields' }>, facts: IssueFacts): boolean {
  const { project, requestType, status, label } = rule;
  return (
    facts.projectKey === project &&
    (requestType === undefined || same(facts.requestType, requestType)) &&
    (status === undefined || same(facts.status, status)) &&
    (label === undefined || facts.labels.some((one) => same(one, label)))
  );
}
