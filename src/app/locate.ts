/**
 * Finds the person of an issue: asks the configured sources in order, until one decides.
 */
import { decideStructured, decideText, type Extraction, readText, type Source } from '../core/extract';
import type { Erasure } from '../core/erasure';
import type { Email, Person } from '../core/person';
import type { As } from '../core/origin';
import type { Issue, Ports } from '../core/ports';
import { RefusedError } from '../core/refusal';
import { textsOf } from '../core/structured';
import type { ExtractionRefusal } from '../core/extract';
import type { Settings } from '../core/settings';

export type Located =
  | {
      readonly kind: 'found';
      readonly person: Person;
      readonly source: Source;
      readonly alsoSeen: readonly Email[];
      /** More than one was there, and a person chose this one. */
      readonly isChosen: boolean;
    }
  | {
      readonly kind: 'refused';
      readonly code: ExtractionRefusal;
      readonly source: Source | null;
      readonly seen: readonly Email[];
      /** Among which a person may choose. */
      readonly choices: readonly Email[];
    };

/** The issue fields that the sources and the names are read from. */
export function fieldsOf({ extraction }: Settings): string[] {
  const { firstname, suffix, lastname } = extraction.names ?? {};
  const mapped = extraction.sources.map((source) => ('field' in source ? source.field : null));
  return [...new Set([...mapped, firstname, suffix, lastname].filter((field) => typeof field === 'string'))];
}

const isUser = (value: unknown): value is { accountId: string; emailAddress?: unknown } =>
  typeof value === 'object' && value !== null && 'accountId' in value && typeof value.accountId === 'string';

/** The address of an account. One whose address Jira does not tell holds somebody all the same: it is no empty source. */
const addressOf = async (issues: Ports['issues'], accountId: string): Promise<string> =>
  (await issues.addressOf(accountId)) ?? '(hidden)';

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

/** Chooses among the addresses that a source holds; undefined: nobody chose. */
export type Choose = (choices: readonly Email[]) => Promise<Email | undefined>;
const NOBODY_CHOSE: Choose = () => Promise.resolve(undefined);

/**
 * Asks the sources in order; the first that holds something decides.
 * @param choose asked where that one holds more than one address; without it, that is a refusal
 */
export async function locate(
  issues: Ports['issues'],
  settings: Settings,
  issue: Issue,
  as: As,
  choose: Choose = NOBODY_CHOSE,
): Promise<Located> {
  const { protectedDomains } = settings.policy;
  for (const source of settings.extraction.sources) {
    const decision: Extraction =
      source.kind === 'text'
        ? decideText(readText(issue.fields[source.field]), protectedDomains)
        : decideStructured(await textsIn(issues, issue, source, as));
    if (decision.kind === 'found') {
      const { email, alsoSeen } = decision;
      return { kind: 'found', person: toPerson(issue, settings, email), source, alsoSeen, isChosen: false };
    }
    if (decision.kind === 'refused') {
      const chosen = decision.choices.length > 1 ? await choose(decision.choices) : undefined;
      if (chosen === undefined) return { ...decision, source };
      const alsoSeen = decision.choices.filter((one) => one !== chosen);
      // The issue's names may be the other's: nobody said whose they are.
      return { kind: 'found', person: { email: chosen }, source, alsoSeen, isChosen: true };
    }
  }
  return { kind: 'refused', code: 'no-address', source: null, seen: [], choices: [] };
}

/** Chooses the person of an erasure again, where somebody chose them before; where nobody did, nobody does now. */
export const chosenBefore =
  ({ vault }: Pick<Ports, 'vault'>, { isChosen, personId }: Pick<Erasure, 'isChosen' | 'personId'>): Choose =>
  async (choices) => {
    if (!isChosen) return undefined;
    for (const email of choices) if ((await vault.personId(email)) === personId) return email;
    return undefined;
  };

/** Where the address was found, as the evidence names it. */
export const sourceName = ({ source, isChosen }: Extract<Located, { kind: 'found' }>): string =>
  isChosen ? `${source.kind}, chosen by a person among several` : source.kind;

/** The person, or the refusal as an error. */
export function mustBeFound(located: Located): Extract<Located, { kind: 'found' }> {
  if (located.kind === 'refused') throw new RefusedError(located.code);
  return located;
}
