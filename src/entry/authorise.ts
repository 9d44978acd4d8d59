import * as z from 'zod/mini';
import { mayDecide, type Where } from '../app/decide/may-decide';
import type { Needs } from '../contract/call';
import { AppError } from '../core/app-error';
import { AccountId, ErasureId, IssueId, IssueKey } from '../core/ids';
import type { Ports } from '../ports/ports';

/** Who asks from where, as the platform vouches for it. */
export interface Caller {
  readonly accountId: string;
  /** The issue of the screen; null on pages outside of issues. */
  readonly issueId: string | null;
  readonly projectKey: string | null;
  /** The request of the customer portal whose page it is; null on every other page. */
  readonly requestKey: string | null;
}

/** A caller who may make the call. `mayEdit`: the issue; false where no issue is concerned. */
export interface Asker extends Caller {
  readonly mayEdit: boolean;
}

const Context = z.object({
  accountId: AccountId,
  extension: z.optional(
    z.object({
      issue: z.optional(z.object({ id: IssueId })),
      project: z.optional(z.object({ key: z.optional(z.string()) })),
      request: z.optional(z.object({ key: IssueKey })),
    }),
  ),
});

/**
 * What the platform calls everybody who is not logged in: one account for all of them.
 * @see https://developer.atlassian.com/platform/forge/access-to-forge-apps-for-unlicensed-users/
 */
const ANONYMOUS = 'unidentified';

/** The caller in a resolver's secure context. @throws AppError `not-permitted` where there is none */
export function callerIn(context: unknown): Caller {
  const parsed = z.safeParse(Context, context);
  if (!parsed.success || parsed.data.accountId === ANONYMOUS) throw new AppError('not-permitted');
  const { accountId, extension } = parsed.data;
  return {
    accountId,
    issueId: extension?.issue?.id ?? null,
    projectKey: extension?.project?.key ?? null,
    requestKey: extension?.request?.key ?? null,
  };
}

/** The issue of the screen. @throws AppError `no-such-issue` on pages outside of issues */
export function issueOf({ issueId }: Caller): string {
  if (issueId === null) throw new AppError('no-such-issue');
  return issueId;
}

const OfErasure = z.object({ erasureId: ErasureId });

/** The issue that the permission is asked for: the screen's own, or that of the erasure on a page outside of issues. */
async function issueConcerned({ erasureStore }: Ports, caller: Caller, input: unknown): Promise<Where> {
  const parsed = z.safeParse(OfErasure, input);
  if (caller.issueId !== null || !parsed.success) return { issueId: issueOf(caller), isIssueGone: false };
  const erasure = await erasureStore.erasure(parsed.data.erasureId);
  if (erasure === null) throw new AppError('not-permitted');
  return erasure;
}

/** An erasure is asked about, and decided about, from its own issue only. */
async function assertBelongs({ erasureStore }: Ports, { issueId }: Caller, input: unknown): Promise<void> {
  const parsed = z.safeParse(OfErasure, input);
  if (issueId === null || !parsed.success) return;
  const erasure = await erasureStore.erasure(parsed.data.erasureId);
  if (erasure?.issueId !== issueId) throw new AppError('not-open');
}

/**
 * The issue of a request that the caller made. Jira is asked as the app who made it: most customers of a portal have no
 * rights in Jira that could be asked about, and some cannot be asked for.
 */
async function ownRequest({ issues }: Ports, { accountId, requestKey }: Caller): Promise<string> {
  if (requestKey === null) throw new AppError('no-such-issue');
  const { id, reporterAccountId } = await issues.read(requestKey, [], 'app');
  if (reporterAccountId !== accountId) throw new AppError('not-permitted');
  return id;
}

/**
 * Lets a caller make a call, or not: the one place where calls of screens are authorised.
 * @throws AppError `not-permitted`; `no-such-issue` where the issue may not be seen; `not-open` where the erasure is
 * another issue's
 */
export async function authorise(ports: Ports, needs: Needs, caller: Caller, input: unknown): Promise<Asker> {
  const { permissions } = ports;
  if (needs === 'account') return { ...caller, mayEdit: false };
  if (needs === 'admin') {
    if (!(await permissions.isAdmin())) throw new AppError('not-permitted');
    return { ...caller, mayEdit: false };
  }
  if (needs === 'requester') return { ...caller, issueId: await ownRequest(ports, caller), mayEdit: false };
  const where = await issueConcerned(ports, caller, input);
  const mayEdit = await mayDecide(ports, where);
  if (!mayEdit && needs === 'edit') throw new AppError('not-permitted');
  if (!mayEdit && !(await permissions.permitted('BROWSE_PROJECTS', [where.issueId])).has(where.issueId))
    throw new AppError('no-such-issue');
  await assertBelongs(ports, caller, input);
  return { ...caller, mayEdit };
}
