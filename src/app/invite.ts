/**
 * Invites the person of an issue: the opposite of an erasure, and never part of one. Sent once: where nobody knows
 * whether an invitation was taken, a person looks there; nothing is sent again by itself.
 */
import { type Erasure, hasEnded } from '../core/erasure';
import type { News } from '../core/evidence';
import type { Outcome } from '../core/outcome';
import { type Email, isSameAddress } from '../core/person';
import type { Ports } from '../core/ports';
import { RefusedError } from '../core/refusal';
import { invitationSentence } from '../core/report';
import { type Connection, serves, type Settings } from '../core/settings';
import { providerOf } from '../providers';
import { change } from './change';
import { openConnection } from './connections';
import { erasedBefore } from './erased-before';
import { fieldsOf, locate, mustBeFound } from './locate';
import { mustBeReason } from './reason';

/** An invitation that an agent asks for. */
export interface Inviting {
  readonly issueId: string;
  readonly connectionId: string;
  readonly accountId: string;
  /** The address that the agent saw. */
  readonly expected: string;
  /** Why somebody who was erased is invited all the same. */
  readonly reason: string | null;
}

/** The connections that invite people of a project. */
export const invitersFor = ({ connections }: Settings, projectKey: string): Connection[] =>
  connections.filter(
    (connection) => providerOf(connection.provider)?.invites === true && serves(connection, projectKey),
  );

async function find(ports: Ports, issueId: string, connectionId: string) {
  const settings = await ports.settings.read();
  const issue = await ports.issues.read(issueId, fieldsOf(settings), 'user');
  if (!settings.policy.projects.includes(issue.projectKey)) throw new RefusedError('project-not-allowed');
  const connection = invitersFor(settings, issue.projectKey).find(({ id }) => id === connectionId);
  if (connection === undefined) throw new RefusedError('unknown-connection');
  const located = mustBeFound(await locate(ports.issues, settings, issue, 'user'), issue, settings);
  const personId = await ports.vault.personId(located.person.email);
  return { issue, connection, located, personId };
}

/** What an agent sees before inviting. @throws RefusedError */
export const previewInvitation = (ports: Ports) => async (issueId: string, connectionId: string) => {
  const { connection, located, personId } = await find(ports, issueId, connectionId);
  const erasure = await erasedBefore(ports, personId);
  return {
    address: located.person.email as string,
    promise: providerOf(connection.provider)?.promise ?? '',
    erasedAt: erasure === null ? null : (erasure.finishedAt ?? erasure.requestedAt),
  };
};

/** Nothing arrived at the provider: the invitation can be sent again. */
const NOTHING_SENT: readonly string[] = ['rate-limited', 'insecure'];

/** Whether an outcome leaves open that the invitation was taken. */
const mayBeTaken = (outcome: Outcome): boolean =>
  outcome.kind === 'registered' ||
  (outcome.kind === 'retry' && !NOTHING_SENT.includes(outcome.reason)) ||
  (outcome.kind === 'refused' && outcome.reason === 'unexpected-reply');

/** Why somebody who was erased is invited all the same; null where nobody was erased. @throws RefusedError */
function reasonFor(erasure: Erasure | null, reason: string | null, person: Email): string | null {
  if (erasure === null) return null;
  if (!hasEnded(erasure)) throw new RefusedError('erased-before', 'The erasure has not ended yet.');
  if (reason === null || reason.trim() === '') throw new RefusedError('erased-before');
  return mustBeReason(reason, person);
}

/**
 * Invites the person, once. The reason for inviting somebody who was erased goes into the evidence of that erasure
 * before anything is sent.
 * @returns what the provider said, in words
 * @throws RefusedError `erased-before` where no reason is given; `invited-before`; `mismatch`
 */
export const invite =
  (ports: Ports) =>
  async (asked: Inviting): Promise<{ words: string }> => {
    const { invitations, vault, chance } = ports;
    const { issueId, connectionId, accountId } = asked;
    const { connection, located, personId } = await find(ports, issueId, connectionId);
    const { email } = located.person;
    if (!isSameAddress(asked.expected, email)) throw new RefusedError('mismatch');
    const erasure = await erasedBefore(ports, personId);
    const reason = reasonFor(erasure, asked.reason, email);
    const opened = openConnection(connection, await vault.secrets(connection.keptAs), ports);
    if (opened?.invite == null) throw new RefusedError('bad-settings');
    if (!(await invitations.begin(issueId, personId, connectionId, chance.now())))
      throw new RefusedError('invited-before');
    const giveFree = () => invitations.drop(issueId, personId, connectionId);
    if (erasure !== null && reason !== null) {
      const news: News = { kind: 'invited', at: chance.now(), account: accountId, connection: connectionId, reason };
      try {
        await change(ports, erasure.id, (read) => ({ ...read, news: [news] }));
      } catch (error) {
        // Nothing was sent.
        await giveFree();
        throw error;
      }
    }
    const outcome = await opened.invite({ email });
    if (!mayBeTaken(outcome)) await giveFree();
    return { words: invitationSentence(outcome, providerOf(connection.provider)?.promise ?? '') };
  };
