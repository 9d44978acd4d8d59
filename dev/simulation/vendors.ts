/**
 * The vendors of one life: who they hold, what they were asked, and how they answer, truthfully or not.
 */
import { parseEmail, normalForm } from '../../src/core/person/email';
import type { VirtualClock } from '../platform/virtual-clock';
import type { Invocation } from './platform';
import type { Random } from './random';

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

/** What a documented reply of a vendor means for a person. */
export type Meaning = 'deleted' | 'absent' | 'accepted' | 'registered';

/** One call that a vendor got, and what it did. */
export interface Asked {
  readonly at: number;
  readonly connection: string;
  /** The people it was about, in their normal form. */
  readonly people: readonly string[];
  /** What the vendor answered as documented; null: nothing that means anything. */
  readonly said: Meaning | null;
  readonly by: string;
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

/** A connection as its vendor knows it. */
export interface Account {
  readonly connection: string;
  readonly provider: 'centercode-listener' | 'copernica' | 'copernica-profiles' | 'quickhelp';
  /** The key that is valid at this moment. */
  readonly key: (now: number) => string;
  readonly isDown: (now: number) => boolean;
}

/** Something that must never happen, seen from the vendors' side at the moment it happens. */
export type Witness = (
  call: { readonly connection: string; readonly people: readonly string[] },
  invocation: Invocation,
) => void;

const jwt = (key: string, exp: number): string =>
  `e30.${Buffer.from(JSON.stringify({ exp, key })).toString('base64url')}.sig`;
const keyIn = (token: string): string => {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { key: string };
  return claims.key;
};

const formOf = (text: string): string => {
  const email = parseEmail(text);
  return email === null ? text : normalForm(email);
};

interface Understood {
  readonly account: Account | undefined;
  readonly people: readonly string[];
  readonly key: string;
  readonly op: 'sign-in' | 'erase' | 'find' | 'delete-profile' | 'look-up';
}

export class Vendors {
  readonly asked: Asked[] = [];
  /** Whom each connection's vendor holds. */
  readonly held = new Map<string, Map<string, number>>();
  witness: Witness = () => undefined;
  isBehaving = false;
  private readonly running = new Map<string, Invocation[]>();
  private nextProfile = 100;
  /** Whose profile an id was, for ever. */
  private readonly profiles = new Map<number, string>();

  constructor(
    private readonly clock: VirtualClock,
    private readonly random: Random,
    private readonly rate: number,
    private readonly accounts: readonly Account[],
  ) {
    for (const { connection } of accounts) this.held.set(connection, new Map());
  }

  add(connection: string, address: string): void {
    this.nextProfile += 1;
    this.held.get(connection)?.set(formOf(address), this.nextProfile);
    this.profiles.set(this.nextProfile, formOf(address));
  }

  /** Which calls of live invocations a connection's vendor is answering. */
  beside(connection: string): number {
    return (this.running.get(connection) ?? []).filter(({ isDead }) => !isDead).length;
  }

  private understand(url: string, init: RequestInit): Understood {
    const { host, pathname, searchParams } = new URL(url);
    const headers = init.headers as Record<string, string>;
    const body = typeof init.body === 'string' ? init.body : '';
    if (host.endsWith('.centercode.com')) {
      const [, kind, connection] = /^\/api\/v1\/(\w+)\/([\w-]+)$/.exec(pathname) ?? [];
      const account = this.accounts.find((one) => one.connection === connection);
      const people = [formOf(searchParams.get('find') ?? '')];
      const op = kind === 'recordLookups' ? 'look-up' : 'erase';
      return { account, people, key: searchParams.get('apiKey') ?? '', op };
    }
    if (host === 'authenticate.copernica.com') {
      const key = new URLSearchParams(body).get('access_token') ?? '';
      return { account: this.ofKey(key, 'copernica'), people: [], key, op: 'sign-in' };
    }
    if (host === 'api.copernica.com') {
      const key = keyIn((headers['authorization'] ?? '').replace('Bearer ', ''));
      const account = this.ofKey(key, 'copernica');
      if (pathname.startsWith('/v4/profile/')) {
        const id = Number(pathname.split('/').at(-1));
        return { account, people: [this.profiles.get(id) ?? ''], key, op: 'delete-profile' };
      }
      if (init.method === 'GET') {
        const filter = searchParams.get('fields[]') ?? '';
        return { account, people: [formOf(filter.slice(filter.indexOf('==') + 2))], key, op: 'find' };
      }
      return { account, people: [formOf((JSON.parse(body) as { email: string }).email)], key, op: 'erase' };
    }
    const key = headers['authorization'] ?? '';
    const users = (JSON.parse(body) as { users: { email: string }[] }).users;
    return { account: this.ofKey(key, 'quickhelp'), people: users.map(({ email }) => formOf(email)), key, op: 'erase' };
  }

