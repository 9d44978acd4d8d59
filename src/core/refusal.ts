import { REFUSAL_TEXTS, type RefusalCode } from './report';

/** A request that cannot be carried out: which rule says so, and the way out. Thrown by use cases, shown by entries. */
export class RefusedError extends Error {
  override name = 'RefusedError' as const;

  /**
   * @param detail what exactly is wrong, without personal data; appended to the text.
   * @param text says the same as the code's own text, more exactly; without personal data, too.
   */
  constructor(
    readonly code: RefusalCode,
    detail?: string,
    text: string = REFUSAL_TEXTS[code],
  ) {
    super(detail === undefined ? text : `${text} ${detail}`);
  }
}
