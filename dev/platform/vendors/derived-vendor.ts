/**
 * A vendor made from a provider's declaration: it holds people, answers searches, deletions and questions as documented,
 * and refuses whoever has no valid key. A provider that is written as a flow documents no calls: its vendor is written by
 * hand.
 */
import type { Provider } from '../../../src/providers/kit';
import type { About, DocumentedCall } from '../../../src/providers/kit/documented';
import { CallShape, placesOf, type Said } from './call-shape';
import { listedTogether } from './listed-together';
import { formOf, type VendorPeople, type VendorPerson } from './people';
import type { VendorReply, VendorRequest } from './wire';

/** What a documented reply says of the people it is about. */
export type Meaning = 'deleted' | 'absent' | 'accepted' | 'registered';

/** A connection as its vendor knows it: by what it was set up with. */
export interface Account {
  readonly provider: Provider;
  readonly settings: unknown;
  /** Whether its keys are valid at this moment; missing: always. */
  readonly isValid?: (now: number) => boolean;
}

interface KnownCall {
  readonly account: Account;
  /** Whoever signs in for it: accounts of one key share their tokens. */
  readonly signsInAs: string;
  readonly documented: DocumentedCall;
  readonly shape: CallShape;
  /** Which of the lists that a person may be on, where the vendor has several. */
  readonly list: number;
  /** Which of the deletions of a record, and whether it is the last. */
  readonly nth: number;
  readonly isLast: boolean;
}

/** A request as a vendor understands it. */
export interface Understood {
  readonly call: KnownCall;
  readonly said: Said;
  readonly kind: DocumentedCall['kind'];
  /** The addresses that it is about, in normal form. */
  readonly people: readonly string[];
  /** Whether it is sent with keys, or a token, of one of the vendor's accounts. */
  readonly isProven: boolean;
  /** Whether any body of success means something here. */
  readonly takesAnyBody: boolean;
}

/** What a vendor answers. `means`: what it says of the people; null: nothing that means anything. */
export interface VendorAnswer {
  readonly reply: VendorReply;
  readonly means: Meaning | null;
}

export interface VendorTraits {
  /** How long a deletion takes that the vendor carries out later, in milliseconds; missing: none. */
  readonly takes?: number;
  /** Addresses that the vendor refuses. */
  readonly refuses?: (email: string) => boolean;
  /** Whoever it may be asked for besides its own people: a hash, or a filter, tells nobody's address by itself. */
  readonly strangers?: readonly string[];
  /** Whether the vendor says that somebody is deleted, or will be, and keeps them. */
  readonly lies?: (email: string) => boolean;
}

const TOKEN_LASTS = 86_400_000;
/** Ids of the records of one person, one for each list. */
const LISTS = 100;

const NOBODY: About = { people: [], id: '0', token: '', uuid: '', at: 0 };

function callsOf(account: Account): KnownCall[] {
  const all = account.provider.documented(account.settings);
  const signIn = all.find(({ kind }) => kind === 'sign-in');
  const signsInAs = JSON.stringify(signIn?.requests(NOBODY) ?? null);
  const deletions = all.filter(({ kind }) => kind === 'delete');
  return all.flatMap((documented) => {
    const nth = Math.max(deletions.indexOf(documented), 0);
    const isLast = nth === deletions.length - 1;
    return documented.requests(NOBODY).map((_, list): KnownCall => {
      return { account, signsInAs, documented, shape: new CallShape(documented, list), list, nth, isLast };
    });
  });
}

/** What a reply says of the people; null where it is the vendor's no. */
function wordOf(means: DocumentedCall['replies'][number]['means']): Meaning | null {
  if (typeof means === 'string') return means;
  return 'within' in means ? 'accepted' : null;
}

export class DerivedVendor {
  private readonly calls: readonly KnownCall[];
  private readonly tokens = new Map<string, { readonly of: string; readonly until: number }>();
  /** How many deletions each record is behind, of those that are not on a list any more or on their way. */
  private readonly stages = new Map<number, number>();
  /** Everybody who was ever there, by the ids of their records. */
  private readonly known = new Map<number, string>();
  private readonly left = new Set<number>();
  /** Whom each job is about, by its id. */
  private readonly jobs = new Map<string, readonly string[]>();

  /** @throws z.core.$ZodError where settings do not fit their provider */
  constructor(
    readonly name: string,
    private readonly people: VendorPeople,
    accounts: readonly Account[],
    private readonly traits: VendorTraits = {},
  ) {
    this.calls = accounts.flatMap(callsOf).sort((a, b) => b.shape.fixedPlaces - a.shape.fixedPlaces);
  }

  /** What a request asks of this vendor; null where it is none of its calls. */
  understand(request: VendorRequest): Understood | null {
    const places = placesOf(request);
    let unproven: Understood | null = null;
    for (const call of this.calls) {
      const said = call.shape.read(places);
      if (said === null) continue;
      const isProven = said.isProven && (said.token === null || this.tokens.get(said.token)?.of === call.signsInAs);
      if (!isProven && unproven !== null) continue;
      const people = said.names.flatMap((name) => this.jobs.get(name) ?? this.addressOf(call, name) ?? []);
      const { kind, replies } = call.documented;
      const takesAnyBody = replies.some(({ isAnyBody }) => isAnyBody);
      const understood = { call, said, kind, people, isProven, takesAnyBody };
      if (isProven) return understood;
      unproven = understood;
    }
    return unproven;
  }

  private addressOf({ documented: { kind }, shape }: KnownCall, name: string): string | null {
    // A call about nobody.
    if (name === '') return null;
    const email =
      shape.addressIn(name) ??
      this.recordBy(shape, name)?.email ??
      (kind === 'delete' ? undefined : this.nameless(shape, name));
    return email === undefined ? null : formOf(email);
  }

