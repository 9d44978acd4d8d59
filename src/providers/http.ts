/**
 * Any HTTP API: the admin says what is called, and what its answers mean. The meaning of an answer is taken from these
 * settings alone, and whatever fits none of them is no success.
 */
import * as z from 'zod/mini';
import type { Doubt } from '../core/reply/doubts';
import { failure, type Outcome } from '../core/status/outcome';
import { asciiDomain } from '../core/person/email';
import type { Answer } from '../core/reply/reply';
import { isDescribed, isNamed, matches } from './body-match';
import { defineProvider, encoded, secret, type Subject } from './kit';
import { fill, fillJson, MissingError, namesIn, tellsWho, unknownIn } from './placeholders';
import type { Call } from '../ports/http';

/** Several lines of text, for the admin's form. */
const lines = (title: string, description: string) =>
  z._default(z.string().check(z.maxLength(10_000)), '').check(z.meta({ title, description, format: 'lines' }));

const known = z.refine<string>((text) => unknownIn(text) === null, 'holds a placeholder that there is not');

const MARK = 'placeholder';
/** The URL with its placeholders replaced by something harmless, to see where they stand. */
const sketchOf = (template: string): URL | null => {
  const sketch = template.replace(/\{\{[^{}]*\}\}/g, MARK);
  return URL.canParse(sketch) ? new URL(sketch) : null;
};

/** https, a host that is fixed and public, no credentials, no port. Names of people stand in the query only. */
function isEndpoint(template: string): boolean {
  // A browser would repair these: what is called then is not what the admin reads.
  if (/[\\\s\p{Cc}]/u.test(template.replace(/\{\{[^{}]*\}\}/g, ''))) return false;
  const sketch = sketchOf(template);
  if (sketch === null) return false;
  const beforeQuery = template.split('?')[0] ?? '';
  return (
    sketch.protocol === 'https:' &&
    sketch.username === '' &&
    sketch.password === '' &&
    sketch.port === '' &&
    sketch.hash === '' &&
    !sketch.hostname.includes(MARK) &&
    asciiDomain(sketch.hostname) === sketch.hostname &&
    !namesIn(beforeQuery).some((name) => name.endsWith('name'))
  );
}

type Pair = readonly [name: string, value: string];

/** Lines of `name<separator>value`; null where one of them is none. */
function pairsOf(text: string, separator: string): Pair[] | null {
  const pairs = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line): Pair | null => {
      const at = line.indexOf(separator);
      return at < 1 ? null : [line.slice(0, at).trim(), line.slice(at + separator.length).trim()];
    });
  return pairs.every((pair) => pair !== null) ? pairs : null;
}

/** Headers that the connection itself decides about, or that are never sent. */
const OURS = [
  ...['host', 'content-length', 'content-type', 'content-encoding', 'connection', 'transfer-encoding', 'cookie'],
  ...['expect', 'upgrade', 'keep-alive', 'te', 'trailer', 'proxy-authorization', 'proxy-connection', 'http2-settings'],
];
const isHeaderName = (name: string): boolean => /^[\w-]+$/.test(name) && !OURS.includes(name.toLowerCase());
const isHeaders = (text: string): boolean =>
  pairsOf(text, ':')?.every(([name]) => isHeaderName(name) && name.toLowerCase() !== 'authorization') === true;

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const statusesOf = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);
const isStatuses =
  (allowed: (status: number) => boolean) =>
  (text: string): boolean =>
    /^[\d\s,]*$/.test(text) && statusesOf(text).every(allowed);
const isSuccess = (status: number): boolean => status >= 200 && status < 300;
const mayMeanAbsent = (status: number): boolean => isSuccess(status) || [400, 404, 409, 410, 422].includes(status);

const statuses = (title: string, description: string, allowed: (status: number) => boolean, said: string) =>
  z
    ._default(z.string().check(z.maxLength(200), z.refine(isStatuses(allowed), said)), '')
    .check(z.meta({ title, description }));
const bodyMatch = (title: string) =>
  z._default(z.string().check(z.maxLength(500)), '').check(
    z.meta({
      title,
      description:
        'Optional: a text that the answer has to contain, or a place in its JSON, such as /status = deleted.',
    }),
  );

