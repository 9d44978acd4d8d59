/**
 * The settings of a provider, field by field. Secret is a kind of field and no property of one: what the vault keeps, what
 * the form masks and what an export leaves out is read from the kind, and a schema cannot say otherwise.
 */
import * as z from 'zod/mini';
import { AccountId } from '../../core/ids';

type Kind = 'text' | 'secret' | 'lines' | 'list' | 'choice' | 'number' | 'flag' | 'structure';

declare const made: unique symbol;
/** A field. Made by the functions below only. */
export interface Field<out T = unknown> {
  readonly [made]: true;
  readonly kind: Kind;
  readonly schema: z.ZodMiniType<T>;
}
export type Fields = Readonly<Record<string, Field>>;

/** The values of fields. */
export type SettingsOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

const field = <T>(kind: Kind, schema: z.ZodMiniType<T>): Field<T> => ({ kind, schema }) as Field<T>;

/** What a text has to be. `says`: what it is told that is not. */
interface Fit {
  readonly fits: RegExp | ((text: string) => boolean);
  readonly says?: string;
}

/** What a text has to be; several of it, in their order. `longest`: in characters. */
interface Fitting {
  readonly fits?: Fit['fits'] | readonly Fit[];
  readonly says?: string;
  readonly longest?: number;
  readonly lowerCase?: boolean;
  /** Blanks at the ends belong to it. */
  readonly asWritten?: boolean;
}

type Check = z.core.CheckFn<string> | z.core.$ZodCheck<string>;

const checkOf = ({ fits, says }: Fit): Check =>
  fits instanceof RegExp ? z.regex(fits, says) : z.refine<string>(fits, says);

function checksOf(given: RegExp | Fitting): Check[] {
  const { fits, says, longest, lowerCase, asWritten }: Fitting = given instanceof RegExp ? { fits: given } : given;
  const each: readonly Fit[] =
    fits === undefined ? [] : fits instanceof RegExp || typeof fits === 'function' ? [{ fits, ...saying(says) }] : fits;
  return [
    ...(asWritten === true ? [] : [z.trim()]),
    ...(lowerCase === true ? [z.toLowerCase()] : []),
    ...(longest === undefined ? [] : [z.maxLength(longest)]),
    ...each.map(checkOf),
  ];
}
const saying = (says: string | undefined) => (says === undefined ? {} : { says });

/** A text of one line. */
export const text = (title: string, description: string, fitting: RegExp | Fitting = {}): Field<string> =>
  field('text', z.string().check(...checksOf(fitting), z.meta({ title, description })));

/** A text that is kept in the vault and never shown again. */
export const secret = (title: string, description: string, fitting: RegExp | Fitting = {}): Field<string> =>
  field(
    'secret',
    z
      .string()
      .check(
        ...[z.trim(), z.minLength(1, 'is missing'), z.maxLength(2000)],
        ...checksOf(fitting),
        z.meta({ title, description, writeOnly: true }),
      ),
  );

/** Several lines of text. */
export const lines = (title: string, description: string, fitting: Fitting = {}): Field<string> =>
  field(
    'lines',
    z
      .string()
      .check(
        ...checksOf({ longest: 10_000, asWritten: true, ...fitting }),
        z.meta({ title, description, format: 'lines' }),
      ),
  );

/** Texts, at least one and at most twenty. */
export const list = (title: string, description: string, each: RegExp | Fitting = {}): Field<readonly string[]> =>
  field(
    'list',
    z
      .array(z.string().check(...checksOf(each)))
      .check(z.minLength(1, 'is missing'), z.maxLength(20), z.meta({ title, description })),
  );

/** One of these. */
export const choice = <const C extends readonly string[]>(
  title: string,
  description: string,
  choices: C,
): Field<C[number]> => field('choice', z.enum(choices as unknown as C[number][]).check(z.meta({ title, description })));

/** A whole number of these bounds, both included. */
export const number = (title: string, description: string, [least, most]: readonly [number, number?]): Field<number> =>
  field(
    'number',
    z
      .int('a whole number')
      .check(
        least === 1 && most === undefined ? z.positive('a number above 0') : z.minimum(least),
        ...(most === undefined ? [] : [z.maximum(most)]),
        z.meta({ title, description }),
      ),
  );

/** Yes or no. */
export const flag = (title: string, description: string): Field<boolean> =>
  field('flag', z.boolean().check(z.meta({ title, description })));

/** A person of this site, by their account. */
export const account = (title: string, description: string): Field<string> =>
  field('text', AccountId.check(z.meta({ title, description, format: 'account' })));

/** What each of the site's names of a kind means: the form has a choice for each of them. */
export const named = <const C extends readonly string[]>(
  title: string,
  description: string,
  what: 'resolutions',
  choices: C,
): Field<Readonly<Record<string, C[number]>>> =>
  field(
    'structure',
    z
      .record(z.string().check(z.minLength(1), z.maxLength(255)), z.enum(choices as unknown as C[number][]))
      .check(z.meta({ title, description, format: what })),
  );

/** What none of the others is; written as JSON in the form. It may hold no secret. */
export const structure = <T>(title: string, description: string, schema: z.ZodMiniType<T>): Field<T> =>
  field('structure', schema.check(z.meta({ title, description })));

/** A field that may be left out. It stays of its kind. */
export const optional = <T>({ kind, schema }: Field<T>): Field<T | undefined> =>
  field<T | undefined>(kind, z.optional(schema));

/** A field that is this where it is left out. It stays of its kind. */
export const otherwise = <T>({ kind, schema }: Field<T>, value: T): Field<T> =>
  field(kind, z._default(schema, value as never) as unknown as z.ZodMiniType<T>);

/** The regions of a vendor, each with a host of its own. */
export interface Regions<R extends string> {
  readonly field: Field<R>;
  readonly hosts: readonly string[];
  readonly hostOf: (region: R) => string;
}

/** A choice of regions. @param hosts by region, as the vendor names both */
export const regions = <const R extends string>(
  title: string,
  description: string,
  hosts: Readonly<Record<R, string>>,
): Regions<R> => ({
  field: choice(title, description, Object.keys(hosts) as R[]),
  hosts: Object.values(hosts),
  hostOf: (region) => hosts[region],
});
