/**
 * Whether everything is there in Jira that a connection for tasks names.
 */
import { route } from '@forge/api';
import { AppError } from '../../core/app-error';
import type { Missing, NoTask, TaskPlace } from '../../ports/tasks';
import { ask, readPlace, sameLabel } from './request';
import { Active, LinkTypes, Named } from './task-replies';

/** The id of the issue type that fits; null where the project has none; or why the project does not tell. */
export type TypeIn = (project: string, place: TaskPlace) => Promise<string | NoTask | null>;

const isCalled =
  (wanted: string) =>
  ({ name }: { readonly name: string }): boolean =>
    sameLabel(name, wanted);

async function missingInProject(project: string, place: TaskPlace, typeIn: TypeIn): Promise<Missing[]> {
  const type = await typeIn(project, place);
  if (typeof type === 'string') return [];
  if (type === null) return [{ what: 'issue type', name: place.issueType ?? place.kind }];
  if (type.kind === 'retry') throw new AppError('jira-unavailable');
  return [{ what: 'project', name: project }];
}

/** What Jira does not know. @throws AppError `jira-unavailable` */
export async function missingIn(
  place: TaskPlace,
  resolutions: readonly string[],
  typeIn: TypeIn,
): Promise<readonly Missing[]> {
  const { assignee, project, kind, linkType } = place;
  const user = await readPlace(Active, await ask('app', route`/rest/api/3/user?accountId=${assignee}`));
  const links =
    kind === 'linked task' ? await readPlace(LinkTypes, await ask('app', route`/rest/api/3/issueLinkType`)) : null;
  const known = (await readPlace(Named, await ask('app', route`/rest/api/3/resolution`))) ?? [];
  const isLinkMissing = kind === 'linked task' && links?.issueLinkTypes.some(isCalled(linkType)) !== true;
  return [
    ...(user?.active === true ? [] : [{ what: 'person' as const, name: assignee }]),
    ...(project === null ? [] : await missingInProject(project, place, typeIn)),
    ...(isLinkMissing ? [{ what: 'link type' as const, name: linkType }] : []),
    ...resolutions.filter((name) => !known.some(isCalled(name))).map((name) => ({ what: 'resolution' as const, name })),
  ];
}
