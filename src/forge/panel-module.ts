import { getAppContext } from '@forge/api';

/** As the manifest has it. */
const KEY = 'erasure-panel';

/**
 * What Jira calls the issue panel of this installation, where it is pinned to projects.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-panels/
 */
export function panelModule(): string {
  const { appAri, environmentAri } = getAppContext();
  return `ari:cloud:ecosystem::extension/${appAri.appId}/${environmentAri.environmentId}/static/${KEY}`;
}
