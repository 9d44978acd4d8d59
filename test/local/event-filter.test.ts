import { passes } from '../../dev/platform/forge/event-filter';
import { ExpressionError, isTrue } from '../../dev/platform/forge/jira-expression';

const event = {
  eventType: 'updated',
  selfGenerated: false,
  issue: { key: 'GDPR-1', fields: { status: { name: 'Open' } } },
};

it.each([
  `event.issue.key == 'GDPR-1'`,
  `event.issue.fields?.issueType?.name == null`,
  `event.issue.fields.status.name == "Open" && !event.selfGenerated`,
  `event.missing == null || event.missing.deeper == 1`,
  `(event['issue'].key).length > 3`,
  `[1, 2][1] >= 2 && 1 < 2 && 1 <= 1 && 2 > 1 && 1 != 2`,
])('holds: %s', (expression) => {
  expect(isTrue(expression, { event })).toBe(true);
});

it.each([
  ['reading of null', 'event.missing.deeper == 1'],
  ['what is neither true nor false', 'event.issue.key'],
  ['combining what is neither', 'event.issue.key && true'],
  ['an unknown name', 'issue.key == null'],
  ['an order of texts', `event.issue.key > 'A'`],
  ['an end too early', 'event.issue.key =='],
  ['more than one expression', 'true true'],
  ['a sign it does not know', 'true # false'],
  ['JavaScript', `event.issue.key === 'GDPR-1'`],
])('refuses %s', (_, expression) => {
  expect(() => isTrue(expression, { event })).toThrow(ExpressionError);
});

describe('a filter', () => {
  const filter = { ignoreSelf: true, expression: null, onError: 'IGNORE_AND_LOG' };
  const over = (expression: string, project: object = {}, onError = filter.onError) =>
    passes({ ...filter, expression, onError }, event, (entity) => (entity === 'project' ? { mine: project } : {}));

  it('lets through what is not the app’s own doing', () => {
    expect([passes(filter, event, () => ({})), passes(filter, { ...event, selfGenerated: true }, () => ({}))]).toEqual([
      true,
      false,
    ]);
  });

  it('asks a property of the project; what is not there is null, as is what is no primitive', () => {
    const listens = `event.runtime.project.properties['mine'].events == true`;
    expect([over(listens, { events: true }), over(listens, { events: { a: 1 } }), over(listens)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(over(`event.runtime.project.properties['other'].events == null`)).toBe(true);
    expect(over(`(event.runtime.project.properties['mine']['a.b']).length == 2`, { a: { b: ['x', 'y'] } })).toBe(true);
  });

  it('drops an event where it cannot be evaluated, unless it is to be received then', () => {
    expect([over('event.missing.deeper == 1'), over('event.missing.deeper == 1', {}, 'RECEIVE_AND_LOG')]).toEqual([
      false,
      true,
    ]);
  });
});
