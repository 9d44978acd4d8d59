/** The words of the erasures page. */
import type { BulkView } from '../../../src/contract/erasures-calls';
import { plural } from './plural';

const n = (number: number): string => number.toLocaleString();

/** What the account of a bulk is made of: it adds up. */
type Counted = Pick<
  BulkView,
  'issues' | 'runnable' | 'people' | 'left' | 'begun' | 'awaiting' | 'refused' | 'refusedBefore' | 'begunBefore'
>;

export const ERASURES = {
  title: 'Erasures',
  table: 'The erasures, a row each',
  loading: 'Loading erasures …',
  none: 'There are no erasures yet on issues that you may see.',
  noneSuch: 'No erasure on an issue that you may see fits this filter.',
  noneSoFar: 'None among those looked at so far: there are more.',
  clear: 'Show all',
  refresh: 'Refresh',
  more: 'Show more',
  columns: ['Issue', 'Person', 'Status', 'Providers', 'Asked for', 'Due', 'Actions'],
  of: (settled: number, total: number) => `${n(settled)} of ${n(total)}`,
  story: (issueKey: string) => `Story of ${issueKey}`,
  storyShort: 'Story',

  filter: {
    form: 'Filter',
    status: 'Status',
    anyStatus: 'Any status',
    due: 'Due',
    anyDue: 'Any time',
    dues: { overdue: 'Overdue', week: 'Overdue or due within 7 days' },
    statuses: {
      'awaiting-approval': 'Waiting for approval',
      scheduled: 'Scheduled',
      running: 'Running',
      completed: 'Completed',
      'handed-over': 'Handed over',
      partial: 'Partly blocked',
      blocked: 'Blocked',
      cancelled: 'Cancelled',
      rejected: 'Rejected',
    },
    person: 'Find a person',
    personHelp:
      'Their whole e-mail address. It is hashed on the server and kept nowhere, not in this page’s address either.',
    find: 'Find',
    onePerson: 'Erasures of one person.',
    nobody: 'Nobody of this address was erased because of an issue that you may see.',
  },

  csv: {
    button: 'Export as CSV',
    reading: (count: number) => `Reading … ${plural(count, 'erasure', 'erasures')} so far`,
    columns: [
      ...['issue', 'status', 'asked for', 'way', 'due', 'overdue', 'ended', 'settled', 'providers'],
      ...['deleted', 'nobody there', 'accepted', 'registered', 'by hand', 'kept', 'blocked', 'verified'],
    ],
    help: 'Without any person in it: no address, no name.',
    file: 'erasures.csv',
  },

  storyOf: {
    loading: 'Loading the story …',
    back: 'Back to all erasures',
    title: (issueKey: string) => `What happened because of ${issueKey}`,
    events: 'Events',
    app: 'the app itself',
  },

  charts: {
    title: 'At a glance',
    loading: 'Counting …',
    due: 'What is due',
    duePeriods: { overdue: 'Overdue', days3: 'Within 3 days', days7: 'In 4 to 7 days', later: 'Later' },
    ended: (days: number) => `Ended in the last ${plural(days, 'day', 'days')}`,
    took: 'Time until every provider had done or taken it',
    tookClasses: ['Within an hour', 'Within a day', 'Within 3 days', 'Within 7 days', 'Within 30 days', 'Longer'],
    outcomes: 'What became of it at providers',
    became: {
      deleted: 'Deleted',
      absent: 'Nobody there',
      accepted: 'Accepted',
      registered: 'Registered',
      'by-hand': 'By hand',
      kept: 'Kept',
      refused: 'Needs a person',
      skipped: 'Skipped',
    },
    late: (late: number) =>
      `${plural(late, 'erasure was', 'erasures were')} completed or handed over after the due date.`,
    nothing: 'Nothing ended yet.',
    completed: 'Completed',
    handedOver: 'Handed over, not confirmed',
    needsPerson: 'Blocked somewhere',
    calledOff: 'Called off',
    nothingDue: 'Nothing is due.',
    atMost: (most: number) => `${n(most)} or more`,
    note: 'Of the whole site, without any person in it. What ended is counted within five minutes.',
    count: 'How many',
    byDay: 'By day',
    day: 'Day',
  },

  bulk: {
    title: 'Many at once',
    label: 'Bulk',
    table: 'What would happen, issue by issue',
    intro:
      'Nothing is started before you have seen what would happen to each issue. You need the permission to edit every issue that is run.',
    preview: 'Preview',
    jql: 'JQL',
    example: 'project = GDPR AND labels = erase AND erasureStatus IS EMPTY',
    stopLooking: 'Stop looking',
    run: 'Run',
    question: (erasures: number, people: number | null) =>
      people === null || people === erasures
        ? `Begin ${plural(erasures, 'erasure', 'erasures')}?`
        : `Begin ${plural(erasures, 'erasure', 'erasures')}, of ${plural(people, 'person', 'people')}?`,
    type: (erasures: number) => `Type ${String(erasures)} to confirm how many`,
    warning:
      'Every provider is asked to delete each of them; those who need approval wait for it first. What a provider has deleted cannot be brought back.',
    goOn: 'Go on',
    stop: 'Stop the bulk',
    cut: (issues: number) =>
      `These are the first ${n(issues)} issues; one bulk has no more. Narrow the query, or go on with the rest afterwards.`,
    found: ({ issues, runnable, people, refusedBefore, begunBefore }: Counted) =>
      [
        `${plural(issues, 'issue', 'issues')} looked at: ${plural(runnable, 'erasure', 'erasures')} to begin`,
        people === null || people === runnable ? '' : ` (of ${plural(people, 'person', 'people')})`,
        `, ${n(refusedBefore)} refused, ${n(begunBefore)} begun before.`,
      ].join(''),
    account: ({ issues, left, begun, awaiting, refused, refusedBefore, begunBefore }: Counted) =>
      [
        `Of ${plural(issues, 'issue', 'issues')}: ${plural(begun, 'erasure', 'erasures')} begun`,
        awaiting === 0 ? '' : ` (${n(awaiting)} of them wait for approval)`,
        left === 0 ? '' : `, ${n(left)} not begun`,
        `, ${n(refused)} refused when run, ${n(refusedBefore)} refused by the preview, ${n(begunBefore)} begun before.`,
      ].join(''),
    previewing: (found: string) => `${found} Looking at more …`,
    ready: (found: string) => `${found} Nothing was started yet.`,
    running: (begun: number, of: number, refused: number) =>
      `${plural(begun, 'erasure', 'erasures')} begun of ${n(of)}; ${n(refused)} refused. You can close this page: it goes on.`,
    stopped: (account: string) => `Stopped. ${account}`,
    done: (account: string) => `Done. ${account}`,
    columns: ['Issue', 'Person', 'Found in', 'What happens', 'Providers'],
    look: {
      choice: 'Look at the providers, too',
      cost: 'Once the preview is complete, every provider that can be asked says what it holds of each person who would be erased, a page of 50 issues at a time: the page that you look at. It takes some seconds a person, and longer where a provider allows few calls. The addresses are told to the providers; nothing is changed there, and nothing found is kept.',
      column: 'At the providers',
      looking: (looked: number, of: number) =>
        `Looking: ${n(looked)} of ${plural(of, 'person', 'people')} of this page …`,
      looked: (looked: number, of: number) =>
        `Looked for ${n(looked)} of ${plural(of, 'person', 'people')} of this page.`,
      stop: 'Stop asking the providers',
      again: 'Look again',
    },
    verdicts: { run: 'Will run', approve: 'Needs approval', refused: 'Refused', begun: 'Begun before' },
    page: (page: number, pages: number) => `Page ${n(page)} of ${n(pages)}`,
    previous: 'Previous page',
    next: 'Next page',
    nothing: 'The query finds no issue that you may see.',
  },
};
