/**
 * Invitations: each is sent once.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { Chance, Invitations } from '../core/ports';
import { createOrRead } from './kvs-entities';

/** (issue, person, connection): an invitation that was sent, or is on its way. */
const INVITATION = { entityName: 'invitation', schema: z.object({ id: z.string(), at: z.number() }) };

const invitationKey = (issueId: string, personId: string, connectionId: string): string =>
  `${issueId}.${personId}.${connectionId}`;

/** The invitations of this installation. */
export function invitationsOf({ newId }: Pick<Chance, 'newId'>): Invitations {
  return {
    async begin(issueId, personId, connectionId, at) {
      const id = newId();
      const key = invitationKey(issueId, personId, connectionId);
      return (await createOrRead(INVITATION, key, { id, at })).id === id;
    },

    async drop(issueId, personId, connectionId) {
      await kvs.entity(INVITATION.entityName).delete(invitationKey(issueId, personId, connectionId));
    },
  };
}
