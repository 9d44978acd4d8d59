/**
 * The texts of a call in which placeholders are filled in.
 */
import { type Pair, pairsOf, readJson } from './texts';

/** The texts of a JSON value: values, not the names before them. */
function textsIn(json: unknown): string[] {
  if (typeof json === 'string') return [json];
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(textsIn) : [];
}

interface Template {
  readonly url: string;
  readonly headers: string;
  readonly body: 'none' | 'json' | 'form';
  readonly bodyTemplate: string;
}

/** Every text of a call in which placeholders are filled in. */
export function templatesIn({ url, headers, body, bodyTemplate }: Template): string[] {
  const values = (pairs: readonly Pair[] | null) => (pairs ?? []).map(([, value]) => value);
  const inBody = { none: [], json: textsIn(readJson(bodyTemplate)), form: values(pairsOf(bodyTemplate, '=')) };
  return [url, ...values(pairsOf(headers, ':')), ...inBody[body]];
}
