/**
 * What an agent sees before anything happens.
 */
import { domainToASCII, domainToUnicode } from 'node:url';
import type { Preview } from '../contract/agent-calls';
import { type Email, isSameAddress } from '../core/person';
import { needsConfirmation } from '../core/extract';
import type { Ports } from '../core/ports';
import { RefusedError } from '../core/refusal';
import { APPROVAL_WORDS, REFUSAL_TEXTS, type RefusalCode } from '../core/report';
import { examine } from './examine';
import type { Choose } from './locate';
import { sourceWords } from './source-words';
import { viewIssue } from './view';

/** An international domain in the spelling it was not written in. */
function otherSpelling(email: Email): string | null {
  const at = email.lastIndexOf('@') + 1;
  const domain = email.slice(at).toLowerCase();
  const other = [domainToUnicode(domain), domainToASCII(domain)].find(
    (spelling) => spelling !== '' && spelling !== domain,
  );
  return other === undefined ? null : email.slice(0, at) + other;
}

/**
 * The person found and the plan, or why nothing can be started.
 * @param choice the address that the agent chose, where the issue holds more than one
 */
export const preview =
  (ports: Ports) =>
  async (issueId: string, choice?: string): Promise<Preview> => {
    const [earlier = null] = await viewIssue(ports)(issueId);
    const refused = (code: RefusalCode, seen: readonly Email[] = [], choices: readonly Email[] = []): Preview => ({
      kind: 'refused',
      code,
      message: REFUSAL_TEXTS[code],
      seen: [...seen],
      choices: [...choices],
      earlier,
    });
    try {
      const settings = await ports.settings.read();
      const attending = { as: 'user', attended: true, confirmed: true, unattendedThisHour: 0 } as const;
      const choose: Choose = (choices) =>
        Promise.resolve(choice === undefined ? undefined : choices.find((email) => isSameAddress(choice, email)));
      const asking = { ...attending, choose };
      const { issue, located, plan, left, verdict } = await examine(ports, settings, issueId, asking);
      if (verdict.kind === 'refuse') return refused(verdict.code);
      if (located.kind === 'refused') return refused(located.code, located.seen, located.choices);
      // The issue holds another one by now than the agent chose.
      if (choice !== undefined && !isSameAddress(choice, located.person.email)) return refused('mismatch');
      return {
        kind: 'ready',
        address: located.person.email,
        otherSpelling: otherSpelling(located.person.email),
        source: sourceWords(located.source, issue),
        alsoSeen: [...located.alsoSeen],
        needsConfirmation: needsConfirmation(located.source),
        isChosen: located.isChosen,
        mustType: settings.policy.confirm === 'always' || needsConfirmation(located.source) || located.isChosen,
        approval: verdict.kind === 'approve' ? verdict.because.map((reason) => APPROVAL_WORDS[reason]) : [],
        startsAfterHours: settings.policy.graceHours,
        plan: plan.map(({ connection, provider }) => ({
          connectionId: connection.id,
          label: connection.label,
          providerLabel: provider.label,
          does: provider.inWords(connection.settings).does,
          promise: provider.inWords(connection.settings).promise,
        })),
        left: left.map(({ connection }) => connection.label),
        earlier,
      };
    } catch (error) {
      if (error instanceof RefusedError) return refused(error.code);
      throw error;
    }
  };
