import { AppError } from '../../core/app-error';
import { type Receipt, type Seal, type SealedBy, toReceipt } from '../../core/evidence/receipt';
import type { Ports } from '../../ports/ports';

/**
 * The signed evidence of an erasure that finished, with what was learned since.
 * @throws AppError `not-open` where it did not finish yet
 */
export async function receiptOf({ erasureStore, notary }: Ports, id: string): Promise<Receipt> {
  const erasure = await erasureStore.erasure(id);
  const keys = await notary.publicKeys();
  const sealedBy = (seal: Seal | null): SealedBy | null => {
    const key = keys.find((one) => one.id === seal?.keyId);
    return seal === null || key === undefined ? null : { seal, key };
  };
  const end = sealedBy(erasure?.seal ?? null);
  if (erasure === null || end === null) throw new AppError('not-open');
  return toReceipt(await erasureStore.events(erasure), end, sealedBy(erasure.addendum ?? null));
}
