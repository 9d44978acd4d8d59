/**
 * What the app gives a provider, guarded: tells what of the app's own failed (storage, the lease) from what a provider's
 * declaration stumbled over, and has every reply read before a declaration sees it.
 */
import { type Outcome } from '../../core/status/outcome';
import { readReply } from '../../core/reply/reply';
import type { Send } from './calls';
import { Ending, UNEXPECTED } from './ending';
import { LONGEST_TOKEN } from './jwt';
import type { Memory, ProviderContext } from './provider';
import { declinedBy, readingOf, type Replies } from './replies';
import { type Api, toCall } from './request';
import { DAY } from '../../lib/time';

/** No vendor's token is valid for longer. */
const TOKEN_LASTS_AT_MOST = 30 * DAY;

/** Whose calls they are. */
interface Caller {
  readonly id: string;
  readonly api: Api;
  readonly comeBackHeader?: string | undefined;
  readonly declines?: Replies | undefined;
}

export interface Reach extends Pick<ProviderContext, 'now' | 'token' | 'lookUps'> {
  /** Lets what the app itself throws through, whatever a declaration does. */
  readonly own: <T>(work: Promise<T>) => Promise<T>;
  /** Sends without signing in. */
  readonly send: Send;
  readonly memory: (erasureId: string) => Memory;
  /** What is remembered of the person of an erasure, as far as it was read or written here; null: nothing. */
  readonly memoryOf: (erasureId: string) => Readonly<Record<string, unknown>> | null;
  /**
   * Does work of a declaration. Whatever it throws means that nothing is known; what is the app's own is thrown on, so
   * that one reply nobody expected never holds up everybody else.
   */
  readonly safely: <T>(work: () => Promise<T>, ended: (outcome: Outcome) => T) => Promise<T>;
}

/** How replies of a vendor are read. @throws Ending where one declines whatever was asked */
function reader(declines: Replies | undefined): typeof readReply {
  if (declines === undefined) return readReply;
  const reading = readingOf(declines);
  return (received, now, documented) => {
    const declined = declinedBy(reading, readReply(received, now, reading.documented));
    if (declined !== null) throw new Ending(declined);
    return readReply(received, now, documented);
  };
}

export function reachOf({ id, api, comeBackHeader, declines }: Caller, around: ProviderContext): Reach {
  const { http, token, lookUps, now, log } = around;
  const readBy = reader(declines);
  const ours = new WeakSet<object>();
  const remembering = new Map<string, Readonly<Record<string, unknown>>>();
  const own = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (typeof error === 'object' && error !== null) ours.add(error);
      throw error;
    }
  };
  return {
    now,
    own,
    async send(what, request, documented) {
      const received = await own(http(toCall(`${id}.${what}`, request, api, documented)));
      if (received.kind === 'failed' || comeBackHeader === undefined) return readBy(received, now(), documented);
      const { header } = received;
      const named = (name: string) => header(name) ?? (name === 'retry-after' ? header(comeBackHeader) : null);
      return readBy({ ...received, header: named }, now(), documented);
    },
    token: {
      get: () => own(token.get()),
      set: async (next) => {
        if (next === null) return own(token.set(null));
        const { value, expiresAt } = next;
        if (value.length > LONGEST_TOKEN) throw new RangeError('no token is so long');
        return own(token.set({ value, expiresAt: Math.min(expiresAt, now() + TOKEN_LASTS_AT_MOST) }));
      },
      once: (exchange) => token.once(exchange),
    },
    lookUps: {
      hasShown: (lookUp) => own(lookUps.hasShown(lookUp)),
      noteShown: (lookUp) => own(lookUps.noteShown(lookUp)),
    },
    memory: (erasureId) => {
      const kept = around.memory(erasureId);
      return {
        async get() {
          const found = await own(kept.get());
          if (found !== null) remembering.set(erasureId, found);
          return found;
        },
        async set(remembered) {
          await own(kept.set(remembered));
          remembering.set(erasureId, { ...remembered });
        },
      };
    },
    memoryOf: (erasureId) => remembering.get(erasureId) ?? null,
    async safely(work, ended) {
      try {
        return await work();
      } catch (error) {
        if (typeof error === 'object' && error !== null && ours.has(error)) throw error;
        if (error instanceof Ending) return ended(error.outcome);
        log('provider failed', { provider: id, error: error instanceof Error ? error.name : 'unknown' });
        return ended(UNEXPECTED);
      }
    },
  };
}
