import { ForgeKvsAPIError } from '@forge/kvs';
import { AppError } from '../../src/core/app-error';
import { ThrottledError } from '../../src/core/throttled-error';
import { patiently } from '../../src/forge/patience';

const refused = (status: number, code: string) =>
  new ForgeKvsAPIError(
    { status, statusText: '', traceId: null, httpMethod: 'POST', httpPath: '/api/v1/entity/get' },
    { code, message: '' },
  );
const jiraAsks = (seconds?: number) => new AppError('jira-unavailable', undefined, undefined, seconds);

/** Asks a port whose answers are scripted. @param chance of each wait */
async function ask(answers: readonly unknown[], chance: readonly number[] = [0.5, 0.5, 0.5]) {
  const [left, drawn, slept]: [unknown[], number[], number[]] = [[...answers], [...chance], []];
  const port = patiently(
    {
      read: async (what: string) => {
        const next = left.shift();
        if (next instanceof Error) throw next;
        return Promise.resolve(`${what}: ${String(next)}`);
      },
      digest: (text: string) => text.length,
    },
    {
      random: () => drawn.shift() ?? 0.5,
      sleep: (milliseconds) => Promise.resolve(void slept.push(milliseconds)),
    },
  );
  const answer = await port.read('it').catch((error: unknown) => error);
  return { answer, slept, left: left.length, digest: port.digest('four') };
}

it.each([
  ['the storage’s rate', refused(429, 'RATE_LIMIT_EXCEEDED')],
  ['a transaction’s rate', refused(400, 'TOO_MANY_REQUESTS')],
  ['another write at the same moment', refused(409, 'TRANSACTION_CONFLICT')],
])('waits for %s, each time longer', async (_, error) => {
  expect(await ask([error, error, 'there'])).toMatchObject({ answer: 'it: there', slept: [250, 1000] });
});

it('lets chance part those who were refused together', async () => {
  const busy = refused(429, 'RATE_LIMIT_EXCEEDED');
  expect((await ask([busy, busy, busy, 'there'], [0, 1, 0.5])).slept).toEqual([125, 1500, 4000]);
});

it('says when to come back where patience does not help', async () => {
  const { answer, left } = await ask(Array.from({ length: 6 }, () => refused(429, 'RATE_LIMIT_EXCEEDED')));
  expect(answer).toBeInstanceOf(ThrottledError);
  expect(answer).toMatchObject({ afterSeconds: 60 });
  expect(left).toBe(2);
});

it('waits for Jira where it asks for seconds, and leaves longer waits to whoever asked', async () => {
  expect(await ask([jiraAsks(2), 'there'])).toMatchObject({ answer: 'it: there', slept: [2000] });
  expect(await ask([jiraAsks(600), 'there'])).toMatchObject({ answer: { afterSeconds: 600 }, slept: [] });
});

it.each([refused(500, 'INTERNAL'), refused(400, 'INVALID_KEY'), jiraAsks(), new Error('a bug')])(
  'asks once where %s is no quota',
  async (error) => {
    expect(await ask([error, 'there'])).toMatchObject({ answer: error, slept: [], left: 1 });
  },
);

it('leaves alone what answers at once', async () => {
  expect((await ask(['there'])).digest).toBe(4);
});
