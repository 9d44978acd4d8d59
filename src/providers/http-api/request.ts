/**
 * The call for one person, as the admin set it up.
 */
import type { Request, SettingsOf, Subject } from '../kit';
import type { FIELDS } from './fields';
import { fillHeader, fillJson, fillUrl, fillValue, type Filling } from './fill';
import { type Known, namesIn } from './placeholders';
import { templatesIn } from './templates';
import { pairsOf, readJson } from './texts';

type Settings = SettingsOf<typeof FIELDS>;

/** Whether a call holds the time at which it was first made. */
export const holdsTime = (settings: Settings): boolean => templatesIn(settings).flatMap(namesIn).includes('now');

/** Headers with their values filled in; one that is given several times holds all of them. */
function headersOf({ headers }: Settings, filling: Filling): Record<string, string> {
  const filled: Record<string, string> = {};
  for (const [name, value] of pairsOf(headers, ':') ?? []) {
    const before = filled[name.toLowerCase()];
    const next = fillHeader(value, filling);
    filled[name.toLowerCase()] = before === undefined ? next : `${before}, ${next}`;
  }
  return filled;
}

function bodyOf({ body, bodyTemplate }: Settings, filling: Filling): Pick<Request, 'json' | 'form'> {
  if (body === 'json') return { json: fillJson(readJson(bodyTemplate), filling) };
  if (body === 'none') return {};
  return {
    form: (pairsOf(bodyTemplate, '=') ?? []).map(([name, value]) => [name, fillValue(value, filling)] as const),
  };
}

/** How the kind of body is told, and that an answer of that kind is read. */
const typed = (type: string): Readonly<Record<string, string>> =>
  type === ''
    ? {}
    : { 'content-type': type, ...(type.includes('+json') ? { accept: `${type}, application/json` } : {}) };

const fillingOf = (
  { quotes, asciiDomain, authSecret2 }: Settings,
  person: Subject,
  more: Pick<Known, 'id' | 'page'> = {},
): Filling => ({ quoting: quotes, known: { person, isAscii: asciiDomain, secret2: authSecret2, ...more } });

/**
 * The call that erases. @param more the record, or which call it is
 * @throws Ending where the issue does not give what a placeholder stands for, or a value would end its quotes
 */
export function requestOf(settings: Settings, person: Subject, more?: Pick<Known, 'id' | 'page'>): Request {
  const filling = fillingOf(settings, person, more);
  return {
    method: settings.method,
    path: fillUrl(settings.url, filling),
    headers: { ...typed(settings.contentType), ...headersOf(settings, filling) },
    timeoutMs: settings.timeoutSeconds * 1000,
    ...bodyOf(settings, filling),
  };
}

/** The call that looks a person up. @throws Ending as {@link requestOf} */
export function lookUpOf(settings: Settings, person: Subject): Request {
  const filling = fillingOf(settings, person);
  return {
    method: 'GET',
    path: fillUrl(settings.findUrl, filling),
    headers: headersOf(settings, filling),
    timeoutMs: settings.timeoutSeconds * 1000,
  };
}
