/**
 * `npm run verify-receipt -- FILE [--key PUBLIC_KEY]`: whether a receipt is what was signed, or exactly what was altered.
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

/** Ends with words for whoever asked. */
function fail(words: string, status: number): never {
  process.stderr.write(`${words}\n`);
  process.exit(status);
}

const verifying: Verifying = {
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
  verify: (publicKey, text, signature) => {
    try {
      const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
      return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
    } catch {
      return false;
    }
  },
};

function read(file: string): Receipt {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return fail(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : ''}`, 2);
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
    return fail(`${error instanceof Error ? error.message : ''}\n${USAGE}`, 2);
  }
}

const { positionals, values } = options();
const [file] = positionals;
if (file === undefined) fail(USAGE, 2);
const receipt = read(file);
const flaws = verifyReceipt(receipt, verifying);
const trusted = values.key ?? [];
if (trusted.length > 0 && !trusted.some((key) => key === receipt.key.publicKey || key === receipt.key.id))
  flaws.push(`it is signed by the key ${receipt.key.id}, which is not the one you trust`);
if (flaws.length > 0) fail(['ALTERED:', ...flaws.map((flaw) => `- ${plain(flaw)}`)].join('\n'), 1);

const say = (line: string) => process.stdout.write(`${line}\n`);
for (const event of receipt.events)
  say(`${String(event.n).padStart(3)}  ${plain(event.at)}  ${plain(eventSentence(event))}`);
say(`VALID: ${String(receipt.length)} events, signed ${plain(receipt.signedAt)} by the key ${plain(receipt.key.id)}.`);
if (trusted.length === 0) say('Compare the key with the one on the admin page, or give it with --key.');
