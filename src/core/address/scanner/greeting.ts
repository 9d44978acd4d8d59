/**
 * Words with which somebody is spoken to: whoever is mentioned behind them, or at the beginning of a line, is to read it.
 */
const GREETING =
  /^(?:hi|hello|hey|dear|thanks|thx|cc|fyi|fao|attn|hallo|moin|liebe[r]?|danke|bonjour|salut|merci|hola|gracias|ciao|olá|hej|beste)$/iu;
/** What may stand between such words. */
const LETTERS = /[\p{L}\p{N}]+/gu;

/** Whether a text says nothing but a greeting. */
export const isGreeting = (text: string): boolean => (text.match(LETTERS) ?? []).every((word) => GREETING.test(word));
