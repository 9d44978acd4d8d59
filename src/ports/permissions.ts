/** What Jira calls the permissions that the app asks about. */
export type Permission = 'BROWSE_PROJECTS' | 'EDIT_ISSUES' | 'ADMINISTER_PROJECTS';

/** What the asking user may do. */
export interface Permissions {
  /** Whether the asking user has a permission at the issue. */
  may(permission: Permission, issueId: string): Promise<boolean>;
  /** Whether the asking user administers Jira. */
  isAdmin(): Promise<boolean>;
  /** Those of the issues at which the asking user has a permission. */
  permitted(permission: Permission, issueIds: readonly string[]): Promise<Set<string>>;
}
