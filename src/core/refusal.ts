import { REFUSAL_TEXTS, type RefusalCode } from './report';

/** A request that cannot be carried out: which rule says so, and the way out. Thrown by use cases, shown by entries. */
export class RefusedError extends Error {
  override name = 'RefusedError' as const;

  /** @param detail what exactly is wrong, without personal data; appended to the code's own text. */
  constructor(
    readonly code: RefusalCode,
    detail?: string,
  ) {
    super(detail === undefined ? REFUSAL_TEXTS[code] : `${REFUSAL_TEXTS[code]} ${detail}`);
  }
}
