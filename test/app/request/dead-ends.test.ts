/**
 * No dead ends: every refusal names the place by its label, shows what stands there to whoever may see the issue, and
 * says the way out.
 */
import type { AppError } from '../../../src/core/app-error';
import { decide } from '../../../src/app/decide/decide';
import { preview } from '../../../src/app/request/preview';
import { request } from '../../../src/app/request/request';
import { retry } from '../../../src/app/decide/retry';
import { viewFailedTrigger } from '../../../src/app/query/erasure';
import { AGENT, byAgent, byTrigger, HOUR, portsInMemory, SAYS, SECOND, TAKEN } from '../../support/ports-in-memory';
import { EMAIL_FIELD } from '../../../dev/platform/site-in-memory';
import { dryRun } from '../../../src/app/request/dry-run';

const JANE = 'jane.doe@example.com';
const doc = (text: string) => ({
  ...{ type: 'doc', version: 1 },
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

async function withIssue(field: string | null, fields: object = {}, given: Parameters<typeof portsInMemory>[0] = {}) {
  const world = await portsInMemory({ vendors: { alpha: [] }, ...given });
  const issue = world.issue({ ...(field === null ? {} : { [EMAIL_FIELD]: field }), ...fields });
  const agent = world.as('agent');
  return {
    ...{ world, issue },
    look: (typed?: string) => preview(agent, issue.id, { typed }),
    type: (typed: string) => request(agent, byAgent(issue, typed, { typed: true })),
  };
}

it.each([
  ['invalid-address', 'jane. doe@example.com', /^The field "Requester e-mail" holds something/],
  ['ambiguous', 'a@example.com, b@example.com', /^The field "Requester e-mail" names 2 people/],
  ['no-address', null, /Looked in: the field "Requester e-mail", the text of the field "Description"/],
])('a refusal (%s) names the place and holds no value', async (code, field, words) => {
  const { world, issue } = await withIssue(field);
  for (const ask of [request, dryRun]) {
    const refused = await ask(world.ports, byTrigger(issue)).then(
      () => null,
      (error: unknown) => error as AppError,
    );
    expect(refused).toMatchObject({ code, text: expect.stringMatching(words) as string });
    expect(refused?.text).not.toMatch(/doe|@/);
  }
});

it.each([
  ['needs-confirmation', null, { description: doc(`Please delete ${JANE}`) }, /the text of the field "Description"/],
  ['protected', 'boss@ourcompany.example', {}, /the field "Requester e-mail"/],
])('so does one by the rules (%s)', async (code, field, fields, words) => {
  const { world, issue } = await withIssue(field, fields);
  await expect(request(world.ports, byTrigger(issue))).rejects.toMatchObject({
    code,
    text: expect.stringMatching(words) as string,
  });
});

it('shows the agent what stands there, with what is wrong in it', async () => {
  const { look } = await withIssue('jane. doe@example.com');
  expect(await look()).toMatchObject({
    kind: 'refused',
    code: 'invalid-address',
    source: 'the field "Requester e-mail"',
    values: [
      [
        { text: 'jane.', wrong: null },
        { text: ' ', wrong: 'a blank' },
        { text: 'doe@example.com', wrong: null },
      ],
    ],
  });
});

it('shows on the panel what stands there now, to whoever may see the issue', async () => {
  const { world, issue } = await withIssue('jane..doe@example.com');
  await request(world.ports, byTrigger(issue)).catch(() => undefined);
  const shown = () => viewFailedTrigger(world.as('agent'), issue.id, []);
  expect(await shown()).toMatchObject({
    message: expect.stringContaining('The field "Requester e-mail"') as string,
    values: [[{ text: 'jane' }, { text: '..', wrong: 'a dot too many' }, { text: 'doe@example.com', wrong: null }]],
  });
  world.edit(issue, { [EMAIL_FIELD]: 'jane at example' });
  expect(await shown()).toMatchObject({ values: [[{ text: 'jane at example', wrong: 'there is no @' }]] });
});

describe('an address that literally stands on the issue', () => {
  it('may be typed; a second person approves where the scanner is not sure of it', async () => {
    const { world, look, type } = await withIssue(`either ${JANE} or jane@example.com`);
    expect(await look()).toMatchObject({ code: 'invalid-address', literals: [JANE, 'jane@example.com'] });
    world.edit({ id: (await world.ports.issues.read('GDPR-1', [], 'app')).id }, {});
    const { status } = await type(JANE);
    expect(status).toBe('running');
  });

  it('that cannot be read for sure waits for a second person, and is found again by then', async () => {
    const { world, look, type } = await withIssue(`j•••@example.com, ${JANE}`);
    expect(await look()).toMatchObject({ kind: 'refused', literals: [JANE] });
    expect(await look(JANE)).toMatchObject({
      ...{ kind: 'ready', address: JANE, pick: 'typed', mustType: false },
      approval: [expect.stringContaining('typed by hand') as string],
    });
    const { erasureId, status } = await type(JANE);
    expect(status).toBe('awaiting-approval');
    await decide(world.as('second-agent'), { erasureId, decision: 'approve' }, SECOND);
    world.answers('alpha', SAYS.refused, SAYS.deleted);
    await world.deliver();
    await retry(world.as('agent'), erasureId, AGENT);
    await world.deliver();
    expect(await world.became(erasureId)).toMatchObject({ status: TAKEN });
    expect(world.called).toEqual([`alpha ${JANE}`, `alpha ${JANE}`]);
  });

  it('may stand in the summary or the description, beside a field that holds something else', async () => {
    const { look, type } = await withIssue('see below', { description: doc(`It is ${JANE}.`) });
    expect(await look()).toMatchObject({ code: 'invalid-address', literals: [JANE] });
    // The scanner is sure of it there.
    expect((await type(JANE)).status).toBe('running');
    const summary = await withIssue(null, { summary: `Delete ${JANE}` });
    expect(await summary.look()).toMatchObject({ code: 'no-address', literals: [JANE] });
    expect(await summary.look(JANE)).toMatchObject({ kind: 'ready', source: 'the text of the field "Summary"' });
  });

  it('that is protected needs a second person, however sure it is', async () => {
    const own = 'boss@ourcompany.example';
    const { type } = await withIssue('see below', { description: doc(`It is ${own}.`) });
    expect((await type(own)).status).toBe('awaiting-approval');
  });

  it.each([
    ['a piece of one', 'doe@example.com'],
    ['one that stands nowhere', 'john@example.com'],
    ['none', 'jane'],
  ])('is not %s', async (_, typed) => {
    const { world, look, type } = await withIssue(`either ${JANE} or x@example.com`);
    expect(await look(typed)).toMatchObject({ kind: 'refused', code: 'not-literal' });
    await expect(type(typed)).rejects.toMatchObject({ code: expect.any(String) as string });
    expect(world.stored()).toBe(0);
  });

  it('is not the address of an account', async () => {
    const { look } = await withIssue(
      null,
      {},
      {
        extraction: {
          sources: [
            { kind: 'field', field: EMAIL_FIELD },
            { kind: 'text', field: 'description' },
          ],
        },
      },
    );
    expect(await look()).toMatchObject({ code: 'no-address', literals: [] });
  });

  it('that does not stand there any more by the end of its grace period is not called', async () => {
    const { world, issue, type } = await withIssue(
      `either ${JANE} or x@example.com`,
      {},
      { policy: { graceHours: 1 } },
    );
    const { erasureId } = await type(JANE);
    world.edit(issue, { [EMAIL_FIELD]: 'either x@example.com or y@example.com' });
    await world.passes(HOUR);
    await world.sweeps();
    expect([await world.became(erasureId), world.called]).toMatchObject([{ status: 'cancelled' }, []]);
  });

  it('is typed by an agent on the issue only, never by a trigger or a bulk', async () => {
    const { world, issue } = await withIssue(`either ${JANE} or x@example.com`);
    for (const via of ['web-trigger', 'automation', 'issue-event', 'bulk'] as const)
      await expect(
        request(world.as('agent'), {
          ...{ issue: issue.id, origin: { via, accountId: AGENT }, expected: JANE, typed: true, confirmed: true },
        }),
      ).rejects.toMatchObject({ code: 'invalid-address' });
  });
});
