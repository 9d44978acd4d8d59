/**
 * Finds the person of an issue: asks the configured sources in order, until one decides.
 */
import type { Reading } from '../../core/address/adf';
import {
  decideStructured,
  decideText,
  type Extraction,
  type ExtractionRefusal,
  readText,
  type Source,
} from '../../core/address/extract';
import { HIDDEN } from '../../core/address/flaws';
import { literalAddresses } from '../../core/address/literals';
import { textsOf } from '../../core/address/structured';
import type { Erasure } from '../../core/erasure/erasure';
import type { As } from '../../core/status/origin';
import { distinct, type Email, isSameAddress } from '../../core/person/email';
import { type Person } from '../../core/person/person';
import { isProtected } from '../../core/policy/rules';
import type { Settings } from '../../core/settings/schema';
import type { Issue } from '../../ports/issues';
import type { Ports } from '../../ports/ports';
import { whyNotFound } from './why-not-found';

/** How a person was picked: `alone` stood nobody else; `chosen` among several; `typed` as it literally stands there. */
export type Picked = Erasure['pick'];

export type Located =
  | {
      readonly kind: 'found';
      readonly person: Person;
      readonly source: Source;
      /** Left aside, or not picked. */
      readonly alsoSeen: readonly Email[];
      readonly pick: Picked;
      /** Nobody could read it otherwise. What was typed is sure only where the scanner is. */
      readonly isSure: boolean;
      /** Everybody whom the source names, addresses of our own left out. */
      readonly people: readonly Email[];
    }
  | {
      readonly kind: 'refused';
      readonly code: ExtractionRefusal;
      /** Which source decided; null: all of them are empty. */
      readonly source: Source | null;
      readonly seen: readonly Email[];
      /** Among which a person may choose. */
      readonly choices: readonly Email[];
      /** What stands in the source. */
      readonly values: readonly string[];
      /** What literally stands on the issue, where that was asked for: a person may type one of them. */
      readonly literals: readonly Email[];
    };

/** Where an address may stand besides the sources, for a person to type it. */
const FREE_TEXT = ['summary', 'description'];

/** The issue fields that the sources and the names are read from, and with them those a person may type from. */
export function fieldsOf({ extraction }: Settings, picking: Picking = {}): string[] {
  const { firstname, suffix, lastname } = extraction.names ?? {};
  const mapped = extraction.sources.map((source) => ('field' in source ? source.field : null));
  const free = picking.type === undefined ? [] : FREE_TEXT;
  return [...new Set([...mapped, firstname, suffix, lastname, ...free].filter((field) => typeof field === 'string'))];
}

const isUser = (value: unknown): value is { accountId: string; emailAddress?: unknown } =>
  typeof value === 'object' && value !== null && 'accountId' in value && typeof value.accountId === 'string';

/** The address of an account. One whose address Jira does not tell holds somebody all the same: it is no empty source. */
const addressOf = async (issues: Ports['issues'], accountId: string): Promise<string> =>
  (await issues.addressOf(accountId)) ?? HIDDEN;

async function textsOfField(issues: Ports['issues'], value: unknown): Promise<string[]> {
  const users = [value].flat().filter(isUser);
  if (users.length === 0) return textsOf(value);
  return Promise.all(users.map(({ accountId }) => addressOf(issues, accountId)));
}

type Structured = Exclude<Source, { kind: 'text' }>;

/** The texts that a structured source holds; none where it holds nothing. */
async function textsIn(issues: Ports['issues'], issue: Issue, source: Structured, as: As): Promise<string[]> {
  switch (source.kind) {
    case 'field':
      return textsOfField(issues, issue.fields[source.field]);
    case 'form':
      return textsOf(await issues.formAnswers(issue, source.label, as));
    case 'request-field':
      return issue.isServiceDesk ? textsOf(await issues.requestFieldValues(issue, source.label, as)) : [];
    case 'reporter':
      return issue.reporterAccountId === null ? [] : [await addressOf(issues, issue.reporterAccountId)];
  }
}

function nameIn(issue: Issue, field: string | undefined): string | undefined {
  if (field === undefined) return undefined;
  const name = readText(issue.fields[field]).text.replace(/\s+/g, ' ').trim().slice(0, 100);
  return name === '' ? undefined : name;
}

function toPerson(issue: Issue, { extraction }: Settings, email: Email): Person {
  const { names } = extraction;
  const found = {
    firstname: nameIn(issue, names?.firstname),
    suffix: nameIn(issue, names?.suffix),
    lastname: nameIn(issue, names?.lastname),
  };
  return { email, ...Object.fromEntries(Object.entries(found).filter(([, name]) => name !== undefined)) };
}

/** Picks one of some addresses; undefined: none of them. */
export type Choose = (emails: readonly Email[]) => Promise<Email | undefined>;

/** How a person picks the address where the sources do not decide; what is missing, nobody does. */
export interface Picking {
  /** Among several, all of which are sure. */
  readonly choose?: Choose;
  /** Among those that literally stand on the issue. */
  readonly type?: Choose;
}

const NOTHING_READ: Reading = { text: '', links: [], asides: [] };

/** A place of an issue with its text. */
interface Place {
  readonly source: Source;
  readonly reading: Reading;
}

/** The text of a source as whoever sees the issue reads it. The address of an account does not stand there. */
async function readingOf(issues: Ports['issues'], issue: Issue, source: Source, as: As): Promise<Reading> {
  if (source.kind === 'reporter') return NOTHING_READ;
  if (source.kind === 'text') return readText(issue.fields[source.field]);
  if (source.kind === 'field' && [issue.fields[source.field]].flat().some(isUser)) return NOTHING_READ;
  return { text: (await textsIn(issues, issue, source, as)).join('\n'), links: [], asides: [] };
}

