import type { ErrorCode } from './error-code';

/**
 * A request that cannot be carried out: use cases throw it, entries show it in words. Neither `detail` nor `text` holds
 * personal data.
 */
export class AppError extends Error {
  override name = 'AppError' as const;

  /**
   * @param detail what exactly is wrong; shown after the text
   * @param text replaces the code's own text with a more exact one
   * @param afterSeconds where a quota of the platform is used up: when the same may be asked again
   */
  constructor(
    readonly code: ErrorCode,
    readonly detail?: string,
    readonly text?: string,
    readonly afterSeconds?: number,
  ) {
    super(code);
  }
}

/** Gives up because others write at the same thing all the time. @throws AppError `busy` */
export const busy = (): never => {
  throw new AppError('busy');
};
