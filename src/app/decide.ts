import type { Decide } from '../contract/erasure-view';
import type { Ports } from '../core/ports';
import { approve, cancel, reject } from './decisions';
import { retry } from './take-up';

/** Carries out what a person decided about an erasure, on whichever screen. @throws RefusedError */
export const decide =
  (ports: Ports) =>
  ({ erasureId, decision, reason = '' }: Decide, accountId: string): Promise<void> =>
    decision === 'reject'
      ? reject(ports)(erasureId, accountId, reason)
      : { approve, cancel, retry }[decision](ports)(erasureId, accountId);