  /** Whose address a call means that names it by a hash, or within a filter. */
  private nameless(shape: CallShape, name: string): string | undefined {
    const strangers = (this.traits.strangers ?? []).map((email) => ({ id: 0, email }));
    return [...this.people.all(), ...strangers].find((one) => shape.nameOf(one) === name)?.email;
  }

  private recordBy(shape: CallShape, name: string): VendorPerson | null {
    for (const [id, email] of this.known) if (shape.nameOf({ id, email }) === name) return { id, email };
    return null;
  }

  /** Carries out what was asked. */
  answer({ call, said, people, isProven }: Understood, now: number): VendorAnswer {
    const { account, documented } = call;
    const isExpired = said.token !== null && (this.tokens.get(said.token)?.until ?? 0) <= now;
    if (!isProven || isExpired || account.isValid?.(now) === false) return { reply: documented.rejected, means: null };
    switch (documented.kind) {
      case 'sign-in':
        return { reply: { ...documented.goesOn?.('', this.newToken(call.signsInAs, now)), status: 200 }, means: null };
      case 'delete':
        return this.deletes(call, said);
      case 'find':
      case 'look':
      case 'look-up':
        return this.shows(call, people);
      case 'erase':
        return this.erases(call, people, now);
      case 'invite':
        for (const person of people) this.people.add(person);
        return this.saying(documented, 'done');
      case 'ask':
        return documented.goesOn === null
          ? this.saying(documented, 'absent')
          : { reply: documented.goesOn(''), means: 'deleted' };
      case 'test':
      case 'list':
      case 'addresses':
      case 'wait':
        return { reply: documented.goesOn?.('') ?? { status: 404 }, means: null };
    }
  }

  private newToken(signsInAs: string, now: number): string {
    const until = now + TOKEN_LASTS;
    const claims = { exp: Math.floor(until / 1000), of: this.name, nth: this.tokens.size };
    const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;
    this.tokens.set(token, { of: signsInAs, until });
    return token;
  }

  /** Somebody's records on a list, of those that no deletion has reached yet. */
  private onList(list: number, person: string): VendorPerson[] {
    return this.people
      .all()
      .filter(({ email }) => formOf(email) === person)
      .map(({ id, email }) => ({ id: id * LISTS + list, email }))
      .filter(({ id }) => !this.stages.has(id) && !this.left.has(id));
  }

  private shows({ documented, list }: KnownCall, [person = '']: readonly string[]): VendorAnswer {
    const found = this.onList(list, person);
    for (const { id, email } of found) this.known.set(id, email);
    const { nobody, goesOn } = documented;
    if (found.length === 0)
      return nobody === null ? { reply: { status: 404 }, means: null } : { reply: nobody, means: 'absent' };
    const [first, ...others] = found.map(
      ({ id, email }) => goesOn?.(email, String(id)) ?? { status: 404, body: undefined },
    );
    const body = others.reduce((listed, { body: other }) => listedTogether(listed, other), first?.body);
    return { reply: { status: first?.status ?? 404, body }, means: null };
  }

  private deletes({ documented, shape, nth, isLast }: KnownCall, { names }: Said): VendorAnswer {
    const records = names.flatMap((name) => this.recordBy(shape, name) ?? []);
    const next = records.filter(({ id }) => !this.left.has(id) && (this.stages.get(id) ?? 0) === nth);
    for (const { id, email } of next) {
      if (this.traits.lies?.(formOf(email)) === true) continue;
      this.stages.set(id, nth + 1);
      if (isLast) this.leaves(id, null);
    }
    return this.saying(documented, next.length === 0 ? 'absent' : 'done');
  }

  private erases({ documented, list }: KnownCall, people: readonly string[], now: number): VendorAnswer {
    if (people.some((person) => this.traits.refuses?.(person) === true))
      return { reply: { status: documented.splitOn ?? 400 }, means: null };
    const found = people.flatMap((person) => this.onList(list, person));
    const { takes = 0 } = this.traits;
    const isLater = takes > 0 && documented.replies.some(({ means }) => wordOf(means) === 'accepted');
    for (const { id, email } of found)
      if (this.traits.lies?.(formOf(email)) !== true) this.leaves(id, isLater ? now + takes : null);
    if (documented.goesOn !== null) {
      const job = String(now);
      this.jobs.set(job, people);
      return { reply: documented.goesOn('', job), means: 'accepted' };
    }
    return this.saying(documented, found.length === 0 ? 'absent' : 'done');
  }

  /** Takes a record off its list, and lets its person go who is on no other. */
  private leaves(record: number, at: number | null): void {
    this.left.add(record);
    const id = Math.floor(record / LISTS);
    const lists = Math.max(...this.calls.map(({ list }) => list)) + 1;
    const isOnNone = Array.from({ length: lists }, (_, list) => id * LISTS + list).every((one) => this.left.has(one));
    if (isOnNone) this.people.remove(id, at);
  }

  /** The documented reply that says so; where a vendor never tells that nobody is there, what it says of everybody. */
  private saying({ replies }: DocumentedCall, what: 'done' | 'absent'): VendorAnswer {
    const said = replies.filter(({ means }) => wordOf(means) !== null);
    const absent = said.find(({ means }) => means === 'absent');
    const reply = (what === 'absent' ? absent : undefined) ?? said.find((one) => one.means !== 'absent');
    if (reply === undefined) return { reply: { status: 404 }, means: null };
    const { status, body, means } = reply;
    return { reply: { status, body }, means: wordOf(means) };
  }
}
