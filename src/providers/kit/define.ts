import { type Declaration, withSettings } from './declare';
import { documentedCalls } from './documented';
import type { Fields } from './fields';
import { openWith } from './open';
import type { Provider } from './provider';
import { formOf } from './settings';

const CONFIRMED_BY_LOOK = 'What it took is done once nobody is found any more.';

type Vendor = 'category' | 'confidence' | 'alsoDeletes' | 'keyLasts' | 'shutsOut';
type Questions = 'assumed' | 'holds' | 'notAsked' | 'confirms';

/** What a declaration says of its vendor, and what it does not say. */
function saidIn<F extends Fields>(declared: Declaration<F>): Pick<Provider, Vendor | Questions> {
  const { category, confidence, assumed = [], alsoDeletes = null, keyLasts = null } = declared;
  const { holds = null, notAsked = null, shutsOut = null, confirmedByLook = false } = declared;
  const { confirms = confirmedByLook ? CONFIRMED_BY_LOOK : null } = declared;
  return { category, confidence, assumed, alsoDeletes, keyLasts, holds, notAsked, confirms, shutsOut };
}

/**
 * A provider from its declaration.
 * @throws TypeError where a secret is declared as something else
 */
export function defineProvider<const F extends Fields>(declared: Declaration<F>): Provider {
  const { id, label, does, promise, page, notes = [], keeps = [], hosts, callsPerMinute, calls = 1 } = declared;
  const form = formOf(declared.settings, declared.rules ?? []);
  // Settings as they are kept apart from their secrets, perhaps from before the fields were what they are.
  const partOf = (settings: Readonly<Record<string, unknown>>) => settings as Partial<ReturnType<typeof form.parse>>;
  return {
    ...{ id, label, does, promise, page, notes, keeps, callsPerMinute },
    ...saidIn(declared),
    egress: hosts,
    batchSize: declared.batchSize ?? 1,
    concurrency: declared.parallel ?? 1,
    erases: declared.erase !== undefined,
    isByTask: false,
    invites: declared.invite !== undefined,
    secretFields: form.secretFields,
    schema: form.jsonSchema,
    hosts: (settings) => declared.hostsOf?.(partOf(settings)) ?? [],
    sendsTo: (settings) => {
      if (form.problems(settings) !== null) return null;
      const fitting = form.parse(settings);
      const base = withSettings(declared.api, fitting)?.baseUrl;
      return [...(declared.hostsOf?.(fitting) ?? []), ...(base === undefined ? [] : [new URL(base).hostname])];
    },
    describe: (settings) => ({ does, promise, keeps, calls, ...declared.describe?.(partOf(settings)) }),
    problems: form.problems,
    open: (settings, around) => openWith(declared, form.parse(settings), around),
    documented: (settings) => documentedCalls(declared, form.parse(settings)),
  };
}
