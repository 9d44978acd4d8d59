/**
 * Whose address it is: the first source that holds something decides, and where it cannot be read nobody is guessed.
 */
import { locate } from '../../../src/app/locate/locate';
import { request } from '../../../src/app/request/request';
import { accountOf, EMAIL_FIELD } from '../../../dev/platform/site-in-memory';
import { byAgent, byTrigger, JANE, portsInMemory } from '../../support/ports-in-memory';

const JOHN = 'john@example.com';
const FIELD = { kind: 'field', field: EMAIL_FIELD };
const FORM = { kind: 'form', label: 'Email address' };
const REQUEST_FIELD = { kind: 'request-field', label: 'Email' };
const REPORTER = { kind: 'reporter' };
const ACCOUNT = { kind: 'field', field: 'customfield_10055' };

async function found(
  sources: object[],
  address: string | null,
  more: { fields?: object; form?: object; given?: object } = {},
) {
  const world = await portsInMemory({ extraction: { sources, ...more.given } });
  const issue = world.asks(address ?? '', more.fields);
  const record = world.issues.find(issue.id);
  if (record !== null && more.form !== undefined) world.issues.save(Object.assign(record, more.form));
  const settings = await world.ports.settings.read();
  const fields = [EMAIL_FIELD, 'customfield_10051', 'customfield_10055', 'description'];
  const read = await world.ports.issues.read(issue.id, fields, 'app');
  const located = await locate(world.ports.issues, settings, read, { as: 'app' });
  return located.kind === 'found' ? located.person : located.code;
}
const form = (answer: string, submitted = true) => ({
  forms: [{ id: 'f1', name: 'Request', submitted, answers: [{ label: 'email address ', answer }] }],
});
const portal = (value: string) => ({ requestFields: [{ fieldId: 'x', label: 'Email', value }] });
const reporter = { reporter: { accountId: accountOf('customer') } };

it('takes the first source that holds something, and none behind it', async () => {
  expect(await found([FIELD, REPORTER], JANE, { fields: reporter })).toEqual({ email: JANE });
  expect(await found([FIELD, REPORTER], '', { fields: reporter })).toEqual({ email: 'carla.customer@example.com' });
});

it.each(['jane at the office', `${JANE} or ${JOHN}`, 'jane@example'])(
  'lets no later source decide what the first one leaves unclear: %s',
  async (text) => {
    expect(await found([FIELD, REPORTER], text, { fields: reporter })).toMatch(/invalid-address|ambiguous/);
  },
);

it('reads answers of submitted forms only', async () => {
  expect(await found([FORM], '', { form: form(JANE) })).toEqual({ email: JANE });
  expect(await found([FORM, FIELD], JOHN, { form: form(JANE, false) })).toEqual({ email: JOHN });
});

it('reads what a customer filled in on the portal', async () => {
  expect(await found([REQUEST_FIELD], '', { form: portal(JANE) })).toEqual({ email: JANE });
  expect(await found([REQUEST_FIELD], '')).toBe('no-address');
});

it('reads the address of an account; one that Jira does not tell is no empty source', async () => {
  const named = (accountId: string | null) => ({ fields: { customfield_10055: { accountId } } });
  expect(await found([ACCOUNT], '', named(accountOf('customer')))).toEqual({ email: 'carla.customer@example.com' });
  expect(await found([ACCOUNT, FIELD], JANE, named('nobody-knows'))).toBe('invalid-address');
});

it('leaves addresses of our own aside in free text only', async () => {
  const paragraph = { type: 'paragraph', content: [{ type: 'text', text: `boss@ourcompany.example writes: ${JANE}` }] };
  const fields = { description: { type: 'doc', version: 1, content: [paragraph] } };
  expect(await found([{ kind: 'text', field: 'description' }], '', { fields })).toEqual({ email: JANE });
  expect(await found([FIELD], `boss@ourcompany.example ${JANE}`)).toBe('ambiguous');
});

it('takes the names of the issue with the address', async () => {
  const given = { names: { firstname: 'customfield_10051' } };
  const fields = { customfield_10051: ' Jane  Maria ' };
  expect(await found([FIELD], JANE, { fields, given })).toEqual({ email: JANE, firstname: 'Jane Maria' });
});

it('says that nobody is named where every source is empty', async () => {
  expect(await found([FIELD, FORM, REQUEST_FIELD], '')).toBe('no-address');
});

it('begins nothing where a place that may hold the address cannot be read', async () => {
  const world = await portsInMemory({ extraction: { sources: [FORM, FIELD] } });
  const issue = world.asks(JANE);
  world.jiraAnswers = ({ path }) => (path.startsWith('/forms/') ? { status: 403 } : null);
  await expect(request(world.ports, byTrigger(issue))).rejects.toMatchObject({ code: 'jira-unavailable' });
  expect(world.stored()).toBe(0);
});

describe('one chosen by an agent among several', () => {
  const both = `${JANE}, ${JOHN}`;

  it('is erased with no name that may be the other’s', async () => {
    const world = await portsInMemory({ extraction: { sources: [FIELD], names: { firstname: 'customfield_10051' } } });
    const issue = world.asks(both, { customfield_10051: 'Jane' });
    const asked = byAgent(issue, JOHN, { chosenAmong: [JOHN, JANE] });
    const { erasureId } = await request(world.as('agent'), asked);
    expect(await world.ports.addresses.person(erasureId)).toEqual({ email: JOHN });
  });

  it('is chosen by no one else', async () => {
    const world = await portsInMemory();
    const asked = { ...byTrigger(world.asks(both)), expected: JOHN, chosenAmong: [JOHN, JANE], confirmed: true };
    await expect(request(world.ports, asked)).rejects.toMatchObject({ code: 'ambiguous' });
  });
});
