/**
 * A declaration made of one way of erasing, attempted several times for one person.
 */
import { defineProvider, type OpenProvider } from '../../src/providers/kit';
import type { Declaration } from '../../src/providers/kit/declare';
import type { Erase } from '../../src/providers/kit/erase/kinds';
import { person } from './people';
import { around, type Asked, NOW, type Scripted, vendor } from './vendor';

export const JANE = person('jane@example.com');

type Declared = Declaration<Record<string, never>>;
/** A declaration with nothing in it but what is given. */
export const declaring = (part: Partial<Declared>) =>
  defineProvider({
    ...{ id: 'x', label: 'X', does: '', promise: '', page: '', category: 'any', confidence: 'vendor' },
    ...{ hosts: [], callsPerMinute: 60, settings: {}, ...part },
  });

export interface Attempted {
  readonly outcome: Awaited<ReturnType<NonNullable<OpenProvider['erase']>>>[number] | undefined;
  readonly asked: readonly Asked[];
  /** Method and path of every call. */
  readonly calls: readonly string[];
  readonly opened: OpenProvider;
  /** How many scripted replies were not asked for. */
  readonly left: number;
  readonly remembers: boolean;
}

/** One attempt after another over the same memory, each with replies of its own and at its own time. */
export function attempts(erase: Erase, part: Partial<Declared> = {}, whom = JANE) {
  const reach = around(vendor());
  return async (replies: readonly Scripted[], later = 0): Promise<Attempted> => {
    const api = vendor(...replies);
    const opened = declaring({ ...part, erase }).open({}, { ...reach, http: api.http, now: () => NOW + later });
    const [outcome] = (await opened.erase?.([whom])) ?? [];
    const calls = api.asked.map(({ method, url }) => `${method} ${url.pathname}${url.search}`);
    return { outcome, asked: api.asked, calls, opened, left: api.left(), remembers: opened.remembers('e1') };
  };
}
