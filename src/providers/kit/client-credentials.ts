/**
 * An app's own credentials, exchanged for an access token. @see RFC 6749, section 4.4
 */
import * as z from 'zod/mini';
import type { IssuedToken, Session } from './declare';
import type { Grants } from './grants';
import type { Request } from './request';

const Given = z.object({ access_token: z.string(), expires_in: z.optional(z.number()) });

interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** What else the vendor wants in the request: a scope, an audience. */
  readonly more?: Readonly<Record<string, string>>;
  /** How the vendor wants it written. */
  readonly as: 'form' | 'json';
  /** How long a token lasts where the reply does not tell, in milliseconds. */
  readonly lifetime: number;
  /** Where the reply tells what the token may do. */
  readonly grants?: Grants;
}

/** A session by the grant `client_credentials`. @param url of the vendor's token endpoint */
export function clientCredentials(
  url: Extract<Request, { url: unknown }>['url'],
  { clientId, clientSecret, more = {}, as, lifetime, grants }: Credentials,
): Session {
  const body = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, ...more };
  return {
    request: { method: 'POST', url, ...(as === 'json' ? { json: body } : { form: body }) },
    token: ({ json }): IssuedToken | null => {
      const { access_token: value, expires_in: seconds } = z.safeParse(Given, json).data ?? {};
      return value === undefined ? null : { value, ...(seconds === undefined ? {} : { expiresIn: seconds * 1000 }) };
    },
    lifetime,
    ...(grants === undefined ? {} : { grants }),
    example: Object.assign(
      { access_token: 'an-access-token', token_type: 'bearer', expires_in: 86_400 },
      grants?.example,
    ),
  };
}
