/**
 * Manual tasks: what their settings have to be, what a task says, and when it is due.
 */
import { readingsIn } from '../../src/providers/manual-readings';
import { manual } from '../../src/providers/manual';
import { taskSummary, taskText } from '../../src/providers/manual-text';
import { conformance } from './conformance';

const SETTINGS = {
  ...{ kind: 'sub-task', assignee: '5b10a2844c20165700ede21g', instructions: 'Look in room 12.' },
  ...{ resolutions: { Done: 'done' }, days: 14, linkType: 'Relates' },
};

conformance(manual, SETTINGS);

const problemsOf = (more: object) => {
  const problems = manual.problems({ ...SETTINGS, ...more });
  return (problems?.issues ?? []).map(({ path }) => path.join('.'));
};

it.each<[object, string[]]>([
  [{}, []],
  [{ kind: 'linked task', project: 'OPS', issueType: 'Bug' }, []],
  [{ resolutions: { Done: 'done', "Won't Do": 'kept' }, legalReason: 'Tax law.' }, []],
  [{ assignee: '' }, ['assignee']],
  [{ assignee: 'jane@example.com' }, ['assignee']],
  [{ kind: 'task' }, ['kind']],
  [{ days: 0 }, ['days']],
  [{ resolutions: {} }, ['resolutions']],
  [{ resolutions: { Done: 'deleted' } }, ['resolutions.Done']],
  [{ resolutions: { "Won't Do": 'kept' }, legalReason: 'Tax law.' }, ['resolutions']],
  [{ resolutions: { Done: 'done', "Won't Do": 'kept' } }, ['legalReason']],
  [{ resolutions: { Done: 'done', "Won't Do": 'kept' }, legalReason: ' ' }, ['legalReason']],
  [{ project: 'OPS' }, ['project']],
  [{ kind: 'linked task', project: 'ops' }, ['project']],
])('says what is wrong with %j', (more, expected) => {
  expect(problemsOf(more)).toEqual(expected);
});

it('reads resolutions by what the settings say, and nothing else', () => {
  expect(readingsIn({})).toEqual({ resolutions: { Done: 'done' }, legalReason: '' });
  expect(readingsIn({ resolutions: { Duplicate: 'absent' } })).toMatchObject({ resolutions: { Duplicate: 'absent' } });
  expect(readingsIn({ resolutions: { Done: 'deleted' } })).toEqual({ resolutions: {}, legalReason: '' });
});

it('names the issue and the mask, what is to be done, and what each resolution says', () => {
  const issue = { id: '1', key: 'GDPR-1', projectKey: 'GDPR' };
  expect(taskSummary(issue, 'j•••@e•••.com')).toBe('Erase the person of GDPR-1 (j•••@e•••.com)');
  const text = taskText({
    ...{ issue, mask: 'j•••@e•••.com', instructions: 'Look.\nShred.' },
    resolutions: { Done: 'done', Duplicate: 'absent', "Won't Do": 'kept' },
  });
  expect(text).toEqual(
    expect.arrayContaining([
      ...['Look.', 'Shred.', 'Done: the person is erased there.', 'Duplicate: nobody was found there.'],
      "Won't Do: the data may be kept.",
    ]),
  );
});
