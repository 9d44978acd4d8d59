import type { OutputOf } from '../../../../src/contract/call';
import type { ERASURES_CALLS } from '../../../../src/contract/erasures-calls';
import { callsOf } from '../../ui/call';

export const erasuresCall = callsOf<typeof ERASURES_CALLS>();
export type Page = OutputOf<(typeof ERASURES_CALLS)['list']>;
export type Listed = Page['erasures'][number];
