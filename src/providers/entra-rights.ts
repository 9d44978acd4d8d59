/** What an app of Microsoft Entra ID is allowed, as its token says it. */
import * as z from 'zod/mini';
import { claimsOf } from './kit';
import type { Grants } from './kit/grants';

const READ = 'User.Read.All';
const DELETE = 'User.DeleteRestore.All';
const Token = z.object({ access_token: z.string() });
const Claims = z.object({ roles: z.array(z.string()) });
const tokenOf = (...roles: string[]) => `e30.${Buffer.from(JSON.stringify({ roles })).toString('base64url')}.x`;

/** What the app has to be allowed: also by User.ReadWrite.All, which does not reach the bin. */
export const rights = (permanently: boolean): Grants => ({
  needs: [READ, DELETE],
  reads: ({ json: reply }) => {
    const token = z.safeParse(Token, reply).data?.access_token ?? '';
    const { roles = [] } = z.safeParse(Claims, claimsOf(token)).data ?? {};
    const implied = permanently ? [READ] : [READ, DELETE];
    return roles.includes('User.ReadWrite.All') ? [...roles, ...implied] : roles;
  },
  example: { access_token: tokenOf(READ, DELETE) },
});
