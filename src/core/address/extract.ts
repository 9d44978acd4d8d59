/**
 * Finds the one right address, or says why there is none.
 */
import * as z from 'zod/mini';
import { isDocument, readDocument, type Reading } from './adf';
import { readAddresses } from './grammar';
import { type Finding, UNSURE, type Witness } from './scanner/finding';
import { distinct, type Email, normalForm, under, visible } from '../person/email';
import { readAside, readLink, scanText } from './scanner/scan';
import { textsOf } from './structured';

const FieldId = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_.-]{0,254}$/, 'a field id such as customfield_10050'));
const Label = z.string().check(z.trim(), z.minLength(1), z.maxLength(255));

/** One place where the address may stand. Sources are asked in the configured order. */
export const Source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('field'), field: FieldId }),
  z.strictObject({ kind: z.literal('form'), label: Label }),
  z.strictObject({ kind: z.literal('request-field'), label: Label }),
  z.strictObject({ kind: z.literal('reporter') }),
  z.strictObject({ kind: z.literal('text'), field: z._default(FieldId, 'description') }),
]);
export type Source = z.infer<typeof Source>;

/** Why no address can be used. */
export type ExtractionRefusal = 'no-address' | 'invalid-address' | 'ambiguous';

export type Extraction =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'refused';
      readonly code: ExtractionRefusal;
      readonly seen: readonly Email[];
      /** Among which a person may choose; none where something beside them could not be read. */
      readonly choices: readonly Email[];
    }
  | {
      readonly kind: 'found';
      readonly email: Email;
      /** Left aside: addresses of our own. */
      readonly alsoSeen: readonly Email[];
    };

const EMPTY: Extraction = { kind: 'empty' };
const REFUSED = { kind: 'refused', seen: [], choices: [] } as const;

/** What a field's value says in words: the texts it holds, or what a document shows and where its links lead. */
export const readText = (value: unknown): Reading =>
  isDocument(value) ? readDocument(value) : { text: textsOf(value).join('\n'), links: [], asides: [] };

/** Whether nobody can see anything in a text. */
const isBlank = (text: string): boolean => !/[!-~]/.test(text) && visible(text).trim() === '';

/** Links that may name somebody. */
const MAY_NAME = /[@＠%]|email-protection/u;
/** More than that are no request but a list, and for a person to read. */
const MOST_LINKS = 100;

function findingsIn({ text, links, asides }: Reading): Finding[] {
  const telling = links.filter((link) => MAY_NAME.test(link));
  const linked = telling.length > MOST_LINKS ? [UNSURE] : telling.flatMap(readLink);
  return [...scanText(text), ...linked, ...asides.flatMap(readAside)];
}

const addressesIn = (findings: readonly Finding[]): Email[] =>
  distinct(findings.flatMap((finding) => (finding.kind === 'address' ? [finding.email] : [])));

/** Whether a witness names one of the addresses: as it is, or by its local part. */
function saidIn(emails: readonly Email[]): (witness: Witness) => boolean {
  const forms = new Set(emails.map(normalForm));
  const names = new Set([...forms].map((form) => form.slice(0, form.lastIndexOf('@'))));
  return ({ email, handle }) =>
    (email !== null && forms.has(normalForm(email))) || (handle !== null && names.has(handle.toLowerCase()));
}

/**
 * What a structured source decides: a field, an answer, an account. Its texts are read by the grammar, whole. One that
 * holds nothing is `empty`, and the next source is asked. Several are `ambiguous`; a person chooses among those that are
 * not our own, unless there are no others.
 * @param isOwn whether an address is protected
 */
export function decideStructured(texts: readonly string[], isOwn: (email: Email) => boolean = () => false): Extraction {
  const value = readAddresses(texts);
  switch (value.kind) {
    case 'empty':
      return EMPTY;
    case 'address':
      return { kind: 'found', email: value.email, alsoSeen: [] };
    case 'several': {
      const outsiders = value.emails.filter((email) => !isOwn(email));
      const choices = outsiders.length > 0 ? outsiders : value.emails;
      return { kind: 'refused', code: 'ambiguous', seen: value.emails, choices };
    }
    case 'invalid':
      return { ...REFUSED, code: 'invalid-address' };
  }
}

/** What stands in a text beside its addresses: something that may be another one, or one that cannot be read. */
function besides(findings: readonly Finding[], all: readonly Email[]): { unsure: boolean; broken: boolean } {
  const witnesses = findings.filter((finding) => finding.kind === 'witness');
  const hasWitness = witnesses.length > 0 && !witnesses.every(saidIn(all));
  return {
    unsure: findings.some(({ kind }) => kind === 'unsure') || (hasWitness && all.length > 0),
    broken: findings.some(({ kind }) => kind === 'broken'),
  };
}

/**
 * What free text decides: exactly one distinct address wins, several (or one beside something that may be another) are
 * `ambiguous`. No address counts as empty, and addresses on protected domains are left aside where another remains.
 */
export function decideText(reading: Reading, protectedDomains: readonly string[]): Extraction {
  if (isBlank(reading.text) && reading.links.length === 0 && reading.asides.length === 0) return EMPTY;
  const findings = findingsIn(reading);
  const all = addressesIn(findings);
  const isOurs = under(protectedDomains);
  const outsiders = all.filter((email) => !isOurs(email));
  const candidates = outsiders.length > 0 ? outsiders : all;
  const candidate = new Set(candidates);
  const alsoSeen = all.filter((email) => !candidate.has(email));
  const { unsure, broken } = besides(findings, all);
  const [first] = candidates;

  if (first === undefined) {
    if (!unsure && !broken) return EMPTY;
    return { ...REFUSED, code: unsure ? 'ambiguous' : 'invalid-address' };
  }
  if (unsure || broken) return { ...REFUSED, code: 'ambiguous', seen: all };
  if (candidates.length > 1) return { kind: 'refused', code: 'ambiguous', seen: all, choices: candidates };
  return { kind: 'found', email: first, alsoSeen };
}

/** Free text is never used without a person who confirms what was found in it. */
export const needsConfirmation = (source: Source): boolean => source.kind === 'text';
