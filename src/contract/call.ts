/**
 * What every call of a screen has in common: an input, an output, and an answer that is one of two things.
 */
import * as z from 'zod/mini';

/**
 * What a call needs of who asks. `admin`: administers Jira. `edit`, `see`: may edit, or see, the issue; that is the screen's
 * own, and on pages outside of issues that of the erasure in the input. `account`: anybody with an account; the call itself
 * shows and does only what they may, issue by issue. `requester`: made the portal's request whose page it is.
 */
export type Needs = 'admin' | 'edit' | 'see' | 'account' | 'requester';

/** A call's schemas, and whom it answers. Resolvers parse the input by them; screens have their types. */
export interface CallSchema {
  readonly needs: Needs;
  readonly input: z.ZodMiniType;
  readonly output: z.ZodMiniType;
}

/** A set of calls that one resolver answers, by name. */
export type Contract = Readonly<Record<string, CallSchema>>;

/** What a resolver answers: the value, or why not, in words for the person who asked. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };

export type InputOf<Call extends CallSchema> = z.input<Call['input']>;
export type OutputOf<Call extends CallSchema> = z.output<Call['output']>;

export const Nothing = z.strictObject({});
