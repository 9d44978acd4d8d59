/**
 * A text for a terminal. What people wrote may hold anything: nothing of it moves the cursor, hides letters or begins a line.
 */
export const plain = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
