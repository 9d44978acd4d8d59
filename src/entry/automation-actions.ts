/**
 * Actions of automation rules. They run as the user of the rule's connection, who has to be allowed what the rule does.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/modules/automation-action/
 */
import { errorWords } from '../words/errors';
import { NeedsAuthenticationError } from '@forge/api';
import * as z from 'zod/mini';
import { request } from '../app/request/request';
import { mayClose } from '../core/erasure/closing';
import { count, statusTold } from '../core/erasure/erasure';
import { AccountId, IssueKey } from '../core/ids';
import type { Ports } from '../ports/ports';
import { AppError } from '../core/app-error';
import { consoleLog } from '../forge/log';
import { portsOfThisInstallation } from '../forge/ports';

/** As a rule's author typed it, or a smart value yields it. */
const Typed = z.pipe(z.string().check(z.trim()), IssueKey);
/** Ids of connections, with commas between them; empty: all of them. */
const ConnectionIds = z.pipe(
  z._default(z.string().check(z.maxLength(5000)), ''),
  z.transform((text) =>
    text
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== ''),
  ),
);
const Deletion = z.object({ issueKey: Typed, connections: z.optional(ConnectionIds) });
const Question = z.object({ issueKey: Typed });
const Context = z.object({ principal: z.object({ accountId: AccountId }) });

/** An error stops the rule, and stands in its audit log for ever: no personal data. */
type Failed = { readonly errors: readonly { readonly message: string }[] };
const failed = (message: string): Failed => ({ errors: [{ message }] });

const NO_CONSENT = 'The user of this rule’s connection has to open the app once and allow it to act for them.';

function wordsFor(error: unknown): string {
  if (error instanceof AppError) return errorWords(error);
  if (error instanceof NeedsAuthenticationError) return NO_CONSENT;
  consoleLog('action failed', { error: error instanceof Error ? error.name : 'unknown' });
  return 'Something went wrong in the app. Nothing is lost; run the rule again.';
}

async function answer<S extends z.ZodMiniType, Outputs>(
  inputs: S,
  payload: unknown,
  context: unknown,
  work: (ports: Ports, given: z.output<S>, accountId: string) => Promise<Outputs>,
): Promise<Outputs | Failed> {
  const parsed = z.safeParse(inputs, payload);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return failed(`The inputs of this action cannot be used. ${wrong.join('; ')}`);
  }
  const asker = z.safeParse(Context, context);
  if (!asker.success) return failed(NO_CONSENT);
  try {
    return await work(portsOfThisInstallation(), parsed.data, asker.data.principal.accountId);
  } catch (error) {
    return failed(wordsFor(error));
  }
}

/** *Delete user at all providers*: begins the erasure of the issue's person, or finds the one that was begun. */
export const deleteUserAction = (payload: unknown, context: unknown) =>
  answer(Deletion, payload, context, async (ports, { issueKey, connections = [] }, accountId) => {
    // The rule's author wrote the key: what the connection's user may not do, the rule may not do.
    const { id } = await ports.issues.read(issueKey, [], 'user');
    if (!(await ports.permissions.may('EDIT_ISSUES', id))) throw new AppError('not-permitted');
    const { erasureId, status } = await request(ports, {
      issue: id,
      origin: { via: 'automation', accountId },
      ...(connections.length === 0 ? {} : { connections }),
    });
    return { erasureId, status };
  });

/** *Get erasure status*: where the issue's latest erasure stands. `none` where there is none. */
export const erasureStatusAction = (payload: unknown, context: unknown) =>
  answer(Question, payload, context, async ({ issues, erasureIndex, stepStore, settings }, { issueKey }) => {
    const { id } = await issues.read(issueKey, [], 'user');
    const [latest] = await erasureIndex.erasuresOfIssue(id);
    if (latest === undefined)
      return {
        ...{ erasureId: null, status: 'none', done: 0, handedOver: 0, blocked: 0, mayClose: false },
        ...{ dueAt: null, finishedAt: null },
      } as const;
    const steps = await stepStore.steps(latest.stepKeys);
    const { done, handedOver, blocked } = count(latest, steps);
    const { closing } = (await settings.read()).status;
    const { dueAt, finishedAt } = latest;
    return {
      erasureId: latest.id,
      status: statusTold(latest),
      done,
      handedOver,
      blocked,
      mayClose: mayClose(latest, closing),
      dueAt: new Date(dueAt).toISOString(),
      finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString(),
    };
  });
