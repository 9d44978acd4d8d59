/**
 * The border of every resolver: parse the input, authorise, call, and answer in one of two ways. Nothing is thrown at a
 * screen.
 */
import { NeedsAuthenticationError } from '@forge/api';
import Resolver, { type Request } from '@forge/resolver';
import * as z from 'zod/mini';
import type { Answer, CallSchema, Contract, OutputOf } from '../contract/call';
import { AppError } from '../core/app-error';
import { ThrottledError } from '../core/throttled-error';
import { consoleLog } from '../forge/log';
import { portsOfThisInstallation } from '../forge/ports';
import type { Ports } from '../ports/ports';
import { errorWords } from '../words/errors';
import { type Asker, authorise, callerIn } from './authorise';

type Handler<Call extends CallSchema> = (
  ports: Ports,
  input: z.output<Call['input']>,
  asker: Asker,
) => Promise<OutputOf<Call>>;

/** A function for each call of a contract. */
export type Handlers<Calls extends Contract> = { readonly [Name in keyof Calls]: Handler<Calls[Name]> };

const refusal = (code: string, message: string): Answer<never> => ({ ok: false, error: { code, message } });

async function answer<Call extends CallSchema>(
  name: string,
  { needs, input }: Call,
  handle: Handler<Call>,
  { payload, context }: Request,
): Promise<Answer<OutputOf<Call>>> {
  try {
    const parsed = z.safeParse(input, payload);
    if (!parsed.success)
      return refusal('bad-input', 'The page sent something this version of the app does not understand. Reload it.');
    // Once an invocation: nothing of one installation stays where another could see it.
    const ports = portsOfThisInstallation();
    const asker = await authorise(ports, needs, callerIn(context), parsed.data);
    return { ok: true, value: await handle(ports, parsed.data as z.output<Call['input']>, asker) };
  } catch (error) {
    if (error instanceof NeedsAuthenticationError) throw error;
    if (error instanceof AppError) return refusal(error.code, errorWords(error));
    if (error instanceof ThrottledError)
      return refusal('busy', 'Too much is being done at this moment. Nothing is lost; try again in a minute.');
    consoleLog('call failed', { call: name, error: error instanceof Error ? error.name : 'unknown' });
    return refusal('internal', 'Something went wrong here. Nothing is lost; try again in a moment.');
  }
}

/** A resolver for a contract: one function for each of its calls, which says itself whom it answers. */
export function resolverFor<Calls extends Contract>(calls: Calls, handlers: Handlers<Calls>) {
  const resolver = new Resolver();
  for (const name of Object.keys(calls)) {
    const call = calls[name];
    const handle = handlers[name];
    if (call === undefined || handle === undefined) continue;
    resolver.define(name, (request) => answer(name, call, handle as Handler<CallSchema>, request));
  }
  return resolver.getDefinitions();
}
