/**
 * What an agent sees before anything happens.
 */
import { domainToASCII, domainToUnicode } from 'node:url';
import type { PersonView, Preview } from '../../contract/agent-calls';
import type { ErasureView } from '../../contract/erasure-view';
import { needsConfirmation } from '../../core/address/extract';
import { piecesOf } from '../../core/address/flaws';
import { AppError } from '../../core/app-error';
import { type Email, isSameAddress } from '../../core/person/email';
import type { Ports } from '../../ports/ports';
import { APPROVAL_WORDS, standingWords } from '../../words/erasure';
import { errorWords } from '../../words/errors';
import { keptWords } from '../../words/keeps';
import { isToBegin, statesOf } from '../people/people';
import { namedBy } from '../people/named-now';
import { recountPeople } from '../sync/recount';
import { tryOrLog } from '../background/for-each-until';
import { viewIssue } from '../query/erasure';
import { type Assessment, type RequestContext, assess } from '../locate/assess';
import type { Choose, Located } from '../locate/locate';
import { sourceWords } from '../locate/source-words';
import { whyNotLooked } from '../look/may-look';
import { refusedBy, whyNotFound } from '../locate/why-not-found';

/** An international domain in the spelling it was not written in. */
function otherSpelling(email: Email): string | null {
  const at = email.lastIndexOf('@') + 1;
  const domain = email.slice(at).toLowerCase();
  const other = [domainToUnicode(domain), domainToASCII(domain)].find(
    (spelling) => spelling !== '' && spelling !== domain,
  );
  return other === undefined ? null : email.slice(0, at) + other;
}

/** What the agent picked: one of several addresses, or one that they typed as it stands on the issue. */
export interface Picking {
  readonly choice?: string | undefined;
  readonly typed?: string | undefined;
}

const picks =
  (picked: string | undefined): Choose =>
  (emails) =>
    Promise.resolve(picked === undefined ? undefined : emails.find((email) => isSameAddress(picked, email)));

/** Why nothing can be started. */
function refused(error: AppError, earlier: ErasureView | null, assessment?: Assessment): Preview {
  const located = assessment?.located;
  const isAboutPlace = located?.kind === 'refused';
  return {
    kind: 'refused',
    code: error.code,
    message: errorWords(error),
    source: isAboutPlace && located.source !== null ? sourceWords(located.source, assessment?.issue ?? NO_NAMES) : null,
    values: isAboutPlace ? located.values.map(piecesOf) : [],
    seen: isAboutPlace ? [...located.seen] : [],
    literals: isAboutPlace ? [...located.literals] : [],
    earlier,
  };
}
const NO_NAMES = { fieldNames: {} };

async function several(
  ports: Ports,
  { issue }: Assessment,
  { choices, seen, source }: Extract<Located, { kind: 'refused' }>,
  earlier: ErasureView | null,
): Promise<Preview> {
  const states = await statesOf(ports, issue.id, choices);
  const people = states.flatMap((person, index): PersonView[] => {
    const address = choices[index];
    if (address === undefined) return [];
    const { personId, state, erasure } = person;
    const words = erasure === null ? null : standingWords(erasure);
    return [{ personId, address, otherSpelling: otherSpelling(address), state, words, isToBegin: isToBegin(person) }];
  });
  return {
    kind: 'several',
    source: source === null ? '' : sourceWords(source, issue),
    people,
    alsoSeen: seen.filter((email) => !choices.includes(email)),
    mayWaive: earlier !== null,
    earlier,
  };
}

function ready(
  assessment: Assessment,
  found: Extract<Located, { kind: 'found' }>,
  earlier: ErasureView | null,
): Preview {
  const { issue, settings, plan, left, verdict } = assessment;
  const isUnsure = needsConfirmation(found.source) || found.pick === 'chosen';
  return {
    kind: 'ready',
    address: found.person.email,
    otherSpelling: otherSpelling(found.person.email),
    source: sourceWords(found.source, issue),
    alsoSeen: [...found.alsoSeen],
    needsConfirmation: needsConfirmation(found.source),
    pick: found.pick,
    // Who typed it to name it need not type it again.
    mustType: found.pick !== 'typed' && (settings.policy.confirm === 'always' || isUnsure),
    approval: verdict.kind === 'approve' ? verdict.because.map((reason) => APPROVAL_WORDS[reason]) : [],
    startsAfterHours: settings.policy.graceHours,
    notLooked: whyNotLooked(assessment),
    plan: plan.map(({ connection, provider }) => {
      const { does, promise, keeps } = provider.describe(connection.settings);
      const names = { connectionId: connection.id, label: connection.label, providerLabel: provider.label };
      return { ...names, does, promise, keeps: keptWords(keeps) };
    }),
    left: left.map(({ connection }) => connection.label),
    earlier,
  };
}

/** Where the sources do not decide: the people among whom to choose, or why nothing can be started. */
async function undecided(
  ports: Ports,
  assessment: Assessment,
  located: Extract<Located, { kind: 'refused' }>,
  { picking: { choice, typed }, earlier }: { picking: Picking; earlier: ErasureView | null },
): Promise<Preview> {
  const isPicked = choice !== undefined || typed !== undefined;
  if (located.choices.length > 0 && !isPicked) return several(ports, assessment, located, earlier);
  // What was typed does not stand there as a whole.
  const isMissed = typed !== undefined && located.literals.length > 0;
  const why = isMissed ? new AppError('not-literal') : whyNotFound(located, assessment.issue, assessment.settings);
  return refused(why, earlier, assessment);
}

async function previewOf(
  ports: Ports,
  assessment: Assessment,
  picking: Picking,
  earlier: ErasureView | null,
): Promise<Preview> {
  const { located, verdict } = assessment;
  if (verdict.kind === 'refuse') return refused(refusedBy(verdict.code, assessment), earlier);
  if (located.kind === 'refused') return undecided(ports, assessment, located, { picking, earlier });
  const picked = picking.choice ?? picking.typed;
  // The issue holds another one by now than the agent picked.
  if (picked !== undefined && !isSameAddress(picked, located.person.email))
    return refused(new AppError('mismatch'), earlier);
  return ready(assessment, located, earlier);
}

/** The person found and the plan, or the people among whom to choose, or why nothing can be started. */
export async function preview(ports: Ports, issueId: string, picked: Picking = {}): Promise<Preview> {
  const [earlier = null] = await viewIssue(ports, issueId);
  try {
    const settings = await ports.settings.read();
    const picking = { choose: picks(picked.choice), type: picks(picked.typed) };
    const asking: RequestContext = { as: 'user', attended: true, confirmed: true, unattendedThisHour: 0, picking };
    const assessment = await assess(ports, settings, issueId, asking);
    const { issue, located } = assessment;
    if (earlier !== null)
      await tryOrLog(ports, 'people', () => recountPeople(ports, issue.id, namedBy(located)), undefined);
    return await previewOf(ports, assessment, picked, earlier);
  } catch (error) {
    if (error instanceof AppError) return refused(error, earlier);
    throw error;
  }
}
