/**
 * The vendors of one life: derived from their providers' declarations, and answering truthfully or not. What each was
 * asked, and what it said of whom, is kept.
 */
import { type Account, DerivedVendor, type Meaning, type Understood } from '../platform/vendors/derived-vendor';
import { formOf, PeopleInMemory } from '../platform/vendors/people';
import { toVendor } from '../platform/vendors/wire';
import type { VirtualClock } from '../platform/virtual-clock';
import type { Invocation } from './platform';
import type { Random } from '../platform/random';

/** How a vendor answers one call. */
const MOODS = [
  'slow',
  'fault',
  'fault-after',
  'limit',
  'time-out',
  'time-out-after',
  'reset',
  'html',
  'nonsense',
  'elsewhere',
] as const;
type Mood = (typeof MOODS)[number] | 'well';

/** One call that a vendor got, and what it did. */
export interface CallMade {
  readonly at: number;
  readonly connection: string;
  /** The people it was about, in their normal form. */
  readonly people: readonly string[];
  /** What the vendor answered as documented; null: nothing that means anything. */
  readonly said: Meaning | null;
}

/** The calls that change nothing at a vendor: it shows whom it holds. */
export const SHOWING: readonly string[] = ['find', 'look', 'look-up', 'ask'];

/** Somebody was asked for, and was there or not. `person`: null where a record or a job was asked about by its id. */
export interface Looked {
  readonly at: number;
  readonly connection: string;
  readonly person: string | null;
  readonly isThere: boolean;
}

export type VendorAnswer =
  | {
      readonly kind: 'reply';
      readonly takes: number;
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly text: string;
    }
  | { readonly kind: 'time-out' | 'reset'; readonly takes: number; readonly status: 0; readonly text: '' };

/** A connection of the life, and its vendor. */
export interface VendorOfLife {
  readonly connection: string;
  /** What it may be set up with in this life. */
  readonly accounts: readonly Account[];
  readonly isDown: (now: number) => boolean;
}

/** What an invocation is called that only looks. */
export const LOOKING = 'look';

/** Something that must never happen, seen from the vendors' side at the moment it happens. */
export type Witness = (
  call: { readonly connection: string; readonly people: readonly string[]; readonly kind: Understood['kind'] },
  invocation: Invocation,
) => void;

/** A call on its way to a vendor. */
export interface OnItsWay {
  readonly vendor: VendorOfLife;
  readonly asked: Understood;
  /** It belongs to no erasure. */
  readonly isLook: boolean;
  /** To be called when it came back. */
  readonly done: () => void;
}

const textOf = (body: unknown): string =>
  typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);

export class Vendors {
  /** Every call so far that was about people. */
  readonly calls: CallMade[] = [];
  /** Every answer so far about whom a vendor holds. */
  readonly looks: Looked[] = [];
  witness: Witness = () => undefined;
  isBehaving = false;
  private readonly derived: ReadonlyMap<VendorOfLife, DerivedVendor>;
  private readonly people = new Map<string, PeopleInMemory>();
  private readonly running = new Map<string, Invocation[]>();
  private readonly rate: number;

  constructor(
    private readonly clock: VirtualClock,
    private readonly random: Random,
    { rate, lies }: { readonly rate: number; readonly lies: number },
    vendors: readonly VendorOfLife[],
    strangers: readonly string[],
  ) {
    this.rate = rate;
    const liars = random.branch(1);
    const traits = { lies: () => liars.is(lies) };
    this.derived = new Map(
      vendors.map((vendor) => {
        const people = new PeopleInMemory();
        this.people.set(vendor.connection, people);
        return [vendor, new DerivedVendor(vendor.connection, people, vendor.accounts, { strangers, ...traits })];
      }),
    );
  }

  /** Has a connection's vendor hold somebody. */
  add(connection: string, address: string): void {
    const people = this.people.get(connection);
    const form = formOf(address);
    if (people?.all().some(({ email }) => email === form) === false) people.add(form);
  }

