/**
 * What the asking user may do, as Jira says.
 */
import { route } from '@forge/api';
import * as z from 'zod/mini';

import type { Permissions as PermissionsPort } from '../../ports/permissions';
import { ask, read, sendJson } from './request';

const Permissions = z.object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) });
const Permitted = z.object({
  projectPermissions: z.array(
    z.object({ permission: z.string(), issues: z._default(z.array(z.union([z.int(), z.string()])), []) }),
  ),
});

/** The permissions of the asking user. */
export const permissions: PermissionsPort = {
  async may(permission, issueId) {
    const path = route`/rest/api/3/mypermissions?issueId=${issueId}&permissions=${permission}`;
    const reply = await read(Permissions, await ask('user', path));
    return reply?.permissions[permission]?.havePermission === true;
  },

  async isAdmin() {
    const path = route`/rest/api/3/mypermissions?permissions=ADMINISTER`;
    const reply = await read(Permissions, await ask('user', path));
    return reply?.permissions['ADMINISTER']?.havePermission === true;
  },

  async permitted(permission, issueIds) {
    if (issueIds.length === 0) return new Set();
    const issues = issueIds.map(Number);
    const body = { projectPermissions: [{ permissions: [permission], issues }] };
    const reply = await read(
      Permitted,
      await ask('user', route`/rest/api/3/permissions/check`, sendJson('POST', body)),
    );
    return new Set((reply?.projectPermissions ?? []).flatMap((permitted) => permitted.issues.map(String)));
  },
};
