/**
 * What follows from the fields of a provider: the schema of its settings, the form, and which of them are secrets.
 */
import * as z from 'zod/mini';
import type { Fields, SettingsOf } from './fields';

/** What several settings have to be together. `at`: the field that is told; `says`: what it is told. */
export interface Rule<F extends Fields> {
  readonly at: keyof F & string;
  readonly says: string;
  readonly holds: (settings: SettingsOf<F>) => boolean;
}

export interface SettingsForm<F extends Fields> {
  readonly secretFields: readonly string[];
  /** JSON Schema of the settings; secrets are `writeOnly`. */
  readonly jsonSchema: () => Readonly<Record<string, unknown>>;
  /** @throws z.core.$ZodError where the settings do not fit */
  readonly parse: (settings: unknown) => SettingsOf<F>;
  /** What is wrong with these settings; null where nothing is. */
  readonly problems: (settings: unknown) => z.core.$ZodError | null;
}

/** @throws TypeError where a field that is no secret holds something that says it is one */
function assertNoHiddenSecret(fields: Fields): void {
  for (const [name, { kind, schema }] of Object.entries(fields))
    if (kind === 'structure' && JSON.stringify(z.toJSONSchema(schema, { io: 'input' })).includes('"writeOnly"'))
      throw new TypeError(`${name}: a secret is a field of its own`);
}

/** @throws TypeError where a field that is no secret holds something that says it is one */
export function formOf<F extends Fields>(fields: F, rules: readonly Rule<F>[]): SettingsForm<F> {
  assertNoHiddenSecret(fields);
  const shape = Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema]));
  const schema = z.strictObject(shape).check(
    ...rules.map(({ at, says, holds }) =>
      z.refine<Record<string, unknown>>((settings) => holds(settings as SettingsOf<F>), {
        path: [at],
        error: says,
      }),
    ),
  );
  return {
    secretFields: Object.keys(fields).filter((name) => fields[name]?.kind === 'secret'),
    // Asked for by the admin page only: every other start of the app is spared it.
    jsonSchema: () => z.toJSONSchema(schema, { io: 'input' }),
    parse: (settings) => z.parse(schema, settings) as SettingsOf<F>,
    problems: (settings) => z.safeParse(schema, settings).error ?? null,
  };
}
