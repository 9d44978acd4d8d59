import { type Email, parseEmail, type Person } from '../../src/core/person';

/** An address that must be well formed. */
export function email(text: string): Email {
  const parsed = parseEmail(text);
  if (parsed === null) throw new Error(`no address: ${text}`);
  return parsed;
}

export const person = (text: string): Person => ({ email: email(text) });

/** So many different people. */
export const crowd = (size: number): Person[] =>
  Array.from({ length: size }, (_, index) => person(`person${String(index)}@example.com`));
