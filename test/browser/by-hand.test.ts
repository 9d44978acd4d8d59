/**
 * Finishing a step by hand on the panel, retrying one step, and calling off what is blocked.
 */
import { appOf, panelOf } from '../support/browser';
import { screensOf } from '../support/screens';
import { until } from '../support/site';

const screens = screensOf();

/** A person whom QuickHelp does not take, on a panel that says so. */
async function blocked(address: string, user = 'agent') {
  const { site, open } = screens;
  const disturb = (kind: string) =>
    fetch(`${site.ready.jira}/vendors`, {
      method: 'POST',
      body: new URLSearchParams({ vendor: 'quickhelp', kind }),
      redirect: 'manual',
    });
  await disturb('nonsense');
  const key = await site.issueFor(address);
  const { body } = await site.trigger({ issueKey: key });
  await site.settled(key, 'partial');
  await disturb('none');
  const { page } = await open(`/browse/${key}`, { user });
  const step = panelOf(page).locator('li[data-connection="quickhelp"]');
  await step.getByText('Needs a person').waitFor();
  return { key, page, step, erasureId: body.erasureId };
}

it.each([
  ['Done', 'handed-over', 'by-hand', 'By hand'],
  ['Not found there', 'handed-over', 'by-hand', 'By hand'],
  ['May be kept', 'handed-over', 'kept', 'Kept'],
])('marks a blocked step: %s', async (choice, status, outcome, words) => {
  const { key, page, step } = await blocked(`${outcome}.${choice.slice(0, 3)}@example.com`.toLowerCase());
  expect(await step.getByRole('button', { name: 'Retry', exact: true }).isVisible()).toBe(true);
  await step.getByRole('button', { name: 'Mark as done by hand', exact: true }).click();
  expect(await step.getByRole('radio', { checked: true }).count()).toBe(0);
  await step.getByLabel(choice, { exact: true }).check();
  await step.getByLabel('Reason').fill('It was jane@example.com.');
  await step.getByLabel('Reference').fill('OPS-17');
  await step.getByRole('button', { name: 'Save', exact: true }).click();
  await step.getByRole('alert').getByText('leave out addresses').waitFor();
  await step.getByLabel('Reason').fill('Looked it up in the console.');
  await step.getByRole('button', { name: 'Save', exact: true }).click();
  await step.getByText(words, { exact: true }).waitFor();
  await step.getByText('OPS-17').waitFor();
  await step.getByText('Arne Agent').waitFor();
  const property = await screens.site.settled(key, status);
  expect(property.steps.find(({ connection }) => connection === 'quickhelp')).toMatchObject({
    status: 'done',
    outcome,
  });
  // The steps that are only handed over can be marked, too; what a person said cannot be said again.
  await until('the other steps to be shown', async () => {
    const offered = await panelOf(page).getByRole('button', { name: 'Mark as done by hand' }).count();
    return offered === property.handedOver;
  });
  if (outcome === 'kept') expect(await step.locator('.lozenge.success').count()).toBe(0);
});

it('has a second person confirm it for somebody who is protected', async () => {
  const { site, open } = screens;
  const address = 'held.by.hand@ourcompany.example';
  const key = await site.issueFor(address);
  await site.agent('agent', key, 'start', { expected: address, confirmed: true });
  const { erasureId } = await site.settled(key, 'awaiting-approval');
  await site.agent('second-agent', key, 'decide', { erasureId, decision: 'approve' });
  await site.settled(key, 'handed-over');
  const first = await open(`/browse/${key}`);
  const step = (page: typeof first.page) => panelOf(page).locator('li[data-connection="quickhelp"]');
  await step(first.page).getByRole('button', { name: 'Mark as done by hand' }).click();
  await step(first.page).getByLabel('Done', { exact: true }).check();
  await step(first.page).getByLabel('Reason').fill('Seen in the console.');
  await step(first.page).getByLabel('Reference').fill('OPS-18');
  await step(first.page).getByRole('button', { name: 'Save', exact: true }).click();
  await step(first.page).getByText('A second person has to confirm this.').waitFor();
  expect(await step(first.page).getByRole('button', { name: 'Confirm' }).count()).toBe(0);
  const second = await open(`/browse/${key}`, { user: 'second-agent' });
  await step(second.page).getByRole('button', { name: 'Confirm' }).click();
  await step(second.page).getByText('By hand', { exact: true }).waitFor();
  await step(second.page).getByText('Confirmed by').waitFor();
});

