/**
 * Jira's limit of writes to one issue: 20 in 2 seconds and 100 in 30 seconds.
 */
const WINDOWS = [
  { milliseconds: 2000, most: 20 },
  { milliseconds: 30_000, most: 100 },
];

export class PerIssueWrites {
  private readonly times = new Map<string, number[]>();

  /** Counts a write. @returns the seconds to wait where there were too many: then it is not counted. */
  take(issueId: string, now: number): number {
    const recent = (this.times.get(issueId) ?? []).filter((at) => at > now - 30_000);
    const full = WINDOWS.find(
      ({ milliseconds, most }) => recent.filter((at) => at > now - milliseconds).length >= most,
    );
    if (full !== undefined) return Math.ceil(full.milliseconds / 1000);
    this.times.set(issueId, [...recent, now]);
    if (this.times.size > 1000) this.times.delete(this.times.keys().next().value ?? '');
    return 0;
  }
}
