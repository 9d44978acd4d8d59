/** A system without an API: a person erases there, by a task in Jira. */
import type { Said } from '../core/status/statement';
import { DAY } from '../lib/time';
import { account, choice, defineByTask, lines, named, number, optional, otherwise, text } from './kit';
import { USUAL } from './manual-readings';
import { taskSummary, taskText } from './manual-text';

/** A task is due so long before its erasure at the latest: then it can still be seen to. */
const AHEAD = 3 * DAY;
const SAID = ['done', 'absent', 'kept'] as const satisfies readonly Said[];

export const manual = defineByTask({
  ...{ id: 'manual', label: 'Manual task', category: 'people', confidence: 'vendor' },
  page: 'https://support.atlassian.com/jira-software-cloud/docs/create-a-subtask/',
  notes: [
    'Nobody is called: a person gets a task in Jira, and how they resolve it says what became of it.',
    'The task names the issue and never the address. Whoever gets it has to be able to see the issue.',
    'Only a person counts: what an app or an automation resolves needs somebody to look at it.',
  ],
  does: 'Makes a task in Jira for the person you name.',
  promise: 'The person says how it ended by resolving the task: done, not found there, or may be kept.',
  keeps: [],
  settings: {
    kind: choice('Kind', 'A sub-task stands below the issue itself.', ['sub-task', 'linked task']),
    assignee: account('Assignee', 'Who gets the task. They have to be assignable there.'),
    instructions: lines('Instructions', 'What is to be done where. Write no address: the task names the issue.', {
      longest: 5000,
    }),
    days: otherwise(number('Due after days', 'Never later than three days before the erasure is due.', [1, 365]), 14),
    resolutions: otherwise(
      named(
        'How it is resolved',
        'What each resolution of this site says. One that says nothing here needs a person.',
        'resolutions',
        SAID,
      ),
      USUAL,
    ),
    legalReason: optional(
      text('Legal reason for keeping', 'What “may be kept” stands for. It goes into the evidence.', { longest: 300 }),
    ),
    project: optional(
      text('Project (linked task)', 'Its key. Empty: the project of the issue.', /^(?:[A-Z][A-Z0-9_]{1,254})?$/),
    ),
    issueType: optional(text('Issue type', 'Its name. Empty: the first that fits.', { longest: 60 })),
    linkType: otherwise(text('Link (linked task)', 'A type of links, by its name.', { longest: 60 }), 'Relates'),
  },
  rules: [
    {
      at: 'resolutions',
      says: 'one resolution at least has to say done or not found there',
      holds: ({ resolutions }) => Object.values(resolutions).some((said) => said !== 'kept'),
    },
    {
      at: 'legalReason',
      says: 'is missing: a resolution says that the data may be kept',
      holds: ({ resolutions, legalReason = '' }) =>
        !Object.values(resolutions).includes('kept') || legalReason.trim() !== '',
    },
    {
      at: 'project',
      says: 'a sub-task is always in the project of the issue',
      holds: ({ kind, project = '' }) => kind === 'linked task' || project === '',
    },
  ],
  task: ({ kind, assignee, instructions, days, resolutions, project = '', issueType = '', linkType }) => ({
    place: {
      ...{ kind, assignee, linkType },
      project: project === '' ? null : project,
      issueType: issueType === '' ? null : issueType,
    },
    resolutions: Object.keys(resolutions),
    about: ({ issue, mask, dueAt }, now) => {
      const due = Math.max(Math.min(now + days * DAY, dueAt - AHEAD), now);
      return {
        summary: taskSummary(issue, mask),
        text: taskText({ issue, mask, instructions, resolutions }),
        dueAt: due,
      };
    },
  }),
});
