import { sendgrid } from '../../src/providers/sendgrid';
import { calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { region: 'global', apiKey: SECRET };
const ALL = { ...SETTINGS, marketing: true, subusers: ['shop'] };
conformance(sendgrid, SETTINGS);
conformance(sendgrid, ALL, { name: 'with contacts and a subuser' });

const TWO = ['Jane@example.com', 'john@example.com'];
const JOB = { status: 202, body: { job_id: 'c7f0' } };
const headers = { authorization: `Bearer ${SECRET}` };
const ACCEPTED = { kind: 'accepted' };
const JOBS = '/v3/recipients/erasejob';

it.each([
  ['global', 'https://api.sendgrid.com'],
  ['eu', 'https://api.eu.sendgrid.com'],
])('erases the mail data of several people by one job, in %s', async (region, host) => {
  const { said, sent } = await calling(sendgrid, { ...SETTINGS, region }).erase(TWO, JOB);
  expect(said).toEqual([ACCEPTED, ACCEPTED]);
  expect(sent).toEqual([
    { line: `POST ${host}${JOBS}`, headers, body: '{"email_addresses":["Jane@example.com","john@example.com"]}' },
  ]);
});

it('does so for each subuser, and deletes the contacts that are found', async () => {
  const result = {
    'jane@example.com': { contact: { id: 'c1', email: 'jane@example.com' } },
    'john@example.com': { error: 'contact not found' },
  };
  const { said, sent } = await calling(sendgrid, ALL).erase(TWO, JOB, JOB, { status: 200, body: { result } }, JOB);
  expect(said).toEqual([ACCEPTED, ACCEPTED]);
  expect(sent.slice(1)).toEqual([
    {
      line: `POST https://api.sendgrid.com${JOBS}`,
      headers: { ...headers, 'on-behalf-of': 'shop' },
      body: '{"email_addresses":["Jane@example.com","john@example.com"]}',
    },
    {
      line: 'POST https://api.sendgrid.com/v3/marketing/contacts/search/emails',
      headers,
      body: '{"emails":["Jane@example.com","john@example.com"]}',
    },
    { line: 'DELETE https://api.sendgrid.com/v3/marketing/contacts?ids=c1', headers, body: '' },
  ]);
});

it('takes a 404 of the search for nobody, and deletes no contact', async () => {
  const site = calling(sendgrid, { ...SETTINGS, marketing: true });
  expect((await site.erase('jane@example.com', JOB, { status: 404, body: { errors: [] } })).said).toEqual(ACCEPTED);
});

it('asks for the contact of nobody whose job was refused', async () => {
  const bad = {
    status: 400,
    body: { errors: [{ message: 'Email_address x is not valid', field: 'email_addresses' }] },
  };
  const { said, sent } = await calling(sendgrid, { ...SETTINGS, marketing: true }).erase(
    ...([TWO, bad, bad, JOB, { status: 404 }] as const),
  );
  expect(said).toEqual([{ kind: 'refused', reason: 'rejected-address', httpStatus: 400 }, ACCEPTED]);
  expect(sent.at(-1)?.body).toBe('{"emails":["john@example.com"]}');
});

it('finds the contacts of a large batch a hundred at a time', async () => {
  const people = Array.from({ length: 101 }, (_, index) => `person${String(index)}@example.com`);
  const nobody = { status: 404 };
  const site = calling(sendgrid, { ...SETTINGS, marketing: true });
  const { sent } = await site.erase(people, JOB, nobody, { status: 429, headers: { 'x-ratelimit-reset': '9' } });
  expect(sent.slice(1).map(({ body }) => (JSON.parse(body) as { emails: string[] }).emails.length)).toEqual([100, 1]);
});

it('shows whether the key may start such a job', async () => {
  const scopes = (...of: string[]) => ({ status: 200, body: { scopes: of } });
  const may = await calling(sendgrid, SETTINGS).test(scopes('recipients.erasejob.create', 'mail.send'));
  expect([may.said, may.sent[0]?.line]).toEqual([
    { kind: 'ok', mayDelete: true },
    'GET https://api.sendgrid.com/v3/scopes',
  ]);
  expect((await calling(sendgrid, SETTINGS).test(scopes('mail.send'))).said).toMatchObject({
    missing: ['recipients.erasejob.create'],
  });
});

it('says what stays, as it is set up', () => {
  expect(sendgrid.describe({}).keeps.map(({ what }) => what)).toEqual([
    'Suppression lists',
    'Contacts of Marketing Campaigns',
  ]);
  expect(sendgrid.describe({ marketing: true, subusers: ['a'] })).toMatchObject({ calls: 4 });
});
