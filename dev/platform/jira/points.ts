/**
 * What Jira counts against the hourly quota: a read is a point and one for every object it answers with (two for users and
 * permissions), a write is one point.
 * @see https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
 */
export function pointsOf(method: string, path: string, body: unknown): number {
  if (path.includes('permissions') || path.includes('/user')) return 3;
  if (path.includes('/search')) {
    const { issues = [] } = (body ?? {}) as { issues?: unknown[] };
    return 1 + issues.length;
  }
  return method === 'GET' ? 2 : 1;
}
