/**
 * Everything that is known before an erasure: the person, the plan, and what the rules say. Changes nothing.
 */
import { needsConfirmation } from '../../core/address/extract';
import { AppError } from '../../core/app-error';
import type { WhySkipped } from '../../core/erasure/erasure';
import type { As } from '../../core/status/origin';
import { countedThisHour } from '../../core/policy/hourly-cap';
import { type Facts, isProtected, judge, type Verdict } from '../../core/policy/rules';
import { type Connection, serves, type Settings } from '../../core/settings/schema';
import type { Issue } from '../../ports/issues';
import type { Ports } from '../../ports/ports';
import { providerOf } from '../../providers';
import type { Provider } from '../../providers/kit';
import { fieldsOf, locate, type Located, type Picking } from './locate';

/** A connection that will be called, with its provider. */
export interface Planned {
  readonly connection: Connection;
  readonly provider: Provider;
}

/** A connection that erases, and takes no part in this erasure. */
export interface LeftOut extends Planned {
  readonly why: WhySkipped;
}

export interface Assessment {
  readonly issue: Issue;
  readonly settings: Settings;
  readonly plan: readonly Planned[];
  readonly left: readonly LeftOut[];
  readonly located: Located;
  readonly facts: Facts;
  readonly verdict: Verdict;
}

/** Who asks: a person who saw the address (and perhaps confirmed it), or nobody. */
export interface RequestContext {
  readonly as: As;
  readonly attended: boolean;
  readonly confirmed: boolean;
  readonly unattendedThisHour: number;
  /** How a person picks the address where the sources do not decide; missing: nobody does. */
  readonly picking?: Picking;
  /** Ids of the connections asked for; missing: all. */
  readonly connections?: readonly string[];
}

/**
 * The connections that take part in erasures, parted into those called for this project and those left out.
 * @param wanted ids of the connections asked for; missing: all
 * @throws AppError `unknown-connection` where one is asked for that there is not
 */
export function planFor(
  settings: Settings,
  projectKey: string,
  wanted?: readonly string[],
): { plan: Planned[]; left: LeftOut[] } {
  const erasing = settings.connections.flatMap((connection) => {
    const provider = providerOf(connection.provider);
    return provider?.erases === true ? [{ connection, provider }] : [];
  });
  const ids = erasing.map(({ connection }) => connection.id);
  if (wanted?.some((id) => !ids.includes(id)) === true)
    throw new AppError('unknown-connection', `There are: ${ids.join(', ')}.`);
  const whyNot = ({ connection }: Planned): WhySkipped | null => {
    if (wanted?.includes(connection.id) === false) return 'not-asked';
    if (!connection.enabled) return 'off';
    return serves(connection, projectKey) ? null : 'project';
  };
  return {
    plan: erasing.filter((planned) => whyNot(planned) === null),
    left: erasing.flatMap((planned) => {
      const why = whyNot(planned);
      return why === null ? [] : [{ ...planned, why }];
    }),
  };
}

/**
 * Reads the issue and asks the rules. Rules that do not need the person speak first.
 * @throws AppError `no-such-issue`, `jira-unavailable`, `unknown-connection`
 */
export async function assess(
  ports: Ports,
  settings: Settings,
  idOrKey: string,
  asking: RequestContext,
): Promise<Assessment> {
  return assessIssue(
    ports,
    settings,
    await ports.issues.read(idOrKey, fieldsOf(settings, asking.picking), asking.as),
    asking,
  );
}

/**
 * As {@link assess}, of an issue that was read with the fields of the settings.
 * @throws AppError `jira-unavailable`, `unknown-connection`
 */
export async function assessIssue(
  { issues }: Ports,
  settings: Settings,
  issue: Issue,
  asking: RequestContext,
): Promise<Assessment> {
  const { plan, left } = planFor(settings, issue.projectKey, asking.connections);
  const facts: Facts = {
    attended: asking.attended,
    confirmed: asking.confirmed,
    fromText: false,
    typedUnsure: false,
    protected: false,
    projectAllowed: settings.policy.projects.includes(issue.projectKey),
    connections: plan.length,
    sources: settings.extraction.sources.length,
    paused: settings.paused,
    unattendedThisHour: asking.unattendedThisHour,
  };
  const beforehand = judge(facts, settings.policy);
  const located = await locate(issues, settings, issue, { as: asking.as, ...asking.picking });
  if (located.kind === 'refused' || beforehand.kind === 'refuse')
    return { issue, settings, plan, left, located, facts, verdict: beforehand };
  const full: Facts = {
    ...facts,
    fromText: needsConfirmation(located.source) || located.pick !== 'alone',
    typedUnsure: !located.isSure,
    protected: isProtected(located.person.email, settings.policy),
  };
  return { issue, settings, plan, left, located, facts: full, verdict: judge(full, settings.policy) };
}

/** The count of unattended erasures in the last hour, as the ledger has it. */
export async function readHourlyCount({ erasureStore, system }: Ports) {
  const read = await erasureStore.hourlyCounter();
  return { read, counted: countedThisHour(read, system.now()) };
}
