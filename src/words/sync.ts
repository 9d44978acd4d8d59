import type { SyncError } from '../core/status/sync-result';
/** Why an issue could not be told yet. */
export const SYNC_ERROR_WORDS: Record<SyncError, string> = {
  unavailable: 'Jira did not answer.',
  refused: 'Jira does not let the app write on this issue. Check the app’s permissions in this project.',
  'limit-burst': 'Jira asked the app to slow down (too many requests at once).',
  'limit-issue': 'Jira asked the app to slow down (too many writes on this issue).',
  'limit-quota': 'The app’s hourly quota of requests to Jira is used up.',
};
export const OUT_OF_DATE_WORDS = 'The issue is not up to date yet; it is updated as soon as Jira allows.';
export const ISSUE_GONE_WORDS = 'The issue is gone, or the app cannot see it any more. What happened stands here only.';
