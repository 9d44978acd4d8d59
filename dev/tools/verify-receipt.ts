/**
 * `npm run verify-receipt -- FILE [--key PUBLIC_KEY]`: whether a receipt is what was signed, or exactly what was altered.
 * Ends with 0 where it is valid, 1 where it was altered, 2 where another key signed it than the one that is trusted, 64 where
 * it was asked wrongly, 66 where the file cannot be read.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { eventSentence } from '../../src/words/receipt-page';
import { plain } from './plain';
import { verifyReceipt, Receipt, type Verifying } from '../../src/core/evidence/receipt';
import { whatIsWrong } from '../../src/words/settings-problems';

const USAGE =
  'Use: npm run verify-receipt -- FILE [--key PUBLIC_KEY]\nPUBLIC_KEY is the key (or its id) that the admin page shows under Evidence.';

const ASKED_WRONGLY = 64;
const CANNOT_BE_READ = 66;

/** Ends with words for whoever asked. */
function fail(words: string, status: number): never {
  process.stderr.write(`${words}\n`);
  process.exit(status);
}

const parsedKey = (text: string) => createPublicKey({ key: Buffer.from(text, 'base64'), type: 'spki', format: 'der' });

/** Whether a text is a public key as the admin page shows it, or the id of one. */
function isKey(text: string): boolean {
  if (/^[0-9a-f]{16}$/.test(text)) return true;
  try {
    return parsedKey(text).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}

const verifying: Verifying = {
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
  verify: (publicKey, text, signature) => {
    try {
      return verify(null, Buffer.from(text), parsedKey(publicKey), Buffer.from(signature, 'base64'));
    } catch {
      return false;
    }
  },
};

function read(file: string): Receipt {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    return fail(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : ''}`, CANNOT_BE_READ);
  }
  const parsed = Receipt.safeParse(json);
  return parsed.success
    ? parsed.data
    : fail(`ALTERED: this is not a receipt any more. ${whatIsWrong(parsed.error)}`, 1);
}

function options() {
  try {
    return parseArgs({ allowPositionals: true, options: { key: { type: 'string', multiple: true } } });
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : ''}\n${USAGE}`, ASKED_WRONGLY);
  }
}

const { positionals, values } = options();
const [file] = positionals;
if (file === undefined) fail(USAGE, ASKED_WRONGLY);
const trusted = (values.key ?? []).map((key) => key.replace(/^\uFEFF/, '').trim());
const noKey = trusted.find((key) => !isKey(key));
if (noKey !== undefined)
  fail(`"${plain(noKey)}" is no key: neither a public key nor the id of one.\n${USAGE}`, ASKED_WRONGLY);
const receipt = read(file);
const flaws = verifyReceipt(receipt, verifying);
if (flaws.length > 0) fail(['ALTERED:', ...flaws.map((flaw) => `- ${plain(flaw)}`)].join('\n'), 1);

const { addendum } = receipt;
const isTrusted = ({ id, publicKey }: Receipt['key']) => trusted.some((key) => key === publicKey || key === id);
const stranger = [receipt, ...(addendum === undefined ? [] : [addendum])].find(({ key }) => !isTrusted(key));
if (trusted.length > 0 && stranger !== undefined)
  fail(
    [
      'SIGNED WITH ANOTHER KEY:',
      `- nothing in it was altered since ${stranger === receipt ? 'it' : 'its addendum'} was signed by the key ${plain(stranger.key.id)}, which is not the one you gave`,
      '- look whether the admin page shows that key among its public keys; if not, your site did not sign it',
    ].join('\n'),
    2,
  );

const say = (line: string) => process.stdout.write(`${line}\n`);
const tell = (events: Receipt['events']) => {
  for (const event of events) say(`${String(event.n).padStart(3)}  ${plain(event.at)}  ${plain(eventSentence(event))}`);
};
tell(receipt.events);
if (addendum !== undefined) {
  say('     What was learned later (addendum):');
  tell(addendum.events);
}
say(`VALID: ${String(receipt.length)} events, signed ${plain(receipt.signedAt)} by the key ${plain(receipt.key.id)}.`);
if (addendum !== undefined)
  say(
    `VALID, too: an addendum of ${String(addendum.events.length)} events, signed ${plain(addendum.signedAt)} by the key ${plain(addendum.key.id)}.`,
  );
if (trusted.length === 0) say('Compare the key with the one on the admin page, or give it with --key.');
