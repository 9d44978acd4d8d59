/**
 * How a connection of the HTTP API proves who calls: with its key, or with a token that client and key are exchanged for.
 */
import * as z from 'zod/mini';
import type { SettingsOf } from '../kit';
import { basic, bearer, encoded, type Api, type Escaped, header, type Session } from '../kit';
import type { FIELDS } from './fields';
import { pairsOf } from './texts';

type Settings = SettingsOf<typeof FIELDS>;

/** The key of every request. */
export function apiOf({ auth, authName, authSecret = '' }: Settings): Api {
  switch (auth) {
    case 'bearer':
      return { headers: bearer(authSecret) };
    case 'basic':
      return { headers: basic(authName, authSecret) };
    case 'basic-user':
      return { headers: basic(authSecret, '') };
    case 'header':
      return { headers: header(authName, authSecret) };
    case 'query':
      return { query: { [authName]: authSecret } };
    default:
      return {};
  }
}

/** @see RFC 6749, section 5.1; some vendors write the seconds as a text */
const TokenReply = z.object({
  access_token: z.string().check(z.minLength(1)),
  expires_in: z.optional(z.union([z.number(), z.string().check(z.regex(/^\d{1,9}$/))])),
});

/** Only used where the token's reply does not tell. */
const HALF_AN_HOUR = 30 * 60_000;

/** The exchange of client and key for a token; undefined where the key goes along itself. @see RFC 6749, section 4.4 */
export function sessionOf({
  auth,
  authName,
  authSecret = '',
  tokenUrl,
  tokenAuth,
  tokenFields,
}: Settings): Session | undefined {
  if (auth !== 'oauth') return undefined;
  const fields: readonly (readonly [string, string])[] = [
    ['grant_type', 'client_credentials'],
    ...(pairsOf(tokenFields, '=') ?? []),
  ];
  const client = [
    ['client_id', authName],
    ['client_secret', authSecret],
  ] as const;
  return {
    request: {
      method: 'POST',
      // Holds no value: it is called as the admin wrote it.
      url: tokenUrl as Escaped,
      // Client and key are encoded before they become Basic. @see RFC 6749, section 2.3.1
      ...(tokenAuth === 'basic'
        ? { form: fields, headers: basic(encoded(authName), encoded(authSecret)) }
        : { form: [...fields, ...client] }),
    },
    token: ({ json }) => {
      const reply = z.safeParse(TokenReply, json).data;
      if (reply === undefined) return null;
      const seconds = reply.expires_in === undefined ? undefined : Number(reply.expires_in);
      return { value: reply.access_token, expiresIn: seconds === undefined ? undefined : seconds * 1000 };
    },
    lifetime: HALF_AN_HOUR,
    example: { access_token: 'example-token', token_type: 'Bearer', expires_in: 3600 },
  };
}