/** More than so many values of a source are not shown. */
const MOST_SHOWN = 5;
/** What is shown of a source: its values; of a text the lines in which somebody may be named. */
const shownOf = (texts: readonly string[]): string[] => texts.filter((text) => text.trim() !== '').slice(0, MOST_SHOWN);
const linesOf = ({ text }: Reading): string[] => text.split('\n').filter((line) => /[@＠]/u.test(line));

/** Everything on the issue that a person may type an address from: the sources first. */
async function placesOf(issues: Ports['issues'], settings: Settings, issue: Issue, as: As): Promise<Place[]> {
  const places: Place[] = [];
  for (const source of settings.extraction.sources)
    places.push({ source, reading: await readingOf(issues, issue, source, as) });
  for (const field of FREE_TEXT)
    places.push({ source: { kind: 'text', field }, reading: readText(issue.fields[field]) });
  return places;
}

/** Whether the scanner is sure of an address in a text. */
function isSureOf(email: Email, { reading }: Place): boolean {
  const decision = decideText(reading, []);
  if (decision.kind === 'empty') return false;
  const sure = decision.kind === 'found' ? [decision.email] : decision.choices;
  return sure.some((one) => isSameAddress(one, email));
}

type Refused = Extract<Located, { kind: 'refused' }>;

/** Where the sources do not decide: what a person picks, or the refusal. */
async function pickAfter(
  refused: Refused,
  places: () => Promise<Place[]>,
  { choose, type }: Picking,
): Promise<Located> {
  const { choices, source, seen } = refused;
  const chosen = choices.length > 0 ? await choose?.(choices) : undefined;
  if (chosen !== undefined && source !== null) {
    const alsoSeen = seen.filter((one) => one !== chosen);
    // The issue's names may be the other's: nobody said whose they are.
    return {
      kind: 'found',
      person: { email: chosen },
      source,
      alsoSeen,
      pick: 'chosen',
      isSure: true,
      people: choices,
    };
  }
  if (type === undefined) return refused;
  const all = (await places()).map((place) => ({ place, emails: literalAddresses(place.reading.text) }));
  const literals = distinct(all.flatMap(({ emails }) => emails));
  const typed = await type(literals);
  const withIt = typed === undefined ? [] : all.filter(({ emails }) => emails.some((one) => isSameAddress(one, typed)));
  const [first] = withIt;
  if (typed === undefined || first === undefined) return { ...refused, literals };
  return {
    kind: 'found',
    person: { email: typed },
    source: first.place.source,
    alsoSeen: literals.filter((one) => !isSameAddress(one, typed)),
    pick: 'typed',
    isSure: isSureOf(typed, first.place),
    people: [typed],
  };
}

/** As whom the issue is read, and how a person picks where a source does not decide; without that, it is a refusal. */
export interface Locating extends Picking {
  readonly as: As;
}

/** Asks the sources in order; the first that holds something decides. */
export async function locate(
  issues: Ports['issues'],
  settings: Settings,
  issue: Issue,
  { as, ...picking }: Locating,
): Promise<Located> {
  const { policy, extraction } = settings;
  const places = () => placesOf(issues, settings, issue, as);
  for (const source of extraction.sources) {
    const reading = source.kind === 'text' ? readText(issue.fields[source.field]) : NOTHING_READ;
    const values = source.kind === 'text' ? linesOf(reading) : await textsIn(issues, issue, source, as);
    const decision: Extraction =
      source.kind === 'text'
        ? decideText(reading, policy.protectedDomains)
        : decideStructured(values, (email) => isProtected(email, policy));
    if (decision.kind === 'found') {
      const { email, alsoSeen } = decision;
      const person = toPerson(issue, settings, email);
      return { kind: 'found', person, source, alsoSeen, pick: 'alone', isSure: true, people: [email] };
    }
    if (decision.kind === 'refused')
      return pickAfter({ ...decision, source, values: shownOf(values), literals: [] }, places, picking);
  }
  const nothing: Refused = {
    ...{ kind: 'refused', code: 'no-address', source: null },
    ...{ seen: [], choices: [], values: [], literals: [] },
  };
  return pickAfter(nothing, places, picking);
}

/** Picks the person of an erasure again, where somebody picked them before; where nobody did, nobody does now. */
export function pickedBefore(
  { addresses }: Pick<Ports, 'addresses'>,
  { pick, personId }: Pick<Erasure, 'pick' | 'personId'>,
): Picking {
  const again: Choose = async (emails) => {
    for (const email of emails) if ((await addresses.personId(email)) === personId) return email;
    return undefined;
  };
  return pick === 'alone' ? {} : pick === 'chosen' ? { choose: again } : { type: again };
}

const PICKED: Record<Picked, string> = {
  alone: '',
  chosen: ', chosen by a person among several',
  typed: ', typed by a person as it stands there',
};

/** Where the address was found, as the evidence names it. */
export const sourceName = ({ source, pick }: Extract<Located, { kind: 'found' }>): string =>
  `${source.kind}${PICKED[pick]}`;

/**
 * The person.
 * @throws AppError where there is none, in words that name the places of the issue
 */
export function assertFound(located: Located, issue: Issue, settings: Settings): Extract<Located, { kind: 'found' }> {
  if (located.kind === 'refused') throw whyNotFound(located, issue, settings);
  return located;
}
