/**
 * The person: an address while the erasure is open, a keyed hash for ever after.
 */
import * as z from 'zod/mini';
import { parseEmail } from './email';

/** HMAC-SHA-256 of the address’s normal form under the installation's own key, as `p` and 64 hex digits. */
export const PersonId = z.string().check(z.regex(/^p[0-9a-f]{64}$/));
export type PersonId = z.infer<typeof PersonId>;
/** What a provider is told of a person. The names only where the issue gives them and the settings map them. */
export const Person = z.object({
  email: z.pipe(
    z.string(),
    z.transform((text, context) => {
      const email = parseEmail(text);
      if (email === null) {
        context.issues.push({ code: 'custom', message: 'not an e-mail address', input: '' });
        return z.NEVER;
      }
      return email;
    }),
  ),
  firstname: z.optional(z.string()),
  suffix: z.optional(z.string()),
  lastname: z.optional(z.string()),
});
export type Person = z.infer<typeof Person>;
