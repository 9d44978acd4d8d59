/**
 * What Jira refuses an app for its rate: points by the hour, and bursts at one endpoint.
 * @see https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
 */
import { FixedWindow } from '../fixed-window';
import type { JiraResponse } from '../forge/host';
import type { JiraStrictness } from '../strictness';

const HOUR = 3_600_000;
const SECOND = 1000;

const refused = (reason: string, limit: number, seconds: number): JiraResponse => ({
  status: 429,
  headers: {
    'Retry-After': String(seconds),
    'RateLimit-Reason': reason,
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': '0',
  },
  body: { errorMessages: ['Rate limit exceeded.'] },
});

export class JiraQuotas {
  private readonly points: FixedWindow;
  private readonly bursts = new Map<string, FixedWindow>();

  constructor(private readonly limits: JiraStrictness) {
    this.points = new FixedWindow(HOUR, limits.pointsPerHour);
  }

  /** Counts a request at an endpoint. @returns Jira's answer where there were too many; null where it is taken */
  take(method: string, endpoint: string, now: number): JiraResponse | null {
    const forPoints = this.points.wait(now);
    if (forPoints > 0) return refused('jira-quota-global-based', this.limits.pointsPerHour, forPoints);
    const most = this.limits.burst[method as keyof JiraStrictness['burst']];
    if (!Number.isFinite(most)) return null;
    const name = `${method} ${endpoint}`;
    const burst = this.bursts.get(name) ?? new FixedWindow(SECOND, most);
    this.bursts.set(name, burst);
    const forBurst = burst.wait(now);
    if (forBurst > 0) return refused('jira-burst-based', most, forBurst);
    burst.use(now);
    return null;
  }

  /** Counts what the answer to a request cost. */
  spend(points: number, now: number): void {
    this.points.use(now, points);
  }
}
