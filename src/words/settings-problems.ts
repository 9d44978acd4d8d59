/**
 * What is wrong with settings, in words.
 */
import type * as z from 'zod/mini';

function wordsFor(issue: z.core.$ZodIssue): string {
  // A schema that has words of its own for what is wrong says it better than its kind does.
  if (issue.message !== 'Invalid input') return issue.message;
  switch (issue.code) {
    case 'unrecognized_keys':
      return `nothing is known as ${issue.keys.join(', ')}`;
    case 'invalid_type':
      return `is missing, or is not${article(issue.expected)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `must be at least ${String(issue.minimum)}`;
    case 'too_big':
      return `must be at most ${String(issue.maximum)}`;
    default:
      return 'cannot be used';
  }
}
const article = (kind: string): string => (/^[aeiou]/.test(kind) ? ` an ${kind}` : ` a ${kind}`);
/** The first things that are wrong, each with the place where it stands, in one line. Names no value. */
export function whatIsWrong(error: z.core.$ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => (issue.path.length === 0 ? wordsFor(issue) : `${issue.path.join('.')}: ${wordsFor(issue)}`))
    .join('; ');
}
