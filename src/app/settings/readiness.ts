import type { Notice } from '../../contract/erasure-view';
import type { Settings } from '../../core/settings/schema';
import { planFor } from '../locate/assess';

/** What keeps every erasure from going on, in a project or (null) anywhere. */
export function readiness(settings: Settings, projectKey: string | null): Notice | null {
  if (settings.paused) return 'paused';
  const { extraction, policy } = settings;
  const projects = projectKey === null ? policy.projects : policy.projects.filter((key) => key === projectKey);
  const isReady = projects.some((key) => planFor(settings, key).plan.length > 0);
  return isReady && extraction.sources.length > 0 ? null : 'not-configured';
}
