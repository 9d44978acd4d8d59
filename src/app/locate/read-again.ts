/**
 * What stands now where an address was not found, for whoever may see the issue.
 */
import { type Piece, piecesOf } from '../../core/address/flaws';
import { AppError } from '../../core/app-error';
import type { Ports } from '../../ports/ports';
import { errorWords } from '../../words/errors';
import { fieldsOf, locate } from './locate';
import { whyNotFound } from './why-not-found';

/** Refusals that are about what stands on the issue. */
const ABOUT_PLACES: readonly string[] = ['no-address', 'invalid-address', 'ambiguous'];

export interface ReadAgain {
  /** Why, in words that name the place; null where the issue would be read without a refusal by now, or cannot be read. */
  readonly message: string | null;
  readonly values: Piece[][];
}

const NOTHING: ReadAgain = { message: null, values: [] };

/** Reads the issue again, as the asking user, where a refusal was about what stands there. */
export async function readAgain(ports: Ports, issueId: string, code: string): Promise<ReadAgain> {
  if (!ABOUT_PLACES.includes(code)) return NOTHING;
  try {
    const settings = await ports.settings.read();
    const issue = await ports.issues.read(issueId, fieldsOf(settings), 'user');
    const located = await locate(ports.issues, settings, issue, { as: 'user' });
    if (located.kind === 'found') return NOTHING;
    return { message: errorWords(whyNotFound(located, issue, settings)), values: located.values.map(piecesOf) };
  } catch (error) {
    if (error instanceof AppError) return NOTHING;
    throw error;
  }
}
