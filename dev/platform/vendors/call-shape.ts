/**
 * Recognises a documented call in a request, whoever it is about: the call is made about two strangers, and what differs
 * between the two is what stands for the person, the record, or the token.
 */
import { parseEmail } from '../../../src/core/person/email';
import type { Call } from '../../../src/ports/http';
import type { Subject } from '../../../src/providers/kit';
import type { About, DocumentedCall } from '../../../src/providers/kit/documented';
import type { VendorRequest } from './wire';

/** Every value of a request, by the place where it stands. */
export type Places = ReadonlyMap<string, string>;

export function subject(address: string): Subject {
  const email = parseEmail(address);
  if (email === null) throw new Error('a vendor was told of no address');
  return { email, erasureId: 'simulated' };
}

/** Nothing of one of them is in the other, at either end. */
const ONE: About = {
  ...{ people: [subject('alpha@first.example')], id: '71001', token: 'eyJh.aaaa.one', uuid: 'c0de-1', at: 0 },
};
const OTHER: About = {
  ...{ people: [subject('zulu@second.test')], id: '92008', token: 'xxxx.bbbb.two', uuid: 'fade-2', at: 1 },
};

function leavesOf(value: unknown, place: string): [string, string][] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null)
    return [[place, typeof value === 'string' ? value : JSON.stringify(value)]];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, `${place}/${name}`));
}

