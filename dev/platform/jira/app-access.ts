/**
 * What the app may do in each project: its user may lack permissions there, or an organisation admin's app access rule may
 * keep the app out of it altogether.
 * @see https://support.atlassian.com/security-and-access-policies/docs/block-app-access/
 */

/** Everything; reading only; nothing, as if there were no such project; or kept out by a rule, whoever it asks for. */
export type AppMay = 'everything' | 'read' | 'nothing' | 'kept-out';

export class AppAccess {
  private readonly projects = new Map<string, AppMay>();

  set(projectKey: string, may: AppMay): void {
    this.projects.set(projectKey, may);
  }

  of(projectKey: string): AppMay {
    return this.projects.get(projectKey) ?? 'everything';
  }

  /** Whether the app's own user has a permission in a project. */
  grants(permission: string, projectKey: string): boolean {
    const may = this.of(projectKey);
    return may === 'everything' || (may === 'read' && permission === 'BROWSE_PROJECTS');
  }
}
