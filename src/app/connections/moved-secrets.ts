/**
 * A secret that is kept goes to no other host than the one that it was given for: nobody can read it again, and so nobody
 * may have it sent to them.
 */
import type { Connection, ConnectionInput } from '../../core/settings/schema';
import { providerOf } from '../../providers';
import type { Provider } from '../../providers/kit';

type Secrets = Readonly<Record<string, string>>;

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Names of fields as the form shows them. */
function titlesOf(provider: Provider, names: readonly string[]): string[] {
  const { properties = {} } = provider.schema() as { properties?: Record<string, { title?: string }> };
  return names.map((name) => properties[name]?.title ?? name);
}

/**
 * What is wrong where a changed connection would send a kept secret to another host; null where nothing is.
 * @param kept the secrets that are kept
 * @param given those that come with the change
 */
export function movedSecrets(
  before: Connection | undefined,
  after: ConnectionInput,
  kept: Secrets,
  given: Secrets,
): string | null {
  const provider = providerOf(after.provider);
  const moved = Object.keys(kept).filter((name) => given[name] === undefined);
  if (before === undefined || provider === undefined || moved.length === 0) return null;
  if (isSame(before.settings, after.settings)) return null;
  const earlier = provider.sendsTo({ ...before.settings, ...kept });
  const later = provider.sendsTo({ ...after.settings, ...kept, ...given });
  if (earlier !== null && isSame(earlier, later)) return null;
  return `${titlesOf(provider, moved).join(', ')}: give it again, because the host changed: what is kept is never sent to another host`;
}
