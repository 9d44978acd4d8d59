/**
 * A provider opened over the vendor that is derived from its declaration.
 */
import { DerivedVendor } from '../../dev/platform/vendors/derived-vendor';
import { PeopleInMemory } from '../../dev/platform/vendors/people';
import { toVendor } from '../../dev/platform/vendors/wire';
import { httpOver } from '../../src/forge/fetch';
import type { OpenProvider, Provider } from '../../src/providers/kit';
import { around, NOW } from './vendor';

export interface Derived {
  /** The provider, set up with these settings. */
  readonly open: (settings: unknown) => OpenProvider;
  /** Whom the vendor still holds. */
  readonly left: () => string[];
  /** What the vendor was asked and does not know. */
  readonly unknown: string[];
}

/** @param settings those that the vendor knows @param people whom it holds */
export function derived(provider: Provider, settings: unknown, people: readonly string[]): Derived {
  const held = new PeopleInMemory();
  for (const one of people) held.add(one);
  const vendor = new DerivedVendor('vendor', held, [{ provider, settings }]);
  const unknown: string[] = [];
  const fetch = (url: string, init: RequestInit) => {
    const asked = vendor.understand(toVendor(url, init));
    if (asked === null) unknown.push(`${init.method ?? ''} ${new URL(url).pathname}`);
    const { status, body } = asked === null ? { status: 404, body: undefined } : vendor.answer(asked, NOW).reply;
    const isText = typeof body === 'string';
    const text = body === undefined ? null : isText ? body : JSON.stringify(body);
    return Promise.resolve(
      new Response(text, { status, headers: isText || text === null ? {} : { 'content-type': 'application/json' } }),
    );
  };
  const http = httpOver(fetch as typeof globalThis.fetch, { now: () => NOW }, () => undefined);
  const context = around({ asked: [], logged: [], http, left: () => 0 });
  return {
    open: (own) => provider.open(own, context),
    left: () => held.all().map(({ email }) => email),
    unknown,
  };
}