  private ofKey(key: string, provider: string): Account | undefined {
    return this.accounts.find((one) => one.provider.startsWith(provider) && key.startsWith(`${one.connection}:`));
  }

  /** A call leaves the app. @returns to be called when it came back */
  begin(url: string, init: RequestInit, invocation: Invocation): () => void {
    const { account, people, op } = this.understand(url, init);
    if (account === undefined) throw new Error('a call to nobody');
    const running = this.running.get(account.connection) ?? [];
    running.push(invocation);
    this.running.set(account.connection, running);
    if (op !== 'sign-in') this.witness({ connection: account.connection, people }, invocation);
    return () => {
      running.splice(running.indexOf(invocation), 1);
    };
  }

  private mood(): Mood {
    return !this.isBehaving && this.random.is(this.rate) ? this.random.pick(MOODS) : 'well';
  }

  answer(url: string, init: RequestInit): VendorAnswer {
    const { account, people, key, op } = this.understand(url, init);
    if (account === undefined) throw new Error('a call to nobody');
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
      const { connection } = account;
      this.asked.push({ at: this.clock.now, connection, people, said, by: op });
    };
    const nothing = (answer: VendorAnswer): VendorAnswer => {
      if (op === 'erase' || op === 'delete-profile') note(null);
      return answer;
    };
    if (account.isDown(this.clock.now)) return nothing(reply(503));
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
        return nothing(reply(op === 'erase' && account.provider === 'centercode-listener' ? 409 : 200, '[1,2'));
      case 'elsewhere':
        return nothing(reply(302, '', { location: 'https://elsewhere.example/' }));
      default:
    }
    if (account.key(this.clock.now) !== key) return nothing(reply(401, '{"message":"no such key"}'));
    const [text, said, status] = this.carryOut(account, op, people, key);
    const isHeard = mood !== 'fault-after' && mood !== 'time-out-after';
    if (said !== null || op === 'erase' || op === 'delete-profile') note(isHeard ? said : null);
    if (mood === 'fault-after') return reply(504);
    if (mood === 'time-out-after') return { kind: 'time-out', takes: 20_000, status: 0, text: '' };
    return reply(status, text);
  }

  /** Does what was asked. @returns the documented reply, and what it means for the people */
  private carryOut(
    account: Account,
    op: Understood['op'],
    people: readonly string[],
    key: string,
  ): [string, Meaning | null, number] {
    const held = this.held.get(account.connection) ?? new Map<string, number>();
    switch (op) {
      case 'sign-in':
        return [jwt(key, Math.floor(this.clock.now / 1000) + 86_400), null, 200];
      case 'look-up':
        return people.some((person) => held.has(person))
          ? [JSON.stringify([{ email: people[0] }]), null, 200]
          : ['[]', 'absent', 200];
      case 'find': {
        const data = people.flatMap((person) =>
          held.has(person) ? [{ ID: String(held.get(person)), fields: { email: person } }] : [],
        );
        return [
          JSON.stringify({ start: 0, limit: 1000, count: data.length, total: data.length, data }),
          data.length === 0 ? 'absent' : null,
          200,
        ];
      }
      case 'delete-profile': {
        const isThere = people.some((person) => held.delete(person));
        return !isThere
          ? ['{"error":{"message":"The profile has already been removed"}}', 'absent', 400]
          : ['', 'deleted', 204];
      }
      case 'erase':
        for (const person of people) held.delete(person);
        if (account.provider === 'copernica') return ['', 'registered', 201];
        return account.provider === 'quickhelp' ? ['{}', 'accepted', 200] : ['{}', 'registered', 200];
    }
  }
}
