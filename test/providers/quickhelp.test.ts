import { quickhelp } from '../../src/providers/quickhelp';
import { crowd, person } from '../support/people';
import { type Asked, around, NOW, type Scripted, vendor } from '../support/vendor';
import { conformance } from './conformance';

conformance(quickhelp, { apiKey: 'canary-key-7f3e9a11', subscriptionKey: 'canary-subscription-7f3e' });

const settings = { apiKey: 'portal-key', subscriptionKey: 'sub-key' };
const IN_72_HOURS = NOW + 72 * 3_600_000;

/** As QuickHelp does: refuses the whole batch where the bad address is in it. */
const refusing =
  (bad: string): Scripted =>
  ({ body }: Asked): Scripted =>
    body.includes(bad)
      ? { status: 400, body: { 'users[0].email': { value: { attemptedValue: bad }, errors: [{ errorMessage: bad }] } } }
      : { status: 200, body: {} };

it('sends a DELETE with a body, both keys, and no word before the first one', async () => {
  const api = vendor({ status: 200, body: {} });
  await quickhelp.open({ ...settings, customerId: 12 }, around(api)).erase?.([person('Jane@example.com')]);
  const [asked] = api.asked;
  expect(asked?.method).toBe('DELETE');
  expect(asked?.url.href).toBe('https://qhapi.quickhelp.com/v1/User/Delete');
  expect(asked?.headers.get('authorization')).toBe('portal-key');
  expect(asked?.headers.get('ocp-apim-subscription-key')).toBe('sub-key');
  expect(JSON.parse(asked?.body ?? '')).toEqual({ customerId: 12, users: [{ email: 'Jane@example.com' }] });
});

it('leaves the customer id out where none is configured', async () => {
  const api = vendor({ status: 200, body: {} });
  await quickhelp.open(settings, around(api)).erase?.([person('a@example.com')]);
  expect(JSON.parse(api.asked[0]?.body ?? '')).toEqual({ users: [{ email: 'a@example.com' }] });
});

it('expects what was accepted to be carried out within 72 hours', async () => {
  const api = vendor({ status: 200, body: {} });
  expect(await quickhelp.open(settings, around(api)).erase?.(crowd(2))).toEqual([
    { kind: 'accepted', expectedBy: IN_72_HOURS },
    { kind: 'accepted', expectedBy: IN_72_HOURS },
  ]);
});

it('finds the one bad address among a hundred, and erases the other 99', async () => {
  const people = crowd(100);
  const api = vendor(...Array.from({ length: 15 }, () => refusing('person42@example.com')));
  const outcomes = (await quickhelp.open(settings, around(api)).erase?.(people)) ?? [];
  expect(outcomes).toHaveLength(100);
  outcomes.forEach((outcome, index) => {
    expect(outcome.kind).toBe(index === 42 ? 'refused' : 'accepted');
  });
  expect(outcomes[42]).toEqual({ kind: 'refused', reason: 'rejected-address', httpStatus: 400 });
  expect(api.asked.length).toBeLessThanOrEqual(15);
});

it('stops the search when QuickHelp fails otherwise, and tries everybody not asked about again', async () => {
  const people = crowd(4);
  const api = vendor({ status: 400 }, { status: 200, body: {} }, { status: 503 });
  const outcomes = await quickhelp.open(settings, around(api)).erase?.(people);
  expect(outcomes?.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'retry', 'retry']);
});

it('says that the request itself is wrong where nobody of a hundred is accepted, after a bounded search', async () => {
  const api = vendor(...Array.from({ length: 24 }, () => ({ status: 400 })));
  const outcomes = await quickhelp.open(settings, around(api)).erase?.(crowd(100));
  expect(api.left()).toBe(0);
  expect(new Set(outcomes?.map((outcome) => outcome.kind === 'refused' && outcome.reason))).toEqual(
    new Set(['rejected']),
  );
});

it('postpones whom a bounded search did not reach, and names each bad address it found', async () => {
  const isBad = (body: string) =>
    (JSON.parse(body) as { users: { email: string }[] }).users.some(
      ({ email }) => Number(/\d+/.exec(email)?.[0]) % 2 === 1,
    );
  const api = vendor(
    ...Array.from(
      { length: 24 },
      (): Scripted =>
        ({ body }: Asked) =>
          isBad(body) ? { status: 400 } : { status: 200, body: {} },
    ),
  );
  const outcomes = (await quickhelp.open(settings, around(api)).erase?.(crowd(100))) ?? [];
  expect(outcomes[0]).toMatchObject({ kind: 'accepted' });
  expect(outcomes[1]).toMatchObject({ kind: 'refused', reason: 'rejected-address' });
  expect(outcomes[99]).toEqual({ kind: 'retry', reason: 'postponed' });
});

it('never lets the text of a refusal out, which names the person', async () => {
  const api = vendor(refusing('canary@example.com'));
  const outcomes = await quickhelp.open(settings, around(api)).erase?.([person('canary@example.com')]);
  expect(JSON.stringify(outcomes) + api.logged.join()).not.toContain('canary');
});

it.each<[string, unknown]>([
  ['a list', []],
  ['a string', '"ok"'],
  ['null', 'null'],
  ['an error', { success: false, error: 'customer is not allowed to delete users' }],
  ['an object of an error', { error: { message: 'x' } }],
  ['the gateway’s words', { statusCode: 404, message: 'Resource not found' }],
  ['anything at all', { jobId: 7 }],
  ['a prototype', '{"__proto__":{"ok":true}}'],
])('calls a 200 with %s unexpected: an empty object is documented', async (_, body) => {
  const api = vendor({ status: 200, body });
  expect(await quickhelp.open(settings, around(api)).erase?.([person('a@example.com')])).toMatchObject([
    { reason: 'unexpected-reply' },
  ]);
});
