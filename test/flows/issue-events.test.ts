/**
 * Events of issues that start an erasure, by an admin's rules.
 */
import { worldOf } from '../support/world';

const EVENTS = [
  { kind: 'fields', on: ['created', 'updated'], project: 'GDPR', label: 'erase' },
  { kind: 'fields', on: ['updated'], project: 'GDPR', status: 'in progress' },
  { kind: 'fields', on: ['commented'], project: 'GDPR', requestType: 'right to erasure' },
  { kind: 'jql', on: ['commented'], jql: 'labels = by-comment OR summary ~ "by jql"' },
];
const SOURCES = [
  { kind: 'field', field: 'customfield_10050' },
  { kind: 'request-field', label: 'Email' },
];
const world = worldOf({ events: EVENTS, extraction: { sources: SOURCES } });

const label = (key: string, ...labels: string[]) => world.site.rest('PUT', `/issue/${key}`, { fields: { labels } });
const comment = (key: string, words = 'please', user = 'agent') =>
  world.site.rest(
    'POST',
    `/issue/${key}/comment`,
    {
      body: {
        type: 'doc',
        version: 1,
        content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
      },
    },
    user,
  );
type Refused = { refused: { message: string; via: string; isTriedAgain: boolean } | null };
const refusedOn = (key: string, isTriedAgain: boolean) =>
  world.site.until('what was refused', async () => {
    const status = await world.site.agent<Refused>('agent', key, 'status');
    return status.ok && status.value.refused?.isTriedAgain === isTriedAgain && status.value.refused;
  });

it('starts an erasure when an issue is created as a rule says', async () => {
  const key = await world.site.issue({ customfield_10050: 'created@example.com', labels: ['erase'] });
  const property = await world.site.settled(key);
  expect(property.person).toBe('c•••@e•••.com');
});

it('starts one when a label is added, when the status changes, and when a comment is added', async () => {
  const { site } = world;
  const labelled = await site.issueFor('labelled@example.com');
  const moved = await site.issueFor('moved@example.com');
  const commented = await site.issue({ customfield_10050: 'commented@example.com', labels: ['by-comment'] });
  await world.site.quiet();
  for (const key of [labelled, moved, commented]) expect(await site.property(key)).toBeNull();
  await label(labelled, 'other', 'ERASE');
  await site.rest('POST', `/issue/${moved}/transitions`, { transition: { id: '2' } });
  await comment(commented);
  for (const key of [labelled, moved, commented]) await site.settled(key);
});

it('asks for the request type only of requests', async () => {
  const { site } = world;
  // The third sample ticket came from the portal.
  await comment('GDPR-3');
  await site.settled('GDPR-3');
  const key = await site.issueFor('no.request@example.com');
  await comment(key);
  await world.site.quiet();
  expect(await site.property(key)).toBeNull();
});

it('leaves alone what no rule is about, and what is in another project', async () => {
  const { site, providers } = world;
  const other = await site.issueFor('unlabelled@example.com');
  await site.issue({ customfield_10050: 'elsewhere@example.com', labels: ['erase', 'by-comment'] }, 'OPS');
  await comment(other, 'a word');
  await world.site.quiet();
  expect(await site.property(other)).toBeNull();
  expect(providers.received).toEqual([]);
});

it('begins one erasure, whatever comes at the same instant or again', async () => {
  const { site, providers } = world;
  const key = await site.issueFor('once@example.com');
  const [, trigger] = await Promise.all([label(key, 'erase'), site.trigger({ issueKey: key }), comment(key)]);
  expect(trigger.status).toBe(202);
  await site.settled(key);
  // The app's own comment and property, and a person's late words.
  await comment(key, 'thanks');
  await label(key, 'erase', 'thanked');
  await world.site.quiet();
  const called = providers.to('example.centercode.com').filter(({ path }) => path.includes('once%40example.com'));
  expect(called).toHaveLength(1);
  const status = await site.agent<{ erasures: unknown[] }>('agent', key, 'status');
  expect(status.ok && status.value.erasures).toHaveLength(1);
});

it('says on the panel what the rules refused, and calls nobody', async () => {
  const { site, providers } = world;
  const key = await site.issueFor('chief@ourcompany.example');
  await label(key, 'erase');
  expect((await refusedOn(key, false)).message).toContain('never erased automatically');
  expect(await site.property(key)).toBeNull();
  expect(providers.received).toEqual([]);
});

it('loses nothing while all deletions are paused: it is tried again by itself', async () => {
  const { site, providers } = world;
  const key = await site.issueFor('paused@example.com');
  const stopped = await site.issueFor('thought.better@example.com');
  const asked = await site.issueFor('asked.too@example.com');
  await site.admin('pause', { paused: true });
  await label(key, 'erase');
  await label(stopped, 'erase');
  expect((await refusedOn(key, true)).message).toContain('paused');
  await refusedOn(stopped, true);
  await label(asked, 'erase');
  await refusedOn(asked, true);
  // Somebody else is refused, too, and is told so; the event goes on waiting.
  expect(await site.trigger({ issueKey: asked })).toMatchObject({ status: 409, body: { error: { code: 'paused' } } });
  await refusedOn(asked, true);
  await label(stopped);
  expect(providers.received).toEqual([]);
  await site.admin('pause', { paused: false });
  await site.settled(key);
  await site.settled(asked);
  await site.until('the rule to ask no more', async () => {
    const status = await site.agent<Refused>('agent', stopped, 'status');
    return status.ok && status.value.refused === null;
  });
  expect(await site.property(stopped)).toBeNull();
});

it('refuses rules that would start everything, or that cannot be asked', async () => {
  const { site } = world;
  const save = (rule: object) =>
    site.admin('importSettings', { file: { events: { rules: [{ on: ['created'], ...rule }] } } });
  expect(await save({ kind: 'fields', project: 'GDPR' })).toMatchObject({
    error: { message: expect.stringContaining('names a project only') as string },
  });
  expect(await save({ kind: 'jql', jql: 'project = GDPR ORDER BY created' })).toMatchObject({
    error: { message: expect.stringContaining('JQL without ORDER BY') as string },
  });
  expect(await save({ kind: 'jql', jql: 'labels = a) OR (labels = b' })).toMatchObject({
    error: { message: expect.stringContaining('events.rules.0.jql: Jira does not understand') as string },
  });
  expect(await save({ kind: 'jql', jql: 'labels = x', on: [] })).toMatchObject({
    error: { message: expect.stringContaining('names no event') as string },
  });
});