const Fields = {
  method: z
    ._default(z.enum(['DELETE', 'POST', 'PUT', 'PATCH', 'GET']), 'DELETE')
    .check(z.meta({ title: 'Method', description: 'As the API documents it.' })),
  url: z.string().check(
    z.trim(),
    z.maxLength(2000),
    known,
    z.refine(
      isEndpoint,
      'an https URL with a fixed host, without a port; names of people only after the question mark',
    ),
    z.meta({
      title: 'URL',
      description:
        'With placeholders: {{email}}, {{email.lower}}, {{email.md5}}, {{email.sha256}}, {{erasureId}}; in the query also {{firstname}} and {{lastname}}. Such as https://api.example.com/users/{{email}}.',
    }),
  ),
  headers: lines('Headers (optional)', 'One a line, such as X-Tenant: 42. Placeholders are filled in.').check(
    known,
    z.refine(isHeaders, 'lines such as X-Tenant: 42; authorization and the kind of body are set below'),
  ),
  body: z
    ._default(z.enum(['none', 'json', 'form']), 'none')
    .check(z.meta({ title: 'Body', description: 'What is sent along.' })),
  bodyTemplate: lines(
    'Content of the body',
    'JSON such as {"user": {"mail": "{{email}}"}}, or for a form one field a line, such as mail={{email}}.',
  ).check(known),
  auth: z
    ._default(z.enum(['none', 'bearer', 'basic', 'header', 'query']), 'none')
    .check(z.meta({ title: 'Authorization', description: 'How the key is sent.' })),
  authName: z
    ._default(z.string().check(z.trim(), z.regex(/^[\w.@+-]{0,200}$/)), '')
    .check(
      z.meta({ title: 'Name for the key', description: 'The user of basic, or the name of the header or parameter.' }),
    ),
  authSecret: z.optional(secret('Key', 'The token, password or key.')),
  timeoutSeconds: z
    // A drain's lease outlasts a call by that much, and what became of it still has to be recorded.
    ._default(z.int().check(z.minimum(1), z.maximum(25)), 20)
    .check(z.meta({ title: 'Longest wait in seconds', description: 'What takes longer is tried again later.' })),
  deleted: statuses('Deleted: statuses', 'Such as 200, 204.', isSuccess, 'statuses from 200 to 299, such as 200, 204'),
  deletedBody: bodyMatch('Deleted: answer'),
  accepted: statuses('Accepted: statuses', 'Will be done later. Such as 202.', isSuccess, 'statuses from 200 to 299'),
  acceptedBody: bodyMatch('Accepted: answer'),
  absent: statuses(
    'Nobody there: statuses',
    'Such as 404, if you have seen it for an unknown person.',
    mayMeanAbsent,
    'statuses from 200 to 299, or 400, 404, 409, 410, 422',
  ),
  absentBody: bodyMatch('Nobody there: answer'),
};

/** The texts of a JSON value in which placeholders are filled in: values, not the names before them. */
function textsIn(json: unknown): string[] {
  if (typeof json === 'string') return [json];
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(textsIn) : [];
}

type Template = Pick<z.infer<z.ZodMiniObject<typeof Fields>>, 'url' | 'headers' | 'body' | 'bodyTemplate'>;
/** Every text of a call in which placeholders are filled in. */
function filledIn({ url, headers, body, bodyTemplate }: Template): string[] {
  const values = (pairs: readonly Pair[] | null) => (pairs ?? []).map(([, value]) => value);
  const inBody = { none: [], json: textsIn(readJson(bodyTemplate)), form: values(pairsOf(bodyTemplate, '=')) };
  return [url, ...values(pairsOf(headers, ':')), ...inBody[body]];
}

const Settings = z.strictObject(Fields).check(
  z.refine((settings) => filledIn(settings).some(tellsWho), {
    path: ['url'],
    message: 'nothing in this call tells one person from another: it needs a placeholder of the address',
  }),
  z.refine(({ body, bodyTemplate }) => body !== 'json' || readJson(bodyTemplate) !== undefined, {
    path: ['bodyTemplate'],
    message: 'is no JSON',
  }),
  z.refine(({ body, bodyTemplate }) => body !== 'form' || (pairsOf(bodyTemplate, '=') ?? []).length > 0, {
    path: ['bodyTemplate'],
    message: 'lines such as mail={{email}}',
  }),
  z.refine(({ method, body }) => method !== 'GET' || body === 'none', {
    path: ['body'],
    message: 'a GET has no body',
  }),
  z.refine(({ auth, authName }) => auth !== 'header' || authName === '' || isHeaderName(authName), {
    path: ['authName'],
    message: 'is no name of a header that a key can be sent in',
  }),
  z.refine(({ auth, authSecret }) => auth === 'none' || authSecret !== undefined, {
    path: ['authSecret'],
    message: 'is missing',
  }),
  z.refine(({ auth, authName }) => auth === 'none' || auth === 'bearer' || authName !== '', {
    path: ['authName'],
    message: 'is missing',
  }),
  z.refine(({ deleted, accepted, absent }) => statusesOf(deleted + ',' + accepted + ',' + absent).length > 0, {
    path: ['deleted'],
    message: 'no status is named that means success',
  }),
);
type Settings = z.infer<typeof Settings>;

function authorization({ auth, authName, authSecret = '' }: Settings): Record<string, string> {
  if (auth === 'bearer') return { authorization: `Bearer ${authSecret}` };
  if (auth === 'basic')
    return { authorization: `Basic ${Buffer.from(`${authName}:${authSecret}`, 'utf8').toString('base64')}` };
  return auth === 'header' ? { [authName.toLowerCase()]: authSecret } : {};
}

