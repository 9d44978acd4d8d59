/**
 * Everything that is known before an erasure: the person, the plan, and what the rules say. Changes nothing.
 */
import { needsConfirmation } from '../core/extract';
import type { As, Issue, Ports } from '../core/ports';
import { countedThisHour, type Facts, isProtected, judge, type Verdict } from '../core/policy';
import { type Connection, serves, type Settings } from '../core/settings';
import { providerOf } from '../providers';
import type { Provider } from '../providers/kit';
import { fieldsOf, locate, type Located } from './locate';

/** A connection that will be called, with its provider. */
export interface Planned {
  readonly connection: Connection;
  readonly provider: Provider;
}

export interface Examined {
  readonly issue: Issue;
  readonly settings: Settings;
  readonly plan: readonly Planned[];
  /** Connections that erase, but not for this project or not now. */
  readonly left: readonly Planned[];
  readonly located: Located;
  readonly facts: Facts;
  readonly verdict: Verdict;
}

/** Who asks: a person who saw the address (and perhaps confirmed it), or nobody. */
export interface Asking {
  readonly as: As;
  readonly attended: boolean;
  readonly confirmed: boolean;
  readonly unattendedThisHour: number;
}

/** The connections that take part in erasures, parted into those called for this project and those left out. */
export function planFor(settings: Settings, projectKey: string): { plan: Planned[]; left: Planned[] } {
  const erasing = settings.connections.flatMap((connection) => {
    const provider = providerOf(connection.provider);
    return provider?.erases === true ? [{ connection, provider }] : [];
  });
  const isCalled = ({ connection }: Planned) => serves(connection, projectKey);
  return { plan: erasing.filter(isCalled), left: erasing.filter((planned) => !isCalled(planned)) };
}

/**
 * Reads the issue and asks the rules. Rules that do not need the person speak first.
 * @throws RefusedError `no-such-issue`, `jira-unavailable`
 */
export async function examine(
  { issues }: Ports,
  settings: Settings,
  idOrKey: string,
  asking: Asking,
): Promise<Examined> {
  const issue = await issues.read(idOrKey, fieldsOf(settings), asking.as);
  const { plan, left } = planFor(settings, issue.projectKey);
  const facts: Facts = {
    attended: asking.attended,
    confirmed: asking.confirmed,
    fromText: false,
    protected: false,
    projectAllowed: settings.policy.projects.includes(issue.projectKey),
    connections: plan.length,
    sources: settings.extraction.sources.length,
    paused: settings.paused,
    unattendedThisHour: asking.unattendedThisHour,
  };
  const beforehand = judge(facts, settings.policy);
  const located = await locate(issues, settings, issue, asking.as);
  if (located.kind === 'refused' || beforehand.kind === 'refuse')
    return { issue, settings, plan, left, located, facts, verdict: beforehand };
  const full: Facts = {
    ...facts,
    fromText: needsConfirmation(located.source),
    protected: isProtected(located.person.email, settings.policy),
  };
  return { issue, settings, plan, left, located, facts: full, verdict: judge(full, settings.policy) };
}

/** The count of unattended erasures in the last hour, as the ledger has it. */
export async function readHourlyCount({ ledger, chance }: Ports) {
  const read = await ledger.hourlyCount();
  return { read, counted: countedThisHour(read, chance.now()) };
}
