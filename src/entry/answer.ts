/**
 * The border of every resolver: parse the input, call, and answer in one of two ways. Nothing is thrown at a screen.
 */
import { errorWords } from '../words/errors';
import { NeedsAuthenticationError } from '@forge/api';
import Resolver, { type Request } from '@forge/resolver';
import * as z from 'zod/mini';
import type { Answer, CallSchema, Contract, OutputOf } from '../contract/call';
import { AccountId, IssueId } from '../core/ids';
import { AppError } from '../core/app-error';
import { consoleLog } from '../forge/log';

/** Who asks from where, as the platform vouches for it. */
export interface Asker {
  readonly accountId: string;
  /** The issue of the screen; null on pages that stand outside of issues. */
  readonly issueId: string | null;
  readonly projectKey: string | null;
}

const Context = z.object({
  accountId: AccountId,
  extension: z.optional(
    z.object({
      issue: z.optional(z.object({ id: IssueId })),
      project: z.optional(z.object({ key: z.optional(z.string()) })),
    }),
  ),
});

type Handlers<Calls extends Contract> = {
  readonly [Name in keyof Calls]: (
    input: z.output<Calls[Name]['input']>,
    asker: Asker,
  ) => Promise<OutputOf<Calls[Name]>>;
};

function askerOf(context: unknown): Asker {
  const parsed = z.safeParse(Context, context);
  if (!parsed.success) throw new AppError('not-permitted');
  const { accountId, extension } = parsed.data;
  return { accountId, issueId: extension?.issue?.id ?? null, projectKey: extension?.project?.key ?? null };
}

const refusal = (code: string, message: string): Answer<never> => ({ ok: false, error: { code, message } });

async function answer<Call extends CallSchema>(
  name: string,
  { input }: Call,
  handle: (input: z.output<Call['input']>, asker: Asker) => Promise<OutputOf<Call>>,
  { payload, context }: Request,
): Promise<Answer<OutputOf<Call>>> {
  try {
    const parsed = z.safeParse(input, payload);
    if (!parsed.success)
      return refusal('bad-input', 'The page sent something this version of the app does not understand. Reload it.');
    return { ok: true, value: await handle(parsed.data as z.output<Call['input']>, askerOf(context)) };
  } catch (error) {
    if (error instanceof NeedsAuthenticationError) throw error;
    if (error instanceof AppError) return refusal(error.code, errorWords(error));
    consoleLog('call failed', { call: name, error: error instanceof Error ? error.name : 'unknown' });
    return refusal('internal', 'Something went wrong here. Nothing is lost; try again in a moment.');
  }
}

/**
 * A resolver for a contract: one function for each of its calls.
 * @param guard runs before every call; it throws a AppError where the asker may not.
 */
export function resolverFor<Calls extends Contract>(
  calls: Calls,
  handlers: Handlers<Calls>,
  guard: (asker: Asker, name: string) => Promise<void>,
) {
  const resolver = new Resolver();
  for (const name of Object.keys(calls)) {
    const call = calls[name];
    const handle = handlers[name];
    if (call === undefined || handle === undefined) continue;
    resolver.define(name, (request) =>
      answer(
        name,
        call,
        async (input, asker) => {
          await guard(asker, name);
          return handle(input as never, asker);
        },
        request,
      ),
    );
  }
  return resolver.getDefinitions();
}
