import type { ErasureStatus } from '../../core/status/erasure-status';
import type { Ports } from '../../ports/ports';
import { propertyOf } from '../sync/issue-property';

/** Where the erasures of an issue stand, all of its people together, as its property has it; null where there is none. */
export async function issueStatus(ports: Ports, issueId: string): Promise<ErasureStatus | null> {
  const [latest] = await ports.erasureIndex.erasuresOfIssue(issueId);
  const read = latest === undefined ? null : await ports.erasureStore.snapshot(latest.id);
  return read === null ? null : (await propertyOf(ports, read)).status;
}
