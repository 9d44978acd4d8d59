/**
 * An installation with somebody erased and somebody to erase, for what is asked of it by people of every role.
 */
import { asDocumented } from './provider-answers';
import { settings } from './settings';
import { accountOf } from '../../dev/platform/site-in-memory';
import { EMAIL_FIELD, Tenant } from './tenant';

export interface TenantWorld {
  readonly tenant: Tenant;
  readonly admin: { readonly who: 'admin' };
  /** A request that a customer made on the portal, whose person was erased, and that erasure. */
  readonly erased: { readonly id: string; readonly key: string; readonly erasureId: string };
  /** An issue whose person is still there. */
  readonly open: { readonly id: string; readonly key: string; readonly address: string };
  /** The same, in another project. */
  readonly elsewhere: { readonly id: string; readonly key: string };
  readonly secret: string;
}

const ADDRESS = 'still.there@example.com';

export async function tenantWorld(name = 'site', more: Parameters<typeof settings>[0] = {}): Promise<TenantWorld> {
  const tenant = new Tenant(name, asDocumented);
  const admin = { who: 'admin' } as const;
  await tenant.admin('importSettings', { file: settings(more) });
  const { secret } = await tenant.must<{ secret: string }>('adminResolver', 'rotateSecret', {}, admin);
  const reporter = { accountId: accountOf('customer') };
  const erased = tenant.issue({ [EMAIL_FIELD]: 'was.erased@example.com', reporter });
  const { erasureId } = await tenant.must<{ erasureId: string }>(
    'agentResolver',
    'start',
    { expected: 'was.erased@example.com', confirmed: true },
    { who: 'agent', issueId: erased.id },
  );
  await tenant.deliver();
  return {
    tenant,
    admin,
    erased: { ...erased, erasureId },
    open: { ...tenant.issue({ [EMAIL_FIELD]: ADDRESS }), address: ADDRESS },
    elsewhere: tenant.issue({ [EMAIL_FIELD]: ADDRESS }, 'OPS'),
    secret,
  };
}

/** A request to the web trigger. */
export const triggerRequest = (body: unknown, secret: string | null, method = 'POST') => ({
  method,
  headers: secret === null ? {} : { authorization: [`Bearer ${secret}`] },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
