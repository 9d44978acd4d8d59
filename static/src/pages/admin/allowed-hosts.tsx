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
import { useAction } from './use-action';

type Wanted = Parameters<typeof permissions.egress.set>[0];
/** Calls by the app's server side. @see EgressType of @forge/egress, which is not loaded for one word */
const BY_SERVER = 'FETCH_BACKEND_SIDE' as unknown as Wanted['egresses'][number]['configured'][number]['type'][number];

const NOT_ALLOWED = 'Jira did not allow this host. Only a Jira admin can; ask one, or choose Allow once more.';

async function allowedHosts(): Promise<string[]> {
  const { results } = await permissions.egress.get({});
  return results.flatMap(({ configured }) => configured.map(({ domain }) => new URL(domain).hostname));
}

export function AllowedHosts({ connection: { id, label, hosts } }: { connection: ConnectionView }) {
  const { data, mutate } = useSWR<string[], Error>(hosts.length === 0 ? null : 'egress', allowedHosts);
  const { run, isBusy, problem } = useAction();
  const missing = hosts.filter((host) => data?.includes(host) !== true);
  if (missing.length === 0)
    return hosts.length === 0 ? null : <p className="small quiet">Jira lets the app call {hosts.join(', ')}.</p>;
  const allow = () => {
    run(async () => {
      const configured = hosts.map((host) => ({ domain: `https://${host}`, type: [BY_SERVER] }));
      const group = { key: `connection-${id}`, description: `Erasures through the connection ${label}`, configured };
      try {
        await permissions.egress.set({ egresses: [group] });
      } catch {
        throw new CallError('not-allowed', NOT_ALLOWED);
      }
      await mutate();
    });
  };
  return (
    <SectionMessage appearance="warning" title={`Jira does not let the app call ${missing.join(', ')} yet`}>
      <div className="stack">
        <p>Until then every erasure here is blocked. Jira asks you to confirm, and keeps it for this site.</p>
        <div>
          <Button isLoading={isBusy} onClick={allow}>
            Allow {missing.join(', ')}
          </Button>
        </div>
        {problem}
      </div>
    </SectionMessage>
  );
}
