/**
 * What the admin log says of a connection that changed. Of its settings only what its provider calls no secret, and of
 * texts that may hold one (headers, bodies) only that they changed.
 */
import { type AdminChange, changesBetween, shownValue } from '../../core/settings/admin-log';
import type { Connection } from '../../core/settings/schema';
import { providerOf } from '../../providers';

interface Property {
  readonly title?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: unknown;
}

const isPlain = ({ type, format, enum: choices }: Property): boolean =>
  format !== 'lines' && (choices !== undefined || ['string', 'boolean', 'integer', 'number'].includes(type ?? ''));

const isSet = (value: unknown): string | null => (shownValue(value) === null ? null : 'set');

/** @param given names of the secrets that were given with it */
export function connectionChanges(
  before: Connection | undefined,
  after: Connection,
  given: readonly string[],
): AdminChange[] {
  const provider = providerOf(after.provider);
  const { properties = {} } = (provider?.schema() ?? {}) as { properties?: Record<string, Property> };
  const outside = (one: Connection) => ({
    provider: one.provider,
    label: one.label,
    enabled: one.enabled,
    projects: one.projects ?? 'all',
  });
  const known = before?.provider === after.provider ? before.settings : {};
  const settings = changesBetween(known, after.settings).map(({ what, ...values }): AdminChange => {
    const property = properties[what] ?? {};
    const title = property.title ?? what;
    return isPlain(property)
      ? { what: title, ...values }
      : { what: title, before: isSet(known[what]), after: isSet(after.settings[what]) };
  });
  const secrets = given.map((name) => ({
    what: properties[name]?.title ?? name,
    before: before === undefined ? null : 'the one before',
    after: 'a new one',
  }));
  return [...changesBetween(before === undefined ? {} : outside(before), outside(after)), ...settings, ...secrets];
}
