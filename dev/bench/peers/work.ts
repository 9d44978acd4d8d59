/**
 * What was done in the world of the peers.
 */
export interface Work {
  /** Issues that tell that everybody was asked. */
  readonly told: number;
  /** By the vendor's host: how many people it was asked to delete, and in how many requests. */
  readonly vendors: Readonly<Record<string, { readonly people: number; readonly requests: number }>>;
}

/** @throws where not all people were deleted at every vendor, and told of */
export function mustBeDone({ told, vendors }: Work, people: number): void {
  const asked = ['example.centercode.com', 'api.copernica.com', 'qhapi.quickhelp.com'].map(
    (host) => vendors[host]?.people ?? 0,
  );
  if (told !== people || asked.some((count) => count !== people))
    throw new Error(`${String(told)} of ${String(people)} were told of; asked for: ${asked.join(', ')}.`);
}
