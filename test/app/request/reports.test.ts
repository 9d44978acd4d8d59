/**
 * Every public report of an address misread, through every way in that nobody attends, and in bulk: the right person's
 * erasure begins, or it is refused. Never another person's.
 */
import { continueBulk, runBulk, viewBulk } from '../../../src/app/bulk/run';
import { request } from '../../../src/app/request/request';
import type { Via } from '../../../src/core/status/origin';
import { AppError } from '../../../src/core/app-error';
import { MAILS, REFUSED, REPORTS } from '../../corpus/reports';
import { MINUTE, portsInMemory } from '../../support/ports-in-memory';
import { accountOf, EMAIL_FIELD } from '../../../dev/platform/site-in-memory';
import type { World } from '../../support/world-in-memory';
import { previewPage } from '../../../src/app/bulk/preview';

const ADMIN = accountOf('admin') ?? '';

/** What became of an issue: the refusal, or whose erasure began. */
type Way = (world: World, issue: { id: string; key: string }) => Promise<string>;

const unattended =
  (via: Via): Way =>
  async (world, issue) => {
    const who = via === 'automation' ? 'agent' : null;
    try {
      const origin = { via, accountId: accountOf(who) };
      await request(world.as(who), { issue: via === 'web-trigger' ? issue.key : issue.id, origin });
      return 'begun';
    } catch (error) {
      if (error instanceof AppError) return error.code;
      throw error;
    }
  };

const inBulk: Way = async (world, { key }) => {
  const ports = world.as('admin');
  const { bulk, rows } = await previewPage(ports, ADMIN, `key = ${key}`, null);
  expect(rows).toHaveLength(1);
  if (bulk.runnable > 0) {
    await runBulk(ports, ADMIN, bulk.id, bulk.runnable);
    // The event that would go on with it: this is done here.
    world.queue = [];
    await continueBulk(ports, ADMIN, world.now + MINUTE);
  }
  const [row] = (await viewBulk(ports, ADMIN, 0))?.rows ?? [];
  return row?.became?.kind ?? row?.code ?? 'nothing';
};

const WAYS: readonly (readonly [string, Way])[] = [
  ['the web trigger', unattended('web-trigger')],
  ['an automation rule', unattended('automation')],
  ['an event in Jira', unattended('issue-event')],
  ['a bulk', inBulk],
];

const RICH_TEXT_FIELD = 'customfield_10054';
const SOURCES = [
  { kind: 'field', field: EMAIL_FIELD },
  { kind: 'field', field: RICH_TEXT_FIELD },
  { kind: 'text', field: 'description' },
];

/** Has an issue of these fields erased, and says whose address left, or why none did. */
async function outcome(way: Way, fields: object): Promise<string> {
  const world = await portsInMemory({ vendors: { alpha: [] }, extraction: { sources: SOURCES } });
  world.alwaysAnswers('alpha', 200);
  const code = await way(world, world.asks('', fields));
  await world.passes(MINUTE);
  if (code !== 'begun') expect([world.called, world.stored()]).toEqual([[], 0]);
  return code === 'begun' ? world.called.join() : code;
}

const CASES = Object.entries(REPORTS).flatMap(([report, { variants }]) =>
  variants.map(([name, value, right]) => [report, name, right, value] as const),
);

it.each(CASES)('%s, %s: %s', async (_, __, right, value) => {
  for (const [, way] of WAYS) {
    const became = await outcome(way, { [typeof value === 'string' ? EMAIL_FIELD : RICH_TEXT_FIELD]: value });
    if (right === REFUSED) expect(['ambiguous', 'invalid-address']).toContain(became);
    else expect(became).toBe(`alpha ${right}`);
  }
});

it.each(MAILS)('a mail, %s: nobody is erased whom no person typed', async (_, description, offered) => {
  for (const [, way] of WAYS)
    expect(await outcome(way, { description })).toBe(offered === REFUSED ? 'ambiguous' : 'needs-confirmation');
});