/** Parameters by their names; one that stands there again has a number. */
function named(where: string, parameters: URLSearchParams): [string, string][] {
  const times = new Map<string, number>();
  return [...parameters].map(([name, value]) => {
    const nth = (times.get(name) ?? 0) + 1;
    times.set(name, nth);
    return [`${where}/${name}${nth === 1 ? '' : `#${String(nth)}`}`, value];
  });
}

function bodyPlaces(body: string, type: string): [string, string][] {
  if (type.includes('x-www-form-urlencoded')) return named('body', new URLSearchParams(body));
  try {
    return leavesOf(JSON.parse(body), 'body');
  } catch {
    return [];
  }
}

export const placesOf = ({ method, url, headers, body }: VendorRequest): Places =>
  new Map([
    ['method', method],
    ['host', url.host],
    ...url.pathname.split('/').map((part, index): [string, string] => [`path/${String(index)}`, decoded(part)]),
    ...named('query', url.searchParams),
    ...Object.entries(headers).map(([name, value]): [string, string] => [`header/${name.toLowerCase()}`, value]),
    ...bodyPlaces(body, headers['content-type'] ?? ''),
  ]);

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A call as it goes over the wire. */
export function toRequest({ method, url, headers = {}, json, form }: Call): VendorRequest {
  const body =
    form === undefined
      ? json === undefined
        ? ''
        : JSON.stringify(json)
      : new URLSearchParams(form as Record<string, string> | string[][]).toString();
  const type = form === undefined ? 'application/json' : 'application/x-www-form-urlencoded';
  return { method, url: new URL(url), headers: { ...headers, 'content-type': type }, body };
}

/** What stands around a value that differs: 'email==' before an address, say. */
interface Varying {
  readonly place: string;
  readonly before: string;
  readonly after: string;
}

function varying(place: string, one: string, other: string): Varying {
  let before = 0;
  while (one[before] === other[before]) before += 1;
  let after = 0;
  while (one.at(-1 - after) === other.at(-1 - after)) after += 1;
  return { place, before: one.slice(0, before), after: after === 0 ? '' : one.slice(-after) };
}

const within = ({ before, after }: Varying, value: string): string | null =>
  value.startsWith(before) && value.endsWith(after) && value.length >= before.length + after.length
    ? value.slice(before.length, value.length - after.length)
    : null;

/** Whether a place of a request proves who sends it; of a sign-in its body does. */
const isProof = (place: string, { kind }: DocumentedCall): boolean =>
  place.startsWith('header/') || place.startsWith('query/') || (kind === 'sign-in' && place.startsWith('body/'));

/** What a request says: for each of its people the values that stand for them, and whether its keys are those of the call. */
export interface Said {
  readonly names: readonly string[];
  readonly token: string | null;
  readonly isProven: boolean;
}

export class CallShape {
  private readonly fixed: Places;
  private readonly varying: readonly Varying[];
  private readonly token: Varying | null;
  /** Up to the number of the person, where the call is about many. */
  private readonly list: string | null;
  /** Which of what differs is the address itself; -1 where there are only hashes of it, or ids. */
  private readonly address: number;
  private readonly names = new Map<string, string>();

  /** @param nth which of the call's requests it is */
  constructor(
    private readonly call: DocumentedCall,
    private readonly nth: number,
  ) {
    const [one, other] = [this.placesAbout(ONE), this.placesAbout(OTHER)];
    // An id and a time of the caller's own stand for nobody.
    const ours = this.placesAbout({ ...ONE, uuid: OTHER.uuid, at: OTHER.at });
    const isSame = (place: string) => one.get(place) === other.get(place);
    this.fixed = new Map([...one].filter(([place]) => isSame(place) && place !== 'header/content-type'));
    const all = [...one]
      .filter(([place]) => !isSame(place))
      .map(([place, value]) => varying(place, value, other.get(place) ?? ''));
    const token = all.find((each) => within(each, one.get(each.place) ?? '') === ONE.token);
    this.token = token ?? null;
    const holds = (each: Varying, value: string | undefined) => within(each, one.get(each.place) ?? '') === value;
    this.varying = all.filter((each) => each !== token && ours.get(each.place) === one.get(each.place));
    const [first] = this.varying;
    this.list = first === undefined ? null : (/^(body\/.*?)\/0(?:\/|$)/.exec(first.place)?.[1] ?? null);
    this.address = this.varying.findIndex((each) => holds(each, ONE.people[0]?.email));
  }

  /** How much of a request has to be as it is: of two calls alike, the one that asks for more is meant. */
  get fixedPlaces(): number {
    return this.fixed.size;
  }

  private placesAbout(about: About): Places {
    const call = this.call.requests(about)[this.nth];
    if (call === undefined) throw new Error(`${this.call.op} is not made of the same requests for everybody`);
    return placesOf(toRequest(call));
  }

  /** Each person of a request as if it were about them alone. */
  private singles(places: Places): Places[] {
    const { list } = this;
    if (list === null) return [places];
    const numbers = new Set<string>();
    for (const place of places.keys())
      if (place.startsWith(`${list}/`)) numbers.add(place.slice(list.length + 1).split('/')[0] ?? '');
    return [...numbers].map((number) => {
      const own = `${list}/${number}`;
      return new Map(
        [...places].map(([place, value]) =>
          place === own || place.startsWith(`${own}/`)
            ? [`${list}/0${place.slice(own.length)}`, value]
            : [place, value],
        ),
      );
    });
  }

  private nameIn(places: Places): string | null {
    const values = this.varying.map((each) => {
      const value = places.get(each.place);
      return value === undefined ? null : within(each, value);
    });
    return values.includes(null) ? null : values.join('\n');
  }

  /** Reads a request; null where it is another call. */
  read(places: Places): Said | null {
    const singles = this.singles(places);
    const names = singles.map((single) => this.nameIn(single));
    const differs = [...this.fixed].filter(([place, value]) => singles.some((single) => single.get(place) !== value));
    const path = [...places.keys()].filter((place) => place.startsWith('path/')).length;
    const ownPath = [...this.fixed.keys(), ...this.varying.map(({ place }) => place)];
    const isOther = path !== ownPath.filter((place) => place.startsWith('path/')).length;
    const known = names.flatMap((name) => name ?? []);
    if (
      isOther ||
      known.length < names.length ||
      names.length === 0 ||
      !differs.every(([place]) => isProof(place, this.call))
    )
      return null;
    const token = this.token === null ? null : within(this.token, places.get(this.token.place) ?? '');
    return { names: known, token, isProven: differs.length === 0 };
  }

  /** What stands for somebody in this call, or for their record. */
  nameOf({ email, id }: { readonly email: string; readonly id: number }): string {
    const key = `${String(id)} ${email}`;
    const known = this.names.get(key);
    if (known !== undefined) return known;
    const name = this.nameIn(this.placesAbout({ ...ONE, people: [subject(email)], id: String(id) })) ?? '';
    this.names.set(key, name);
    return name;
  }

  /** The address that a name is; null where it is a hash of one. */
  addressIn(name: string): string | null {
    return this.address < 0 ? null : (name.split('\n')[this.address] ?? null);
  }
}
