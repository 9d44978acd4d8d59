/**
 * What Jira and this app call things. Whatever becomes part of a storage key is one of these, and is read by them where it
 * comes in: the platform takes letters, digits and a few marks as a key, and throws at anything else.
 */
import * as z from 'zod/mini';

const like = (pattern: RegExp, words?: string) => z.string().check(z.regex(pattern, words));

/** An account of Jira's. */
export const AccountId = like(/^[\w:.-]{1,255}$/);
/** An issue, whatever it is called by now. */
export const IssueId = like(/^[1-9][0-9]{0,17}$/);
/** What people call an issue. */
export const IssueKey = like(/^[A-Z][A-Z0-9_]{1,254}-[1-9][0-9]{0,17}$/, 'is no issue key such as GDPR-1');
export const ProjectKey = like(/^[A-Z][A-Z0-9_]{1,254}$/, 'a project key such as GDPR');
/** What an admin calls a connection. */
export const ConnectionId = like(
  /^[a-z0-9][a-z0-9-]{0,39}$/,
  'an id of lower-case letters, digits and hyphens, at most 40',
);
const Made = like(/^[A-Za-z0-9-]{1,100}$/);
/** Made by the app for each erasure. */
export const ErasureId = Made;
/** Made by the app for each bulk. */
export const BulkId = Made;
