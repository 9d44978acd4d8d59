/**
 * Writes what happened into an erasure's chain of events, and hands the evidence out.
 */
import { type Erasure, newsOf } from '../core/erasure';
import { linked, type News, type Receipt, toReceipt } from '../core/evidence';
import type { Change, Ports } from '../core/ports';
import { RefusedError } from '../core/refusal';
import type { Step } from '../core/step';

/** The erasure with what became of its steps, and then `news`, at the end of its chain; and these events as a page. */
export function chained(
  { notary }: Pick<Ports, 'notary'>,
  erasure: Erasure,
  steps: readonly Step[],
  news: readonly News[],
): Pick<Change, 'erasure' | 'page'> {
  const { events, head } = linked(erasure.chain, [...newsOf(erasure, steps), ...news], notary.sha256);
  if (events.length === 0) return { erasure };
  const taken = Object.fromEntries(steps.map(({ connectionId, history }) => [connectionId, history.length]));
  return { erasure: { ...erasure, chain: { ...head, pages: erasure.chain.pages + 1, taken } }, page: events };
}

/** The signed evidence of an erasure that finished. @throws RefusedError `not-open` where it did not finish yet */
export const receiptOf =
  ({ ledger, notary }: Ports) =>
  async (id: string): Promise<Receipt> => {
    const erasure = await ledger.erasure(id);
    const key = (await notary.publicKeys()).find((one) => one.id === erasure?.seal?.keyId);
    if (erasure?.seal == null || key === undefined) throw new RefusedError('not-open');
    return toReceipt(await ledger.events(erasure), erasure.seal, key);
  };
