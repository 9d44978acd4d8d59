/**
 * Where the address is found, on the local Jira.
 */
import { settings } from '../support/settings';
import { settingsFile } from '../support/settings-file';
import { EMAIL_FIELD, LocalSite } from '../support/site';

const start = (...sources: unknown[]) =>
  LocalSite.start('--settings', settingsFile(settings({ extraction: { sources } })));
const plan = (site: LocalSite, issueKey: string) => site.trigger({ issueKey, dryRun: true });
const FIELD = { kind: 'field', field: EMAIL_FIELD };

let site: LocalSite;
afterEach(() => site.stop());

it('reads a submitted form’s answer, and a request’s field, by their labels in any case', async () => {
  site = await start(FIELD, { kind: 'form', label: 'email ADDRESS' }, { kind: 'request-field', label: ' Email ' });
  expect(await plan(site, 'GDPR-2')).toMatchObject({ status: 200, body: { person: 'l•••@e•••.com' } });
  expect(await plan(site, 'GDPR-3')).toMatchObject({ status: 200, body: { person: 'c•••@e•••.com' } });
  expect(await plan(site, 'GDPR-10')).toMatchObject({ status: 409, body: { error: { code: 'no-address' } } });
});

it('reads the reporter’s address, hidden as it is from others, only where the admin chose the reporter', async () => {
  site = await start(FIELD, { kind: 'reporter' });
  const requester = await site.issue({ reporter: { accountId: 'local-requester' } });
  expect(await plan(site, requester)).toMatchObject({ status: 200, body: { person: 'r•••@e•••.com' } });
  const agent = await site.issue({ reporter: { accountId: 'local-agent' } });
  expect(await plan(site, agent)).toMatchObject({ status: 409, body: { error: { code: 'protected' } } });
});

it.each(['app-user-erasure', 'qm:local:customer'])(
  'never passes on from a reporter whose address nobody tells: %s',
  async (accountId) => {
    site = await start({ kind: 'reporter' }, FIELD);
    const key = await site.issue({ reporter: { accountId }, [EMAIL_FIELD]: 'other@example.com' });
    const { status, body } = await plan(site, key);
    expect([status, body.error.code]).toEqual([409, 'invalid-address']);
    expect(body.error.message).toContain('customers who have the portal only');
  },
);

it('never passes on from a field that holds no address', async () => {
  site = await start(FIELD, { kind: 'field', field: 'customfield_10051' });
  const key = await site.issue({ [EMAIL_FIELD]: 'see below', customfield_10051: 'other@example.com' });
  expect(await plan(site, key)).toMatchObject({ status: 409, body: { error: { code: 'invalid-address' } } });
  const empty = await site.issue({ [EMAIL_FIELD]: null, customfield_10051: 'other@example.com' });
  expect(await plan(site, empty)).toMatchObject({ status: 200, body: { person: 'o•••@e•••.com' } });
});

it('reads a field that holds a user, and one that holds a document', async () => {
  site = await start({ kind: 'field', field: 'customfield_10055' }, { kind: 'field', field: 'customfield_10054' });
  const user = await site.issue({ customfield_10055: { accountId: 'local-requester' } });
  expect(await plan(site, user)).toMatchObject({ status: 200, body: { person: 'r•••@e•••.com' } });
  const document = {
    type: 'doc',
    version: 1,
    content: [{ type: 'paragraph', content: [{ type: 'text', text: 'jane@example.com' }] }],
  };
  expect(await plan(site, await site.issue({ customfield_10054: document }))).toMatchObject({
    status: 200,
    body: { person: 'j•••@e•••.com' },
  });
});
