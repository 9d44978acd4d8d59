/**
 * The right person: every ticket of the corpus, through the configured sources in their order.
 */
import * as z from 'zod/mini';
import { locate } from '../../src/app/locate/locate';
import type { Issue, Issues } from '../../src/ports/issues';
import { normalForm, parseEmail } from '../../src/core/person/email';
import { Settings } from '../../src/core/settings/schema';
import { tell } from '../support/security-figures';
import { type Ticket, TICKETS } from './tickets';

const SETTINGS = z.parse(Settings, {
  extraction: {
    sources: [
      { kind: 'field', field: 'customfield_10050' },
      { kind: 'form', label: 'Email address' },
      { kind: 'request-field', label: 'Email' },
      { kind: 'text', field: 'description' },
    ],
  },
  policy: { protectedDomains: ['ourcompany.example'] },
});

const never = (): never => {
  throw new Error('nothing else is asked');
};

async function answerTo({ field = null, form = [], portal, text }: Ticket): Promise<string> {
  const issue: Issue = {
    id: '1',
    key: 'GDPR-1',
    projectKey: 'GDPR',
    isServiceDesk: true,
    reporterAccountId: null,
    createdAt: 0,
    fields: { customfield_10050: field, description: text ?? null },
    fieldNames: {},
  };
  const issues = {
    formAnswers: () => Promise.resolve([...form]),
    requestFieldValues: () => Promise.resolve(portal === undefined ? [] : [portal]),
    addressOf: never,
  } as unknown as Issues;
  const located = await locate(issues, SETTINGS, issue, { as: 'app' });
  return located.kind === 'found' ? located.person.email : located.code;
}

const isAddress = (asks: string): boolean => asks.includes('@');

it('is large enough to mean something', () => {
  expect(TICKETS.length).toBeGreaterThanOrEqual(210);
});

it.each(TICKETS.map((ticket) => [ticket.asks, ticket] as const))('%s: %j', async (asks, ticket) => {
  expect(await answerTo(ticket)).toBe(asks);
});

it('never finds anybody else, and finds almost everybody who can be found', async () => {
  const answers = await Promise.all(TICKETS.map(answerTo));
  const same = (a: string, b: string) => {
    const [left, right] = [parseEmail(a), parseEmail(b)];
    return left !== null && right !== null && normalForm(left) === normalForm(right);
  };
  const wrong = TICKETS.filter(({ asks }, at) => isAddress(answers[at] ?? '') && !same(answers[at] ?? '', asks));
  const answerable = TICKETS.map(({ asks }, at) => [asks, answers[at] ?? ''] as const).filter(([asks]) =>
    isAddress(asks),
  );
  const found = answerable.filter(([asks, answer]) => same(asks, answer));
  tell('corpus: tickets', TICKETS.length);
  tell('corpus: somebody else found', wrong.length);
  tell('corpus: answerable', answerable.length);
  tell('corpus: answerable and answered', found.length);
  expect(wrong).toEqual([]);
  expect(found.length / answerable.length).toBeGreaterThanOrEqual(0.98);
});
