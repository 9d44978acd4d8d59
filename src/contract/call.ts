/**
 * What every call of a screen has in common: an input, an output, and an answer that is one of two things.
 */
import * as z from 'zod/mini';

/** A call's schemas. Resolvers parse the input by them; screens have their types. */
export interface CallSchema {
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
