/**
 * Whom an issue names at this moment: whoever was written into it, or taken out of it, since somebody looked.
 */
import type { Erasure } from '../../core/erasure/erasure';
import type { Email } from '../../core/person/email';
import type { Settings } from '../../core/settings/schema';
import type { Ports } from '../../ports/ports';
import { fieldsOf, locate, type Located, pickedBefore } from '../locate/locate';
import { notePeople } from './people';

/** Whom the source that decides names. Where a person typed the address, no source decided: nobody. */
export function namedBy(located: Located): readonly Email[] {
  if (located.kind === 'refused') return located.choices;
  return located.pick === 'typed' ? [] : located.people;
}

/**
 * Everybody whom an erasure's issue names at this moment, as the app reads it; nobody where no source decides.
 * @throws AppError `no-such-issue`, `jira-unavailable`
 */
export async function namedNow(ports: Ports, settings: Settings, erasure: Erasure): Promise<readonly Email[]> {
  const { issues } = ports;
  const picking = pickedBefore(ports, erasure);
  const issue = await issues.read(erasure.issueId, fieldsOf(settings, picking), 'app');
  return namedBy(await locate(issues, settings, issue, { as: 'app', ...picking }));
}

/**
 * Notes whom the issue of an erasure names now. An issue that names its one person costs no request to the storage.
 * @returns whether it has several people
 * @throws AppError `busy`, `no-such-issue`, `jira-unavailable`
 */
export async function isOneOfSeveralNow(ports: Ports, settings: Settings, erasure: Erasure): Promise<boolean> {
  const named = await namedNow(ports, settings, erasure);
  if (named.length === 0) return erasure.isOneOfSeveral;
  const [first] = named;
  const isAlone = named.length === 1 && first !== undefined && !erasure.isOneOfSeveral;
  if (isAlone && (await ports.addresses.personId(first)) === erasure.personId) return false;
  return (await notePeople(ports, erasure.issueId, named)).isSeveral;
}
