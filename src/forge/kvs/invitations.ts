/**
 * Invitations: each is sent once.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { Invitation, Invitations } from '../../ports/invitations';
import type { System } from '../../ports/system';
import { bothUnchanged, getOrCreate, readMany, readOne, unchanged, writeConditionally } from './conditional';

/** (issue, person, connection): an invitation that is about to be sent (`begun`); or was sent, or is on its way (`sent`). */
const INVITATION = {
  entityName: 'invitation',
  schema: z.object({
    id: z.string(),
    sentAt: z.number(),
    state: z._default(z.enum(['begun', 'sent']), 'sent'),
    account: z._default(z.string(), ''),
  }),
};
type Noted = z.infer<typeof INVITATION.schema>;
const { entityName } = INVITATION;

const invitationKey = ({ issueId, personId, connectionId }: Invitation): string =>
  `${issueId}.${personId}.${connectionId}`;

/** The condition that this very invitation was not sent yet. */
const stillBegun = (id: string) => bothUnchanged<Noted>(['id', id], ['state', 'begun']);

/** Calls off what was not sent yet; false where it was sent before that. */
async function callOff(key: string, id: string): Promise<boolean> {
  return writeConditionally(
    () =>
      kvs
        .transact()
        .delete(key, { entityName, conditions: stillBegun(id) })
        .execute(),
    async () => {
      const current = await readOne(INVITATION, key);
      if (current?.id !== id) return 'applied';
      return current.state === 'begun' ? 'unchanged' : 'conflict';
    },
  );
}

/** The invitations of this installation. */
export function invitationsOf({ newId }: Pick<System, 'newId'>): Invitations {
  return {
    async begin(invitation, account, sentAt) {
      const id = newId();
      const noted = { id, sentAt, state: 'begun' as const, account };
      return (await getOrCreate(INVITATION, invitationKey(invitation), noted)).id === id ? id : null;
    },

    async send(invitation, id) {
      const key = invitationKey(invitation);
      const begun = await readOne(INVITATION, key);
      if (begun?.id !== id) return false;
      const sent: Noted = { ...begun, state: 'sent' };
      return writeConditionally(
        () =>
          kvs
            .transact()
            .set(key, sent, { entityName, conditions: stillBegun(id) })
            .execute(),
        async () => {
          const current = await readOne(INVITATION, key);
          if (current?.id !== id) return 'conflict';
          return current.state === 'sent' ? 'applied' : 'unchanged';
        },
      );
    },

    async drop(invitation, id) {
      const key = invitationKey(invitation);
      await writeConditionally(
        () =>
          kvs
            .transact()
            .delete(key, { entityName, conditions: unchanged<Noted>('id', id) })
            .execute(),
        async () => ((await readOne(INVITATION, key))?.id === id ? 'unchanged' : 'applied'),
      );
    },

    async sentOrCalledOff(issueId, personId, connectionIds) {
      const keys = connectionIds.map((connectionId) => invitationKey({ issueId, personId, connectionId }));
      const noted = await readMany(INVITATION, keys);
      const sent = await Promise.all(
        connectionIds.map(async (connectionId, index) => {
          const key = keys[index] ?? '';
          const one = noted.get(key);
          if (one === undefined || (one.state === 'begun' && (await callOff(key, one.id)))) return [];
          return [{ connectionId, account: one.account === '' ? null : one.account, sentAt: one.sentAt }];
        }),
      );
      return sent.flat();
    },
  };
}