  /** How many calls of live invocations a connection's vendor is answering: those that only look, or all others. */
  beside(connection: string, isLook = false): number {
    const alike = (this.running.get(connection) ?? []).filter(({ name }) => (name === LOOKING) === isLook);
    return alike.filter(({ isDead }) => !isDead).length;
  }

  /** A call leaves the app. @throws where it is to nobody */
  begin(url: string, init: RequestInit, invocation: Invocation): OnItsWay {
    const request = toVendor(url, init);
    const understood = [...this.derived].flatMap(([vendor, derived]) => {
      const asked = derived.understand(request);
      return asked === null ? [] : [{ vendor, asked }];
    });
    const found = understood.find(({ asked }) => asked.isProven) ?? understood[0];
    if (found === undefined) throw new Error('a call to nobody');
    const { connection } = found.vendor;
    const running = this.running.get(connection) ?? [];
    running.push(invocation);
    this.running.set(connection, running);
    const { kind, people } = found.asked;
    if (kind !== 'sign-in') this.witness({ connection, people, kind }, invocation);
    return {
      ...found,
      isLook: invocation.name === LOOKING,
      done: () => void running.splice(running.indexOf(invocation), 1),
    };
  }

  /** A vendor shows whom it holds, or says what became of what it was asked for, which names nobody. */
  private noteLook({ connection }: VendorOfLife, { kind, people }: Understood, means: Meaning | null): void {
    if (!SHOWING.includes(kind)) return;
    const person = kind === 'ask' ? null : (people[0] ?? '');
    const isThere = means !== 'absent' && means !== 'deleted';
    this.looks.push({ at: this.clock.now, connection, person, isThere });
  }

  private mood(): Mood {
    return !this.isBehaving && this.random.is(this.rate) ? this.random.pick(MOODS) : 'well';
  }

  /** A call arrives. */
  answer({ vendor, asked, isLook }: OnItsWay): VendorAnswer {
    const { now } = this.clock;
    const isDeletion = asked.kind === 'erase' || asked.kind === 'delete';
    const mood = this.mood();
    const takes = mood === 'slow' ? this.random.between(3000, 19_000) : this.random.between(20, 300);
    const reply = (status: number, text = '', headers: Record<string, string> = {}): VendorAnswer => ({
      kind: 'reply',
      takes,
      status,
      text,
      headers: { 'content-type': text.startsWith('{') ? 'application/json' : 'text/plain', ...headers },
    });
    const note = (said: Meaning | null) => {
      if (!isLook) this.calls.push({ at: now, connection: vendor.connection, people: asked.people, said });
    };
    const nothing = (answer: VendorAnswer): VendorAnswer => {
      if (isDeletion) note(null);
      return answer;
    };
    if (vendor.isDown(now)) return nothing(reply(503));
    switch (mood) {
      case 'fault':
        return nothing(reply(500, 'out of order'));
      case 'limit':
        return nothing(reply(429, '', this.random.is(0.7) ? { 'retry-after': String(this.random.int(0, 1200)) } : {}));
      case 'time-out':
        return nothing({ kind: 'time-out', takes: 20_000, status: 0, text: '' });
      case 'reset':
        return nothing({ kind: 'reset', takes, status: 0, text: '' });
      case 'html':
        return nothing(reply(200, '<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' }));
      case 'nonsense':
        // A vendor that takes any body of success takes this one, too.
        return nothing(reply(isDeletion && asked.takesAnyBody ? 409 : 200, '[1,2'));
      case 'elsewhere':
        return nothing(reply(302, '', { location: 'https://elsewhere.example/' }));
      default:
    }
    const { reply: said, means } = this.derived.get(vendor)?.answer(asked, now) ?? {
      reply: { status: 404 },
      means: null,
    };
    this.noteLook(vendor, asked, means);
    const isHeard = mood !== 'fault-after' && mood !== 'time-out-after';
    if (means !== null || isDeletion) note(isHeard ? means : null);
    if (mood === 'fault-after') return reply(504);
    if (mood === 'time-out-after') return { kind: 'time-out', takes: 20_000, status: 0, text: '' };
    return reply(said.status, textOf(said.body));
  }
}