it('retries one step', async () => {
  const { key, step } = await blocked('retry.one@example.com');
  await step.getByRole('button', { name: 'Retry', exact: true }).click();
  await screens.site.settled(key, 'handed-over');
  await step.getByText('Handed over', { exact: true }).waitFor();
});

it('calls off what is blocked, and then offers nothing any more', async () => {
  const { key, page, step } = await blocked('off@example.com');
  await panelOf(page).getByRole('button', { name: 'Cancel erasure', exact: true }).click();
  await panelOf(page).getByText('Cancelled', { exact: true }).waitFor();
  expect(await screens.site.settled(key, 'cancelled')).toMatchObject({ blocked: 1, mayClose: false });
  await step.getByText('Needs a person').waitFor();
  for (const name of ['Retry', 'Mark as done by hand', 'Cancel erasure'])
    expect(await panelOf(page).getByRole('button', { name }).count()).toBe(0);
});

it('has a person erase where there is no API, and follows how they resolve their task', async () => {
  const { site, open } = screens;
  const admin = await open('/apps/erasure-admin', { user: 'admin', theme: 'dark' });
  const form = appOf(admin.page);
  await form.getByRole('button', { name: 'Add connection' }).click();
  await form.getByRole('region', { name: 'Systems without an API' }).getByRole('button').click();
  await form.getByLabel('Name', { exact: true }).fill('Paper archive');
  await form.getByLabel('Kind').selectOption('sub-task');
  await form.getByLabel('Assignee').fill('nobody is called so');
  await form.getByText('Nobody is called like this.').waitFor();
  await form.getByLabel('Assignee').fill('sefa');
  await form.getByRole('button', { name: 'Sefa Agent' }).click();
  await form.getByTestId('person').getByText('Sefa Agent').waitFor();
  await form.getByLabel('Instructions').fill('Look in room 12, and shred what is there.');
  await form.getByLabel("Won't Do").selectOption('May be kept');
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await form.getByRole('alert').getByText('a resolution says that the data may be kept').waitFor();
  await form.getByLabel('Legal reason').fill('Tax law, ten years.');
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  const card = form.locator('[data-connection="manual"]');
  await card.getByRole('button', { name: 'Test connection' }).click();
  await card.getByText('No task was made.').waitFor();

  const key = await site.issueFor('in.the.archive@example.com');
  await site.trigger({ issueKey: key });
  const { page } = await open(`/browse/${key}`);
  const step = panelOf(page).locator('li[data-connection="manual"]');
  await step.getByText('With a person', { exact: true }).waitFor();
  await step.getByTestId('task').getByText('Sefa Agent').waitFor();
  const task = (await step.getByTestId('task').getByRole('link').textContent()) ?? '';
  const other = await open(`/browse/${task}`, { user: 'second-agent' });
  await other.page.getByText('Look in room 12, and shred what is there.', { exact: true }).waitFor();
  await other.page.getByText('Done: the person is erased there.', { exact: true }).waitFor();
  expect(await other.page.getByText('in.the.archive').count()).toBe(0);
  await other.page.getByLabel('Move to').selectOption('Done');
  await other.page.getByRole('button', { name: 'Move' }).click();
  const { steps } = await site.settled(key, 'handed-over');
  await step.getByText('By hand', { exact: true }).waitFor();
  await step.getByText('The task was resolved as “Done”.').waitFor();
  expect(steps).toContainEqual(expect.objectContaining({ connection: 'manual', status: 'done', outcome: 'by-hand' }));
  await other.page.getByLabel('Move to').selectOption('Open');
  await other.page.getByRole('button', { name: 'Move' }).click();
  await site.settled(key, 'running');
  await page.reload();
  await step.getByText('With a person', { exact: true }).waitFor();
  await step.getByTestId('task').getByRole('link').click();
  await page.getByRole('heading', { name: /^Erase the person of/ }).waitFor();
});
