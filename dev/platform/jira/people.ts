/**
 * Who is on the sample site, and who may do what there.
 */
export interface User {
  readonly name: string;
  readonly accountId: string;
  readonly accountType: 'atlassian' | 'customer' | 'app';
  readonly displayName: string;
  readonly email: string;
}

const user = (
  name: string,
  displayName: string,
  email: string,
  accountType: User['accountType'] = 'atlassian',
): User => ({
  name,
  accountId: accountType === 'customer' ? `qm:local:${name}` : `local-${name}`,
  accountType,
  displayName,
  email,
});

export const USERS: readonly User[] = [
  user('admin', 'Ada Admin', 'ada.admin@ourcompany.example'),
  user('second-admin', 'Abel Admin', 'abel.admin@ourcompany.example'),
  user('agent', 'Arne Agent', 'arne.agent@ourcompany.example'),
  user('second-agent', 'Sefa Agent', 'sefa.agent@ourcompany.example'),
  user('other-agent', 'Otto Otheragent', 'otto.otheragent@ourcompany.example'),
  user('project-admin', 'Petra Projectadmin', 'petra.projectadmin@ourcompany.example'),
  user('user', 'Uma User', 'uma.user@ourcompany.example'),
  user('requester', 'Rita Requester', 'rita.requester@example.com'),
  user('customer', 'Carla Customer', 'carla.customer@example.com', 'customer'),
  // The account by which rules of Automation for Jira act.
  user('automation', 'Automation for Jira', '', 'app'),
];

/** The app's own account: what it may do is limited by its scopes, not here. */
export const APP_USER: User = { ...user('app', 'User Erasure', '', 'app'), accountId: 'app-user-erasure' };

export const userByName = (name: string): User | undefined => USERS.find((one) => one.name === name);
export const userById = (accountId: string): User | undefined =>
  [...USERS, APP_USER].find((one) => one.accountId === accountId);

const ADMINS = ['admin', 'second-admin'];

/** What Forge calls an account: `customer` has the portal only, `unlicensed` an Atlassian account without this product. */
export type LicenceKind = 'licensed' | 'unlicensed' | 'customer';

export function licenceOf({ name, accountType }: User): LicenceKind {
  if (accountType === 'customer') return 'customer';
  return name === 'requester' ? 'unlicensed' : 'licensed';
}

type Role = 'admin' | 'project-admin' | 'agent' | 'viewer' | 'none';

/** Which role a user has in a project. */
export function roleOf({ name, accountType }: User, projectKey: string): Role {
  if (ADMINS.includes(name) || accountType === 'app') return 'admin';
  if (name === 'agent' || name === 'second-agent') return projectKey === 'GDPR' ? 'agent' : 'none';
  if (name === 'other-agent') return projectKey === 'OPS' ? 'agent' : 'none';
  if (name === 'project-admin') return projectKey === 'GDPR' ? 'project-admin' : 'none';
  return name === 'user' ? 'viewer' : 'none';
}

const AN_AGENT_MAY = [
  'BROWSE_PROJECTS',
  'CREATE_ISSUES',
  'EDIT_ISSUES',
  'ADD_COMMENTS',
  'TRANSITION_ISSUES',
  'ASSIGNABLE_USER',
];
const A_PROJECT_ADMIN_MAY = [...AN_AGENT_MAY, 'DELETE_ISSUES', 'ADMINISTER_PROJECTS'];
const MAY: Record<Role, readonly string[]> = {
  admin: A_PROJECT_ADMIN_MAY,
  'project-admin': A_PROJECT_ADMIN_MAY,
  agent: AN_AGENT_MAY,
  viewer: ['BROWSE_PROJECTS'],
  none: [],
};

/** Whether a user has a permission in a project; global permissions have no project. */
export function may(who: User, permission: string, projectKey: string | null): boolean {
  if (permission === 'ADMINISTER') return ADMINS.includes(who.name);
  return projectKey !== null && MAY[roleOf(who, projectKey)].includes(permission);
}
