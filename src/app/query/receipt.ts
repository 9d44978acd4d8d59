import type { Ports } from '../../ports/ports';
import { AppError } from '../../core/app-error';
import { type Receipt, toReceipt } from '../../core/evidence/receipt';

/** The signed evidence of an erasure that finished. @throws AppError `not-open` where it did not finish yet */
export async function receiptOf({ ledger, notary }: Ports, id: string): Promise<Receipt> {
  const erasure = await ledger.erasure(id);
  const key = (await notary.publicKeys()).find((one) => one.id === erasure?.seal?.keyId);
  if (erasure?.seal == null || key === undefined) throw new AppError('not-open');
  return toReceipt(await ledger.events(erasure), erasure.seal, key);
}
