import type { ADMIN_CALLS } from '../../../../src/contract/admin-calls';
import type { OutputOf } from '../../../../src/contract/call';
import { callsOf } from '../../ui/call';

export const adminCall = callsOf<typeof ADMIN_CALLS>();
export type Overview = OutputOf<(typeof ADMIN_CALLS)['overview']>;
