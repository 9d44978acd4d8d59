/**
 * Settings as fields: what follows from them, and that no secret can hide.
 */
import * as z from 'zod/mini';
import {
  choice,
  defineProvider,
  flag,
  lines,
  list,
  number,
  optional,
  otherwise,
  secret,
  structure,
  text,
} from '../../../src/providers/kit';
import type { Fields } from '../../../src/providers/kit/fields';

const withFields = (settings: Fields) =>
  defineProvider({
    ...{ id: 'x', label: 'X', does: '', promise: '', page: '', hosts: [], callsPerMinute: 60, settings },
    ...({ category: 'any', confidence: 'vendor' } as const),
    erase: { flow: () => Promise.resolve('deleted') },
  });
const propertiesOf = (settings: Fields) =>
  (withFields(settings).schema() as { properties: Record<string, Record<string, unknown>> }).properties;
const fits = (settings: Fields, value: unknown): boolean => withFields(settings).problems({ of: value }) === null;

describe('a secret', () => {
  it.each<[string, Fields]>([
    ['by itself', { key: secret('Key', '') }],
    ['that may be left out', { key: optional(secret('Key', '')) }],
    ['with a default', { key: otherwise(secret('Key', ''), 'x') }],
    ['with a default that may be left out', { key: optional(otherwise(secret('Key', ''), 'x')) }],
    ['of a pattern', { key: secret('Key', '', /^k-/) }],
  ])('is one, %s', (_, settings) => {
    expect(withFields(settings).secretFields).toEqual(['key']);
    expect(propertiesOf(settings)['key']?.['writeOnly']).toBe(true);
  });

  const hidden = z.string().check(z.meta({ writeOnly: true }));
  it.each<[string, z.ZodMiniType]>([
    ['by itself', hidden],
    ['optional', z.optional(hidden)],
    ['nullable', z.nullable(hidden)],
    ['with a default', z._default(hidden, 'x')],
    [
      'in a pipe',
      z.pipe(
        hidden,
        z.transform((one) => one),
      ),
    ],
    ['in an object', z.object({ deep: z.object({ key: hidden }) })],
    ['in a list', z.array(hidden)],
    ['in a record', z.record(z.string(), hidden)],
  ])('cannot be declared as a structure: %s', (_, schema) => {
    expect(() => withFields({ key: structure('Key', '', schema) })).toThrow(TypeError);
  });

  it('is no schema, so that no schema can wrap it', () => {
    const key = secret('Key', '');
    // @ts-expect-error -- a field is no schema
    expect(() => z.nullable(key).parse(null)).toBeDefined();
    // @ts-expect-error -- a schema is no field
    const settings: Fields = { key: key.schema };
    expect(settings).toBeDefined();
  });

  it('that is empty is missing', () => {
    expect(withFields({ key: secret('Key', '') }).problems({ key: ' ' })?.issues[0]?.message).toBe('is missing');
  });
});

it('makes the form from the kinds', () => {
  const properties = propertiesOf({
    text: text('Text', 'A text.'),
    lines: lines('Lines', ''),
    list: list('List', ''),
    choice: otherwise(choice('Choice', '', ['a', 'b']), 'a'),
    number: number('Number', '', [1, 9]),
    flag: flag('Flag', ''),
  });
  expect(properties).toMatchObject({
    text: { type: 'string', title: 'Text', description: 'A text.' },
    lines: { type: 'string', format: 'lines' },
    list: { type: 'array' },
    choice: { enum: ['a', 'b'], default: 'a' },
    number: { type: 'integer', minimum: 1, maximum: 9 },
    flag: { type: 'boolean' },
  });
});

it.each<[string, Fields[string], readonly unknown[], readonly unknown[]]>([
  ['text', text('', '', /^[a-z]+$/), ['abc', ' abc '], ['', 'a1', 7]],
  ['text in lower case', text('', '', { fits: /^[a-z]+$/, lowerCase: true }), ['ABC'], ['A1']],
  ['text of a length', text('', '', { longest: 2 }), ['ab'], ['abc']],
  ['list', list('', '', /^\d$/), [['1'], ['1', '2']], [[], ['x'], '1', Array.from({ length: 21 }, () => '1')]],
  ['choice', choice('', '', ['a', 'b']), ['a'], ['c', '']],
  ['number', number('', '', [1, 9]), [1, 9], [0, 10, 1.5, '1']],
  ['flag', flag('', ''), [true, false], ['true', 1]],
])('%s takes what it says', (_, field, good, bad) => {
  for (const value of good) expect([value, fits({ of: field }, value)]).toEqual([value, true]);
  for (const value of bad) expect([value, fits({ of: field }, value)]).toEqual([value, false]);
});

it('takes no setting that is not declared', () => {
  expect(withFields({}).problems({ key: 'x' })).not.toBeNull();
});
