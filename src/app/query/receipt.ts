import { AppError } from '../../core/app-error';
import { type Receipt, toReceipt } from '../../core/evidence/receipt';
import type { Ports } from '../../ports/ports';

/** The signed evidence of an erasure that finished. @throws AppError `not-open` where it did not finish yet */
export async function receiptOf({ erasureStore, notary }: Ports, id: string): Promise<Receipt> {
  const erasure = await erasureStore.erasure(id);
  const key = (await notary.publicKeys()).find((one) => one.id === erasure?.seal?.keyId);
  if (erasure?.seal == null || key === undefined) throw new AppError('not-open');
  return toReceipt(await erasureStore.events(erasure), erasure.seal, key);
}
