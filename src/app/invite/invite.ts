/**
 * Invites the person of an issue: the opposite of an erasure, and never part of one. Sent once: where nobody knows
 * whether an invitation was taken, a person looks there; nothing is sent again by itself.
 */
import { AppError } from '../../core/app-error';
import type { Erasure } from '../../core/erasure/erasure';
import type { Outcome } from '../../core/status/outcome';
import type { NewEvent } from '../../core/evidence/chain';
import { type Email, isSameAddress } from '../../core/person/email';
import { type Connection, serves, type Settings } from '../../core/settings/schema';
import type { Invitation } from '../../ports/invitations';
import type { Ports } from '../../ports/ports';
import { providerOf } from '../../providers';
import { invitationSentence } from '../../words/outcomes';
import { openConnection } from '../connections/open';
import { parseReason } from '../decide/reason';
import { assertFound, fieldsOf, locate } from '../locate/locate';
import { tryOrLog } from '../background/for-each-until';
import { updateErasure } from '../sync/update';
import { lastErasure } from './last-erasure';

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

/** The latest erasure of a person, as the re-import guard names it. */
type LastErased = Awaited<ReturnType<Ports['erasureIndex']['lastErasureOf']>>;

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
  const located = assertFound(await locate(ports.issues, settings, issue, { as: 'user' }), issue, settings);
  const personId = await ports.addresses.personId(located.person.email);
  return { issue, connection, located, personId };
}

/** What an agent sees before inviting. @throws AppError `erasure-open`, and what the issue and the rules say */
export async function previewInvitation(ports: Ports, issueId: string, connectionId: string) {
  const { connection, located, personId } = await find(ports, issueId, connectionId);
  const erasure = await lastErasure(ports, issueId, personId);
  return {
    address: located.person.email as string,
    promise: providerOf(connection.provider)?.describe(connection.settings).promise ?? '',
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
  if (reason === null || reason.trim() === '') throw new AppError('erased-before');
  return parseReason(reason, person);
}

/**
 * Writes an invitation into the evidence of an erasure that another issue began while it was on its way. One that its own
 * issue began has found it.
 */
async function tellErasureElsewhere(
  ports: Ports,
  { issueId, personId }: Invitation,
  before: LastErased,
  event: NewEvent,
) {
  const last = await ports.erasureIndex.lastErasureOf(personId);
  if (last === null || last.issueId === issueId || last.erasureId === before?.erasureId) return;
  await updateErasure(ports, last.erasureId, (read) => ({ ...read, newEvents: [event] }));
}

/**
 * Invites the person, once; nobody who is being erased, because of whatever issue. The reason for inviting somebody who was
 * erased goes into the evidence of that erasure before anything is sent.
 * @returns what the provider said, in words
 * @throws AppError `erasure-open`; `erased-before` where no reason is given; `invited-before`; `mismatch`
 */
export async function invite(ports: Ports, input: Inviting): Promise<{ words: string }> {
  const { invitations, erasureIndex, connectionSecrets, system } = ports;
  const { issueId, connectionId, accountId } = input;
  const { connection, located, personId } = await find(ports, issueId, connectionId);
  const { email } = located.person;
  if (!isSameAddress(input.expected, email)) throw new AppError('mismatch');
  const look = async () => {
    const erasure = await lastErasure(ports, issueId, personId);
    return { erasure, reason: reasonFor(erasure, input.reason, email) };
  };
  // Whoever is refused leaves no note.
  await look();
  const opened = openConnection(connection, await connectionSecrets.secrets(connection.keptAs), ports);
  if (opened?.invite == null) throw new AppError('bad-settings');
  const invitation: Invitation = { issueId, personId, connectionId };
  const at = system.now();
  const id = await invitations.begin(invitation, accountId, at);
  if (id === null) throw new AppError('invited-before');
  const giveFree = () => invitations.drop(invitation, id);
  const sentEvent = (reason: string | null): NewEvent => ({
    kind: 'invited',
    ...{ at, account: accountId, connection: connectionId, reason },
  });
  let before: LastErased;
  try {
    before = await erasureIndex.lastErasureOf(personId);
    // Whoever began an erasure before the note was written is seen here; whoever does so later sees the note.
    const { erasure, reason } = await look();
    if (!(await invitations.send(invitation, id))) throw new AppError('erasure-open');
    if (erasure !== null)
      await updateErasure(ports, erasure.id, (read) => ({ ...read, newEvents: [sentEvent(reason)] }));
  } catch (error) {
    // Nothing was sent.
    await giveFree();
    throw error;
  }
  const outcome = await opened.invite({ email });
  if (mayBeTaken(outcome)) {
    const tell = () => tellErasureElsewhere(ports, invitation, before, sentEvent(null));
    await tryOrLog(ports, 'invitation', tell, undefined);
  } else await giveFree();
  return {
    words: invitationSentence(outcome, providerOf(connection.provider)?.describe(connection.settings).promise ?? ''),
  };
}
