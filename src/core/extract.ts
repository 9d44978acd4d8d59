/**
 * Finds the one right address, or says why there is none.
 */
import * as z from 'zod/mini';
import { isDocument, readDocument, type Reading } from './adf';
import { distinct, type Email, isUnder, visible } from './person';
import { type Finding, readMailto, scanText } from './scan';

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
  | { readonly kind: 'found'; readonly email: Email; readonly alsoSeen: readonly Email[] };

const EMPTY: Extraction = { kind: 'empty' };
const UNREADABLE: Reading = { text: '(unreadable)', links: [] };
/** Fields hold lists of values, not lists of lists. */
const DEEPEST_LIST = 5;

/**
 * What a field's value says. Strings, numbers, documents, options (`value`), users (`emailAddress`), and lists of them.
 * Anything else says nothing that could be an address, and is reported as a text that is none.
 */
export function readValue(value: unknown, depth = 0): Reading {
  if (value === null || value === undefined) return { text: '', links: [] };
  if (typeof value === 'string' || typeof value === 'number') return { text: String(value), links: [] };
  if (isDocument(value)) return readDocument(value);
  if (Array.isArray(value)) {
    if (depth > DEEPEST_LIST) return UNREADABLE;
    const readings = value.map((one) => readValue(one, depth + 1));
    return { text: readings.map(({ text }) => text).join('\n'), links: readings.flatMap(({ links }) => links) };
  }
  if (typeof value === 'object') {
    const { emailAddress, value: option, name } = value as Record<string, unknown>;
    const said = emailAddress ?? option ?? name;
    return typeof said === 'string' ? { text: said, links: [] } : UNREADABLE;
  }
  return UNREADABLE;
}

/** Whether nobody can see anything in a text. */
const isBlank = (text: string): boolean => !/[!-~]/.test(text) && visible(text).trim() === '';

const addressesIn = (findings: readonly Finding[]): Email[] =>
  distinct(findings.flatMap((finding) => (finding.kind === 'address' ? [finding.email] : [])));

/**
 * What one source decides.
 *
 * A source that holds nothing is `empty`, and the next is asked. One that holds something decides: exactly one distinct
 * address wins, several (or one beside something that may be another) are `ambiguous`, none is `invalid-address`.
 * In free text, no address counts as empty, and addresses on protected domains are left aside where another remains.
 */
export function decide(source: Source, reading: Reading, protectedDomains: readonly string[]): Extraction {
  if (isBlank(reading.text) && reading.links.length === 0) return EMPTY;
  const findings: Finding[] = [...scanText(reading.text), ...reading.links.flatMap(readMailto)];
  const all = addressesIn(findings);
  const isText = source.kind === 'text';
  const outsiders = isText ? all.filter((email) => !isUnder(email, protectedDomains)) : all;
  const candidates = outsiders.length > 0 ? outsiders : all;
  const candidate = new Set(candidates);
  const alsoSeen = all.filter((email) => !candidate.has(email));
  const unsure = findings.some(({ kind }) => kind === 'unsure');
  const broken = findings.some(({ kind }) => kind === 'broken');
  const [first] = candidates;

  if (first === undefined) {
    if (isText && !unsure && !broken) return EMPTY;
    return { kind: 'refused', code: unsure ? 'ambiguous' : 'invalid-address', seen: [], choices: [] };
  }
  if (unsure || broken) return { kind: 'refused', code: 'ambiguous', seen: all, choices: [] };
  if (candidates.length > 1) return { kind: 'refused', code: 'ambiguous', seen: all, choices: candidates };
  return { kind: 'found', email: first, alsoSeen };
}

/** Free text is never used without a person who confirms what was found in it. */
export const needsConfirmation = (source: Source): boolean => source.kind === 'text';
