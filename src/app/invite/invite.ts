/**
 * Invites the person of an issue: the opposite of an erasure, and never part of one. Sent once: where nobody knows
 * whether an invitation was taken, a person looks there; nothing is sent again by itself.
 */
import { AppError } from '../../core/app-error';
import { type Erasure, hasEnded } from '../../core/erasure/erasure';
import type { Outcome } from '../../core/status/outcome';
import type { NewEvent } from '../../core/evidence/chain';
import { type Email, isSameAddress } from '../../core/person/email';
import { type Connection, serves, type Settings } from '../../core/settings/schema';
import type { Ports } from '../../ports/ports';
import { providerOf } from '../../providers';
import { invitationSentence } from '../../words/outcomes';
import { openConnection } from '../connections/open';
import { parseReason } from '../decide/reason';
import { assertFound, fieldsOf, locate } from '../locate/locate';
import { previousErasure } from '../request/previous-erasure';
import { updateErasure } from '../sync/update';

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
  if (!settings.policy.projects.includes(issue.projectKey)) throw new AppError('project-not-allowed');
  const connection = invitersFor(settings, issue.projectKey).find(({ id }) => id === connectionId);
  if (connection === undefined) throw new AppError('unknown-connection');
  const located = assertFound(await locate(ports.issues, settings, issue, 'user'), issue, settings);
  const personId = await ports.addresses.personId(located.person.email);
  return { issue, connection, located, personId };
}

/** What an agent sees before inviting. @throws AppError */
export async function previewInvitation(ports: Ports, issueId: string, connectionId: string) {
  const { connection, located, personId } = await find(ports, issueId, connectionId);
  const erasure = await previousErasure(ports, personId);
  return {
    address: located.person.email as string,
    promise: providerOf(connection.provider)?.promise ?? '',
    erasedAt: erasure === null ? null : (erasure.finishedAt ?? erasure.requestedAt),
  };
}

/** Nothing arrived at the provider: the invitation can be sent again. */
const NOTHING_SENT: readonly string[] = ['rate-limited', 'insecure'];

/** Whether an outcome leaves open that the invitation was taken. */
const mayBeTaken = (outcome: Outcome): boolean =>
  outcome.kind === 'registered' ||
  (outcome.kind === 'retry' && !NOTHING_SENT.includes(outcome.reason)) ||
  (outcome.kind === 'refused' && outcome.reason === 'unexpected-reply');

/** Why somebody who was erased is invited all the same; null where nobody was erased. @throws AppError */
function reasonFor(erasure: Erasure | null, reason: string | null, person: Email): string | null {
  if (erasure === null) return null;
  if (!hasEnded(erasure)) throw new AppError('erased-before', 'The erasure has not ended yet.');
  if (reason === null || reason.trim() === '') throw new AppError('erased-before');
  return parseReason(reason, person);
}

/**
 * Invites the person, once. The reason for inviting somebody who was erased goes into the evidence of that erasure
 * before anything is sent.
 * @returns what the provider said, in words
 * @throws AppError `erased-before` where no reason is given; `invited-before`; `mismatch`
 */
export async function invite(ports: Ports, asked: Inviting): Promise<{ words: string }> {
  const { invitations, connectionSecrets, system } = ports;
  const { issueId, connectionId, accountId } = asked;
  const { connection, located, personId } = await find(ports, issueId, connectionId);
  const { email } = located.person;
  if (!isSameAddress(asked.expected, email)) throw new AppError('mismatch');
  const erasure = await previousErasure(ports, personId);
  const reason = reasonFor(erasure, asked.reason, email);
  const opened = openConnection(connection, await connectionSecrets.secrets(connection.keptAs), ports);
  if (opened?.invite == null) throw new AppError('bad-settings');
  if (!(await invitations.begin(issueId, personId, connectionId, system.now()))) throw new AppError('invited-before');
  const giveFree = () => invitations.drop(issueId, personId, connectionId);
  if (erasure !== null && reason !== null) {
    const news: NewEvent = { kind: 'invited', at: system.now(), account: accountId, connection: connectionId, reason };
    try {
      await updateErasure(ports, erasure.id, (read) => ({ ...read, news: [news] }));
    } catch (error) {
      // Nothing was sent.
      await giveFree();
      throw error;
    }
  }
  const outcome = await opened.invite({ email });
  if (!mayBeTaken(outcome)) await giveFree();
  return { words: invitationSentence(outcome, providerOf(connection.provider)?.promise ?? '') };
}
