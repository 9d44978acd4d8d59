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

type Wanted = Parameters<typeof permissions.egress.set>[0];
/** Calls by the app's server side. @see EgressType of @forge/egress, which is not loaded for one word */
const BY_SERVER = 'FETCH_BACKEND_SIDE' as unknown as Wanted['egresses'][number]['configured'][number]['type'][number];

const WORDS = ADMIN.hosts;

async function allowedHosts(): Promise<string[]> {
  const { results } = await permissions.egress.get({});
  return results.flatMap(({ configured }) => configured.map(({ domain }) => new URL(domain).hostname));
}

export function AllowedHosts({ connection: { id, label, hosts } }: { connection: ConnectionView }) {
  const { data, mutate } = useSWR<string[], Error>(hosts.length === 0 ? null : 'egress', allowedHosts);
  const { attempt, isBusy, problem } = useAttempt();
  const missing = hosts.filter((host) => data?.includes(host) !== true);
  if (missing.length === 0)
    return hosts.length === 0 ? null : <p className="small quiet">{WORDS.allowed(hosts.join(', '))}</p>;
  const allow = () => {
    attempt(async () => {
      const configured = hosts.map((host) => ({ domain: `https://${host}`, type: [BY_SERVER] }));
      const group = { key: `connection-${id}`, description: WORDS.purpose(label), configured };
      try {
        await permissions.egress.set({ egresses: [group] });
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
