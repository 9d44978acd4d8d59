/**
 * Invitations: each is sent once.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { Invitations } from '../../ports/invitations';
import type { System } from '../../ports/system';
import { getOrCreate } from './conditional';

/** (issue, person, connection): an invitation that was sent, or is on its way. */
const INVITATION = { entityName: 'invitation', schema: z.object({ id: z.string(), sentAt: z.number() }) };

const invitationKey = (issueId: string, personId: string, connectionId: string): string =>
  `${issueId}.${personId}.${connectionId}`;

/** The invitations of this installation. */
export function invitationsOf({ newId }: Pick<System, 'newId'>): Invitations {
  return {
    async begin(issueId, personId, connectionId, sentAt) {
      const id = newId();
      const key = invitationKey(issueId, personId, connectionId);
      return (await getOrCreate(INVITATION, key, { id, sentAt })).id === id;
    },

    async drop(issueId, personId, connectionId) {
      await kvs.entity(INVITATION.entityName).delete(invitationKey(issueId, personId, connectionId));
    },
  };
}
