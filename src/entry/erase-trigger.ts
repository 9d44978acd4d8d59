/**
 * The web trigger: `POST` with a secret and an issue key, for automation rules and other systems.
 */
import { errorWords } from '../words/errors';
import * as z from 'zod/mini';
import { type Accepted, type Request, request } from '../app/request/request';
import { validSecrets } from '../app/settings/trigger-secret';
import { IssueKey } from '../core/ids';
import type { Ports } from '../ports/ports';
import { AppError } from '../core/app-error';
import { secondsAskedFor, ThrottledError } from '../core/throttled-error';
import { webhookGuard } from '../forge/kvs/webhook-guard';
import { patiently } from '../forge/patience';
import { consoleLog } from '../forge/log';
import { portsOfThisInstallation } from '../forge/ports';
import { type Proof, proofIn } from './authentic';
import { dryRun } from '../app/request/dry-run';

const LONGEST_BODY = 10_000;
/** Seconds, where nobody says how long something lasts that passes by itself. */
const WHEN_UNSAID = 60;

const Incoming = z.object({
  method: z.string(),
  headers: z._default(z.record(z.string(), z.array(z.string())), {}),
  body: z._default(z.string(), ''),
});

const Body = z.strictObject({
  issueKey: IssueKey,
  email: z.optional(z.string().check(z.maxLength(320))),
  dryRun: z.optional(z.boolean()),
});

interface Outgoing {
  statusCode: number;
  headers: Record<string, string[]>;
  body: string;
}

const reply = (statusCode: number, body: unknown, headers: Record<string, string[]> = {}): Outgoing => ({
  statusCode,
  headers: { 'Content-Type': ['application/json'], 'Cache-Control': ['no-store'], ...headers },
  body: JSON.stringify(body),
});
const failed = (statusCode: number, code: string, message: string, headers?: Record<string, string[]>): Outgoing =>
  reply(statusCode, { error: { code, message } }, headers);

/** Statuses other than 409, which says that the issue or the rules stand in the way. */
const STATUS_OF: Partial<Record<AppError['code'], number>> = {
  'no-such-issue': 404,
  'jira-unavailable': 503,
  busy: 503,
};

function readBody(text: string): z.infer<typeof Body> | string {
  let json: unknown;
  try {
    // Some programs write a byte order mark before JSON. What is signed is the body as it came.
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return 'The body is not valid JSON.';
  }
  const parsed = z.safeParse(Body, json);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  return wrong.join('; ');
}

/** What stands behind the door, and what the door itself remembers. */
interface Door {
  readonly ports: Ports;
  readonly guard: typeof webhookGuard;
}

/** What a signed delivery began that was carried out before; null where there is no such delivery, or nothing of it left. */
async function begunBefore({ ports, guard }: Door, proof: Proof): Promise<Accepted | null> {
  const erasureId = proof.by === 'signature' ? await guard.erasureOfDelivery(proof.delivery) : null;
  const erasure = erasureId === null ? null : await ports.erasureStore.erasure(erasureId);
  return erasure === null ? null : { erasureId: erasure.id, status: erasure.status, created: false };
}

/**
 * Begins the erasure that is asked for. A delivery is used up only by what it begins or finds: one that was refused, or
 * died on the way, may come again. Two of one delivery at once find the same erasure, as any two requests do.
 */
async function carryOut(door: Door, input: Request, proof: Proof): Promise<Accepted> {
  const { ports, guard } = door;
  const before = await begunBefore(door, proof);
  if (before !== null) return before;
  const accepted = await request(ports, input);
  if (proof.by === 'signature')
    try {
      await guard.rememberDelivery(proof.delivery, accepted.erasureId);
    } catch (error) {
      // It is begun all the same; sent again, it finds what was begun.
      consoleLog('delivery not noted', { error: error instanceof Error ? error.name : 'unknown' });
    }
  return accepted;
}

async function handle(door: Door, body: z.infer<typeof Body>, proof: Proof): Promise<Outgoing> {
  const input = {
    issue: body.issueKey,
    origin: { via: 'web-trigger' as const, accountId: null },
    ...(body.email === undefined ? {} : { expected: body.email }),
  };
  return body.dryRun === true
    ? reply(200, await dryRun(door.ports, input))
    : reply(202, await carryOut(door, input, proof));
}

/** The answer where something stood in the way: what the app refuses, what passes by itself, and what is a fault of ours. */
function answerTo(error: unknown): Outgoing {
  const seconds = Math.ceil(secondsAskedFor(error) ?? WHEN_UNSAID);
  const later = { 'Retry-After': [String(seconds)] };
  if (error instanceof AppError) {
    const status = STATUS_OF[error.code] ?? 409;
    return failed(status, error.code, errorWords(error), status === 503 ? later : {});
  }
  if (error instanceof ThrottledError)
    return failed(503, 'busy', 'Too much is being done at this moment. Nothing is lost; send it again later.', later);
  consoleLog('web trigger failed', { error: error instanceof Error ? error.name : 'unknown' });
  return failed(500, 'internal', 'Something went wrong here. Nothing is lost; send the same request again.');
}

/**
 * Answers a request from outside.
 * 202 begun (or found), 200 dry run, 400 bad body, 401 no valid secret, 404 no such issue, 405, 409 refused, 413,
 * 429 too many, 503.
 */
export async function eraseTrigger(raw: unknown): Promise<Outgoing> {
  const incoming = z.safeParse(Incoming, raw);
  if (!incoming.success) return failed(400, 'bad-request', 'This request cannot be read.');
  const { method, headers, body } = incoming.data;
  const ports = portsOfThisInstallation();
  const guard = patiently(webhookGuard, ports.system);
  try {
    const now = ports.system.now();
    const proof = proofIn(headers, body, await validSecrets(ports), now);
    if (proof === null)
      return failed(401, 'unauthorized', 'Send the secret from the admin page as "Authorization: Bearer <secret>".', {
        'WWW-Authenticate': ['Bearer'],
      });
    if (method.toUpperCase() !== 'POST') return failed(405, 'method-not-allowed', 'Send a POST.', { Allow: ['POST'] });
    if (Buffer.byteLength(body) > LONGEST_BODY)
      return failed(413, 'too-large', 'The body may have 10,000 bytes at most.');
    const read = readBody(body);
    if (typeof read === 'string')
      return failed(400, 'bad-body', `Send {"issueKey":"GDPR-1"}, with "email" and "dryRun" if you like. ${read}`);
    const wait = await guard.secondsToWait(now);
    if (wait > 0)
      return failed(429, 'too-many', 'Too many requests in this minute. Nothing was started; send it again later.', {
        'Retry-After': [String(wait)],
      });
    return await handle({ ports, guard }, read, proof);
  } catch (error) {
    return answerTo(error);
  }
}
