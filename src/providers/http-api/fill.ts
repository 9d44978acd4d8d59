/**
 * Placeholders filled in, each value written for the place where it stands, so that nothing a person is called can break
 * out of it.
 */
import { encoded, Ending, type Escaped } from '../kit';
import { type Known, PLACEHOLDER, valueOf } from './placeholders';
import { marksAround, quoted, type Quoting } from './quotes';

export interface Filling {
  readonly known: Known;
  readonly quoting: Quoting;
}

/** The issue does not give what a placeholder stands for. Nothing is called then: half a name may be somebody else's. */
const MISSING = { kind: 'refused', reason: 'name-missing' } as const;
const ENDS_ITS_QUOTES = { kind: 'refused', reason: 'ends-quotes' } as const;

/** A place in a call. `read`: how the other side reads what the admin wrote there; `write`: how a value is written. */
interface Place {
  readonly read: (text: string) => string;
  readonly write: (value: string) => string;
}

const asIs = (text: string): string => text;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Line breaks and other control characters end a header: they are left out. */
// eslint-disable-next-line no-control-regex -- exactly these are meant
const CONTROL = /[\u0000-\u001f\u007f]/g;

const PATH: Place = {
  read: decoded,
  write: (value) => {
    if (/^\.{0,2}$/.test(value)) throw new RangeError('a value that leads elsewhere');
    return encoded(value);
  },
};
const QUERY: Place = { read: decoded, write: encoded };
const HEADER: Place = { read: asIs, write: (value) => value.replace(CONTROL, '') };
/** Written by whoever writes the JSON or the form. */
const VALUE: Place = { read: asIs, write: asIs };

/** @throws Ending where the issue does not give what a placeholder stands for, or a value would end its quotes */
function fill(template: string, { known, quoting }: Filling, { read, write }: Place): string {
  // Texts and the names of placeholders in turn.
  const parts = template.split(PLACEHOLDER);
  const texts = parts.map((part, index) => (index % 2 === 0 ? read(part) : ''));
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return part;
      const value = valueOf(part, known);
      if (value === undefined) throw new Ending(MISSING);
      const marks = marksAround(texts.slice(0, index).join(''), texts.slice(index).join(''), quoting);
      const inQuotes = quoted(value, marks, quoting);
      if (inQuotes === null) throw new Ending(ENDS_ITS_QUOTES);
      return write(inQuotes);
    })
    .join('');
}

/** A value of a form, filled in. @throws Ending */
export const fillValue = (template: string, filling: Filling): string => fill(template, filling, VALUE);

/** The value of a header, filled in. @throws Ending */
export const fillHeader = (template: string, filling: Filling): string => fill(template, filling, HEADER);

/** A URL, filled in: the path, and each parameter by itself. @throws Ending */
export function fillUrl(template: string, filling: Filling): Escaped {
  const [path = '', ...query] = template.split('?');
  const parameters = query
    .join('?')
    .split('&')
    .map((parameter) => fill(parameter, filling, QUERY).replaceAll(' ', '%20'));
  return [fill(path, filling, PATH), ...(query.length === 0 ? [] : [parameters.join('&')])].join('?') as Escaped;
}

/** A JSON value with every text in it filled in. @throws Ending */
export function fillJson(json: unknown, filling: Filling): unknown {
  if (typeof json === 'string') return fillValue(json, filling);
  if (Array.isArray(json)) return json.map((one) => fillJson(one, filling));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, fillJson(value, filling)]));
}
