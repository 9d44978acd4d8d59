import type { Decide } from '../../contract/erasure-view';
import type { Ports } from '../../ports/ports';
import { approve, cancel, reject } from './decisions';
import { retry } from './retry';

/** Carries out what a person decided about an erasure, on whichever screen. @throws AppError */
export function decide(
  ports: Ports,
  { erasureId, decision, reason = '', connectionId }: Decide,
  accountId: string,
): Promise<void> {
  switch (decision) {
    case 'approve':
      return approve(ports, erasureId, accountId);
    case 'reject':
      return reject(ports, erasureId, accountId, reason);
    case 'cancel':
      return cancel(ports, erasureId, accountId);
    case 'retry':
      return retry(ports, erasureId, accountId, connectionId);
  }
}
