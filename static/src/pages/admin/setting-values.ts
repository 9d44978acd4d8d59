/**
 * A provider's settings as form fields, and back. What is no text, number, choice or switch is written as JSON.
 */
import type { ProviderView } from '../../../../src/contract/admin-calls';

export interface SettingFieldView {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly kind:
    'text' | 'secret' | 'number' | 'switch' | 'choice' | 'lines' | 'list' | 'json' | 'person' | 'resolutions';
  readonly choices: readonly string[];
  readonly isRequired: boolean;
  readonly initial: string;
}

interface Property {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly writeOnly?: boolean;
  readonly format?: string;
  readonly default?: unknown;
  readonly items?: { readonly type?: string };
}

function kindOf({ type, writeOnly, format, enum: choices, items }: Property): SettingFieldView['kind'] {
  if (writeOnly === true) return 'secret';
  if (choices !== undefined) return 'choice';
  if (format === 'lines') return 'lines';
  if (format === 'account') return 'person';
  if (format === 'resolutions') return 'resolutions';
  if (type === 'array' && items?.type === 'string') return 'list';
  if (type === 'boolean') return 'switch';
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'string' ? 'text' : 'json';
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
const toText = (value: unknown): string => {
  if (isTexts(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** The fields of a provider's form, in the order of its schema. */
export function fieldsOf({ schema }: ProviderView): SettingFieldView[] {
  const { properties = {}, required = [] } = schema as {
    properties?: Record<string, Property>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    title: property.title ?? name,
    description: property.description ?? '',
    kind: kindOf(property),
    choices: property.enum ?? [],
    isRequired: required.includes(name),
    initial: property.default === undefined ? '' : toText(property.default),
  }));
}

/** What the form shows at first. */
export function toTexts(
  fields: readonly SettingFieldView[],
  settings: Readonly<Record<string, unknown>>,
): Record<string, string> {
  return Object.fromEntries(
    fields.map(({ name, initial }) => [name, settings[name] === undefined ? initial : toText(settings[name])]),
  );
}

function toValue({ kind }: SettingFieldView, text: string): unknown {
  if (kind === 'switch') return text === 'true';
  if (kind === 'number') return Number(text);
  if (kind === 'list') return text.split(/[\s,]+/).filter((one) => one !== '');
  if (kind !== 'json' && kind !== 'resolutions') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Sent as it is: the server says what it expects.
    return text;
  }
}

/** The settings that the form means. What was left empty is left out: a secret then stays as it is. */
export function toSettings(
  fields: readonly SettingFieldView[],
  texts: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const given = fields.filter(({ name }) => (texts[name] ?? '').trim() !== '');
  return Object.fromEntries(given.map((field) => [field.name, toValue(field, texts[field.name] ?? '')]));
}