function toCall(settings: Settings, subject: Subject): Call {
  const { method, url, headers, body, bodyTemplate, auth, authName, authSecret = '', timeoutSeconds } = settings;
  const filled = fill(url, subject, 'url');
  const keyed = auth === 'query' ? `${encoded(authName)}=${encoded(authSecret)}` : '';
  const inForm = (): Record<string, string> =>
    Object.fromEntries(
      (pairsOf(bodyTemplate, '=') ?? []).map(([name, value]) => [name, fill(value, subject, 'value')]),
    );
  return {
    op: 'http.erase',
    method,
    url: keyed === '' ? filled : `${filled}${filled.includes('?') ? '&' : '?'}${keyed}`,
    headers: {
      ...Object.fromEntries(
        (pairsOf(headers, ':') ?? []).map(([name, value]) => [name.toLowerCase(), fill(value, subject, 'header')]),
      ),
      ...authorization(settings),
    },
    timeoutMs: timeoutSeconds * 1000,
    documented: { source: 'the admin’s settings', allows: (doubt, answer) => isMeant(settings, doubt, answer) },
    ...(body === 'json' ? { json: fillJson(readJson(bodyTemplate), subject) } : {}),
    ...(body === 'form' ? { form: inForm() } : {}),
  };
}

/** What an answer means by the admin's word, and the match by which. */
type Meaning = { readonly kind: 'accepted' | 'deleted' | 'absent'; readonly match: string };

/** The first meaning that fits: those that ask for a certain answer before those that ask for a status only. */
function meaningOf(settings: Settings, answer: Answer): Meaning | null {
  const meanings: (Meaning & { readonly statuses: string })[] = [
    { kind: 'accepted', statuses: settings.accepted, match: settings.acceptedBody },
    { kind: 'deleted', statuses: settings.deleted, match: settings.deletedBody },
    { kind: 'absent', statuses: settings.absent, match: settings.absentBody },
  ];
  const fits = meanings.filter(
    ({ statuses: listed, match }) => statusesOf(listed).includes(answer.status) && matches(answer, match),
  );
  return fits.find(({ match }) => match !== '') ?? fits[0] ?? null;
}

/** Whether what looks like an error, or like nobody, is what the admin described. */
function isMeant(settings: Settings, doubt: Doubt, answer: Answer): boolean {
  const meaning = meaningOf(settings, answer);
  if (meaning === null) return false;
  return isNamed(meaning.match, doubt) || (meaning.kind === 'absent' && isDescribed(meaning.match, doubt));
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const hostOf = (url: unknown): string => sketchOf(textOf(url))?.hostname ?? '';

/** What an admin set up, as the promise beside every success. */
function promiseOf(settings: Readonly<Record<string, unknown>>): string {
  const said = (['deleted', 'accepted', 'absent'] as const).flatMap((kind) => {
    const listed = statusesOf(textOf(settings[kind]));
    return listed.length === 0 ? [] : [`${listed.join(', ')} as ${kind === 'absent' ? 'nobody there' : kind}`];
  });
  return said.length === 0 ? DEFAULT_PROMISE : `An admin set up what its answers mean: ${said.join('; ')}.`;
}
const DEFAULT_PROMISE = 'An admin sets up what its answers mean.';

export const http = defineProvider({
  id: 'http',
  label: 'HTTP API',
  does: 'Calls the API that an admin set up.',
  promise: DEFAULT_PROMISE,
  page: 'https://developer.atlassian.com/platform/forge/customer-managed-egress-and-remotes/',
  notes: [
    'Jira lets the app call this host only after an admin allowed it here: save first, then choose Allow.',
    'The API has to be harmless to repeat: where an answer is lost, the same call is made again.',
    'What fits none of the answers below is never taken for a success.',
    'No call to try is known, so the key is tried with the first erasure.',
  ],
  egress: [],
  hosts: ({ url }) => (hostOf(url) === '' ? [] : [hostOf(url)]),
  batchSize: 1,
  concurrency: 2,
  callsPerMinute: 120,
  settings: Settings,
  inWords: (settings) => ({
    does: `Calls ${textOf(settings['method']) || 'DELETE'} at ${hostOf(settings['url'])}.`,
    promise: promiseOf(settings),
    calls: 1,
  }),

  test: () => Promise.resolve({ kind: 'no-harmless-call' }),

  async erase(settings, { http: call }, people) {
    const outcomes: Outcome[] = [];
    for (const subject of people) {
      try {
        const reply = await call(toCall(settings, subject));
        const meaning = reply.kind === 'reply' ? meaningOf(settings, reply) : null;
        outcomes.push(meaning === null ? failure(reply) : { kind: meaning.kind });
      } catch (error) {
        if (!(error instanceof MissingError)) throw error;
        outcomes.push({ kind: 'refused', reason: 'name-missing' });
      }
    }
    return outcomes;
  },
});
