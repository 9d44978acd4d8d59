import { type Email, parseEmail } from '../../src/core/person/email';
import type { Subject } from '../../src/providers/kit';

/** An address that must be well formed. */
export function email(text: string): Email {
  const parsed = parseEmail(text);
  if (parsed === null) throw new Error(`no address: ${text}`);
  return parsed;
}

export const person = (text: string): Subject => ({ email: email(text), erasureId: 'e1' });

/** So many different people. */
export const crowd = (size: number): Subject[] =>
  Array.from({ length: size }, (_, index) => person(`person${String(index)}@example.com`));
