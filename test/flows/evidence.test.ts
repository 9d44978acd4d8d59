/**
 * The evidence of an erasure: downloaded on the issue, checked by a command that needs nothing but the file and the key.
 */
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProvidersServer } from '../support/providers-server';
import { folder } from '../support/folder';
import { settings } from '../support/settings';
import { settingsFile } from '../support/settings-file';
import { LocalSite, ROOT } from '../support/site';
import type { PublicKey, Receipt } from '../../src/core/evidence/receipt';

let providers: ProvidersServer;
let site: LocalSite;
const files = folder();

beforeAll(async () => {
  providers = await ProvidersServer.start();
  site = await LocalSite.start('--settings', settingsFile(settings()), ...providers.routes());
});
afterAll(async () => {
  await site.stop();
  await providers.stop();
});
beforeEach(() => providers.reset());

type Kept = { readonly receipt: Receipt; readonly page: string };

async function receiptFor(address: string): Promise<{ key: string; erasureId: string } & Kept> {
  const key = await site.issueFor(address);
  const { body } = await site.trigger({ issueKey: key });
  await site.settled(key);
  const kept = await site.until('the receipt', async () => {
    const answer = await site.agent<Kept>('agent', key, 'receipt', { erasureId: body.erasureId });
    return answer.ok && answer.value;
  });
  return { key, erasureId: body.erasureId, ...kept };
}

async function publicKeys(): Promise<PublicKey[]> {
  const answer = await site.admin<{ keys: PublicKey[] }>('evidenceKeys');
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value.keys;
}

/** What the command says of a receipt. */
function verify(receipt: unknown, ...options: string[]): { status: number | null; says: string } {
  const file = join(files, 'receipt.json');
  writeFileSync(file, typeof receipt === 'string' ? receipt : JSON.stringify(receipt));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'dev/tools/verify-receipt.ts', file, ...options],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  return { status, says: stdout + stderr };
}

it('tells who asked, what was called, what it became, and that the issue was told', async () => {
  const { receipt, page, key, erasureId } = await receiptFor('evidence@example.com');
  expect(receipt.events.map(({ kind }) => kind)).toEqual([
    'requested',
    'called',
    'called',
    'called',
    'concluded',
    'published',
    'finished',
  ]);
  expect(receipt.events[0]).toMatchObject({
    via: 'web-trigger',
    account: null,
    erasureId,
    issueKey: key,
    source: 'field',
    rules: { verdict: 'run', because: [] },
  });
  expect(JSON.stringify(receipt) + page).not.toMatch(/evidence@|evidence%40/i);
  expect(page).toContain(`Receipt of an erasure: ${key}`);
  expect(page).toContain('copernica (copernica) called: Registered');

  const [signing] = await publicKeys();
  const valid = verify(receipt, '--key', signing?.publicKey ?? '');
  expect(valid).toMatchObject({ status: 0 });
  expect(valid.says).toContain('VALID: 7 events');
});

describe('an altered receipt', () => {
  let receipt: Receipt;
  beforeAll(async () => {
    ({ receipt } = await receiptFor('altered@example.com'));
  });

  const altered = (change: (copy: { -readonly [K in keyof Receipt]: Receipt[K] }) => void): Receipt => {
    const copy = structuredClone(receipt);
    change(copy);
    return copy;
  };

  it.each<[string, (copy: Receipt) => unknown, RegExp]>([
    [
      'an outcome',
      (copy) =>
        copy.events.flatMap((event) =>
          event.kind === 'called' ? [Object.assign(event, { outcome: { kind: 'deleted' } })] : [],
        ),
      /event 2 \(called\) was altered[\s\S]*event 3 \(called\) was altered/,
    ],
    [
      'the person',
      (copy) => Object.assign(copy.events[0] ?? {}, { person: `p${'0'.repeat(64)}` }),
      /event 1 \(requested\) was altered/,
    ],
    ['an event that is missing', (copy) => copy.events.splice(2, 1), /event 4 \(called\) does not follow event 2/],
    ['the end that is missing', (copy) => copy.events.pop(), /1 event\(s\) at the end are missing/],
    [
      'the time of signing',
      (copy) => Object.assign(copy, { signedAt: '2020-01-01T00:00:00.000Z' }),
      /the signature does not fit/,
    ],
    [
      'the key',
      (copy) => Object.assign(copy.key, { id: '0123456789abcdef' }),
      /the public key does not belong to its id/,
    ],
  ])('is refused where it is %s', (_, change, expected) => {
    const { status, says } = verify(altered((copy) => change(copy)));
    expect(status).toBe(1);
    expect(says).toMatch(expected);
  });

  it('is told apart from one that another key signed than the one that is trusted', () => {
    const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    for (const key of [other, '0123456789abcdef']) {
      const { status, says } = verify(receipt, '--key', key);
      expect(status).toBe(2);
      expect(says).toMatch(/^SIGNED WITH ANOTHER KEY:/);
      expect(says).not.toContain('ALTERED');
      // What was altered is altered, whoever signed it.
      const both = verify(
        altered((copy) => copy.events.pop()),
        '--key',
        key,
      );
      expect(both).toMatchObject({ status: 1, says: expect.stringMatching(/^ALTERED:/) as string });
    }
    expect(verify(receipt, '--key', other, '--key', receipt.key.id).status).toBe(0);
  });

  it('is not looked at with what is no key', () => {
    for (const key of ['somebody-elses-key', '', 'MCowBQYDK2VwAyEA', receipt.key.id.slice(1)]) {
      const { status, says } = verify(receipt, '--key', key);
      expect(status).toBe(64);
      expect(says).toMatch(/is no key[\s\S]*Use: npm run verify-receipt/);
    }
  });

  it('is read behind a byte order mark', () => {
    expect(verify(`\ufeff${JSON.stringify(receipt)}`, '--key', `\ufeff${receipt.key.publicKey}\n`).status).toBe(0);
  });

  it('is told apart from what is no receipt at all', () => {
    expect(verify('{')).toMatchObject({ status: 66 });
    expect(verify({ kind: 'other' })).toMatchObject({ status: 1 });
    expect(spawnSync('npm', ['run', '--silent', 'verify-receipt'], { cwd: ROOT }).status).toBe(64);
  });
});

it('stays valid when the keys rotate, and the next one is signed by the new key', async () => {
  const before = await receiptFor('before@example.com');
  expect(await site.admin('rotateEvidenceKey')).toMatchObject({ ok: true });
  const after = await receiptFor('after@example.com');
  const [signing, earlier] = await publicKeys();
  expect(after.receipt.key.id).toBe(signing?.id);
  expect(before.receipt.key.id).toBe(earlier?.id);
  const again = await site.agent<Kept>('agent', before.key, 'receipt', { erasureId: before.erasureId });
  expect(again).toMatchObject({ ok: true, value: { receipt: before.receipt } });
  expect(verify(before.receipt, '--key', earlier?.id ?? '').status).toBe(0);
});

it('is shown to whoever may see the issue, of its own erasures only', async () => {
  const { key, erasureId } = await receiptFor('mine@example.com');
  const other = await site.issueFor('other@example.com');
  expect(await site.agent('user', key, 'receipt', { erasureId })).toMatchObject({ ok: true });
  expect(await site.agent('agent', other, 'receipt', { erasureId })).toMatchObject({
    ok: false,
    error: { code: 'not-open' },
  });
});
