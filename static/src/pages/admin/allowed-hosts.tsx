/**
 * Hosts that Jira lets the app call only once an admin allowed them. Jira itself asks, and keeps the answer.
 * @see https://developer.atlassian.com/platform/forge/apis-reference/customer-managed-egress-and-remotes-api/
 */
import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { permissions } from '@forge/bridge';
import useSWR from 'swr';
import type { ConnectionView } from '../../../../src/contract/admin-calls';
import { CallError } from '../../ui/call';
import { Complaint } from '../../ui/problem';
import { useAttempt } from '../../ui/use-attempt';
import { ADMIN } from '../../words/admin';
import { type EgressGroup, groupsToAllow, notAllowed, unusedOf } from './egress-groups';

type Wanted = Parameters<typeof permissions.egress.set>[0];
type ServerSide = Wanted['egresses'][number]['configured'][number]['type'][number];
/** Calls by the app's server side. @see EgressType of @forge/egress, which is not loaded for one word */
const BY_SERVER = 'FETCH_BACKEND_SIDE' as unknown as ServerSide;

const WORDS = ADMIN.hosts;

const useGroups = (isAsked: boolean) =>
  useSWR<EgressGroup[], Error>(isAsked ? 'egress' : null, async () => (await permissions.egress.get({})).results);

export function AllowedHosts({ connection: { label, hosts } }: { connection: ConnectionView }) {
  const { data: groups = [], mutate } = useGroups(hosts.length > 0);
  const { attempt, isBusy, problem } = useAttempt();
  const missing = notAllowed(groups, hosts);
  if (missing.length === 0)
    return hosts.length === 0 ? null : <p className="small quiet">{WORDS.allowed(hosts.join(', '))}</p>;
  const allow = () => {
    attempt(async () => {
      const chosen = groupsToAllow(groups, missing);
      if (chosen === null) throw new CallError('no-room', WORDS.noRoom);
      const egresses = chosen.map(({ key, hosts: allowed }) => ({
        key,
        description: WORDS.purpose(label),
        configured: allowed.map((host) => ({ domain: `https://${host}`, type: [BY_SERVER] })),
      }));
      try {
        await permissions.egress.set({ egresses });
      } catch {
        throw new CallError('not-allowed', WORDS.notAllowed);
      }
      await mutate();
    });
  };
  return (
    <SectionMessage appearance="warning" title={WORDS.missing(missing.join(', '))}>
      <div className="stack">
        <p>{WORDS.help}</p>
        <div>
          <Button isLoading={isBusy} onClick={allow}>
            {WORDS.allow(missing.join(', '))}
          </Button>
        </div>
        <Complaint words={problem} />
      </div>
    </SectionMessage>
  );
}

/** Hosts that Jira still lets the app call although no connection does: whoever removed one takes them back here. */
export function UnusedHosts({ connections }: { connections: readonly ConnectionView[] }) {
  const { data: groups = [], mutate } = useGroups(true);
  const { attempt, isBusy, problem } = useAttempt();
  const unused = unusedOf(
    groups,
    connections.flatMap(({ hosts }) => hosts),
  );
  if (unused.hosts.length === 0) return null;
  const takeBack = () => {
    attempt(async () => {
      try {
        for (const key of unused.groups) await permissions.egress.deleteGroup({ key });
        for (const { key, domain } of unused.domains)
          await permissions.egress.deleteDomain({ key, domain, type: BY_SERVER });
      } catch {
        throw new CallError('not-taken-back', WORDS.notTakenBack);
      } finally {
        await mutate();
      }
    });
  };
  return (
    <SectionMessage title={WORDS.unused(unused.hosts.join(', '))}>
      <div className="stack">
        <p>{WORDS.unusedHelp}</p>
        <div>
          <Button isLoading={isBusy} onClick={takeBack}>
            {WORDS.takeBack}
          </Button>
        </div>
        <Complaint words={problem} />
      </div>
    </SectionMessage>
  );
}
