/**
 * The addresses that literally stand in a text, whatever stands around them: what a person may type who reads the issue.
 * Nothing is decided by it.
 */
import { distinct, type Email, wholeAddress } from '../person/email';

const LOCAL = String.raw`[\p{L}\p{M}\p{N}._+'&%=/~-]`;
const DOMAIN = String.raw`[\p{L}\p{M}\p{N}.-]`;
/** From border to border: no character of an address stands directly before or behind. */
const STANDING = new RegExp(`(?<!${LOCAL}|@)${LOCAL}{1,64}@${DOMAIN}{1,253}(?!${DOMAIN}|@)`, 'gu');

/** What may have grown onto an address: a dot that ends a sentence, quotation marks around, a label with its sign. */
const grown = (text: string, isQuoted: boolean): string[] => {
  const ended = text.replace(/[.-]+$/u, '');
  return isQuoted ? [ended.slice(1)] : [ended, ended.replace(/^[^=]*=/u, '')];
};

/** Every address that stands in the text as it is written, each once, in their order. */
export function literalAddresses(text: string): Email[] {
  const found = [...text.matchAll(STANDING)].flatMap(({ 0: literal, index }) =>
    grown(literal, literal.startsWith("'") && text[index + literal.length] === "'"),
  );
  return distinct(found.map(wholeAddress).filter((email) => email !== null));
}
