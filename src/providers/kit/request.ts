/**
 * A request as a vendor's page shows it, and how it proves who sends it.
 */
import type { Documented } from '../../core/reply/reply';
import type { Person } from '../../core/person/person';
import type { Call } from '../../ports/http';
import { type Escaped, query } from './encode';

/** One request. `path` goes behind the API's base URL; `url` stands for itself. */
export type Request = { readonly method: Call['method'] } & Pick<Call, 'json' | 'form' | 'headers' | 'timeoutMs'> & {
    readonly query?: Readonly<Record<string, string | undefined>>;
  } & ({ readonly path: Escaped } | { readonly url: Escaped });

/** What every request of a connection has in common. `query`: keys that the vendor wants in the address. */
export interface Api {
  readonly baseUrl?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

type Headers = Readonly<Record<string, string>>;

/** `Authorization: Bearer …` */
export const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });

/** `Authorization: Basic …` */
export const basic = (user: string, password: string): Headers => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`,
});

/** A key in a header of its own. */
export const header = (name: string, value: string): Headers => ({ [name.toLowerCase()]: value });

function urlOf(request: Request, api: Api): string {
  const base = 'url' in request ? request.url : `${api.baseUrl ?? ''}${request.path}`;
  const search = query({ ...request.query, ...('url' in request ? {} : api.query) });
  if (search === '') return base;
  return `${base}${base.includes('?') ? '&' : '?'}${search}`;
}

/** The call that a request is. @param op names it in logs @param documented what is no error in its reply */
export function toCall(op: string, request: Request, api: Api, documented?: Documented): Call {
  const { method, json, form, timeoutMs } = request;
  // A pasted URL carries its own key; nothing else takes the place of one.
  const headers = { ...request.headers, ...('url' in request ? {} : api.headers) };
  return {
    ...{ op, method, url: urlOf(request, api), headers },
    ...(json === undefined ? {} : { json }),
    ...(form === undefined ? {} : { form }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(documented === undefined ? {} : { documented }),
  };
}

/** The names that the issue gives of a person, and those alone. */
export const namesOf = ({ firstname, suffix, lastname }: Person): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries({ firstname, suffix, lastname }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '',
    ),
  );
