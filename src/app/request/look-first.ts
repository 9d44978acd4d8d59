/**
 * Looking first: what the providers hold of an issue's person, for an agent who may delete them.
 */
import type { LookedFirst } from '../../contract/agent-calls';
import { heldTogether } from '../../core/status/held';
import { SECOND } from '../../lib/time';
import type { Ports } from '../../ports/ports';
import { heldSentence, heldWords, NOWHERE_WORDS, togetherWords } from '../../words/look';
import { assess, type Assessment } from '../locate/assess';
import { assertFound } from '../locate/locate';
import { refusedBy } from '../locate/why-not-found';
import { type HeldThere, lookAtAll } from '../look/look';
import { assertMayLook } from '../look/may-look';
import { askingFor, refuseMismatch, type Request } from './request';

/** For so long a person, or whoever calls the web trigger, waits for others who look at the same provider. */
const PATIENCE = 3 * SECOND;

/**
 * What every connection of an assessment's plan holds of its person.
 * @param readAt when the settings were read
 * @throws AppError where no provider may be told of the person
 */
export function lookBy(ports: Ports, assessment: Assessment, readAt: number): Promise<HeldThere[]> {
  const { plan, settings, issue, located } = assessment;
  assertMayLook(assessment);
  const { person } = assertFound(located, issue, settings);
  return lookAtAll(ports, plan, { settings, readAt, person, patience: PATIENCE });
}

/**
 * What the providers hold of the person whom a request is about, read and judged as for the deletion itself.
 * @throws AppError as the deletion would be refused; `protected`, `needs-confirmation` where nobody may be told of them yet
 */
export async function lookFirst(ports: Ports, request: Request): Promise<LookedFirst> {
  const readAt = ports.system.now();
  const settings = await ports.settings.read();
  const assessment = await assess(ports, settings, request.issue, askingFor(request, 0));
  if (assessment.verdict.kind === 'refuse') throw refusedBy(assessment.verdict.code, assessment);
  assertFound(assessment.located, assessment.issue, settings);
  await refuseMismatch(ports, request, assessment);
  const all = await lookBy(ports, assessment, readAt);
  const together = heldTogether(all.map(({ held }) => held));
  return {
    held: all.map(({ planned: { connection, provider }, held }) => ({
      connectionId: connection.id,
      kind: held.kind,
      words: heldWords(held, provider.holds),
      sentence: heldSentence(held, provider.notAsked),
    })),
    summary: togetherWords(together),
    hint: together.found === 0 && together.nobody > 0 ? NOWHERE_WORDS : null,
  };
}
