/**
 * Reads something once for all who ask, as long as it does not fail.
 * @param read what is the same for the whole invocation
 */
export function once<T>(read: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | null = null;
  return () => {
    pending ??= read().catch((error: unknown) => {
      pending = null;
      throw error;
    });
    return pending;
  };
}
