/** The words of the panel on the issue. */
export const PANEL = {
  loading: 'Loading …',
  notStarted: 'An erasure was not started',
  asked: (via: string, when: string) => ` Asked for ${via}, ${when}.`,
  triedAgain: ' It is tried again by itself.',
  nobody: 'Nobody was erased from this issue yet. Choose Delete user to begin.',
  begin: 'Delete user',
  facts: {
    asked: 'Asked for',
    by: 'By',
    approvedBy: 'Approved by',
    due: 'Due',
    ended: 'Ended',
    begins: 'Begins',
  },
  earlier: (because: string, words: string, day: string) =>
    `There was an earlier erasure of this person, because of ${because} (${words}, ${day}).`,
  anotherIssue: 'another issue',

  byHand: {
    mark: 'Mark as done by hand',
    form: (label: string) => `What became of it at ${label}`,
    what: 'What do you say?',
    choices: { done: 'Done', absent: 'Not found there', kept: 'May be kept' },
    reason: 'Reason',
    why: 'How you know: it goes into the evidence, with your name. Write no address.',
    legal: 'The legal reason for keeping the data: it goes into the evidence, with your name. Write no address.',
    reference: 'Reference',
    where: 'Where it can be looked up: a ticket there, a page, a paragraph.',
    said: {
      done: 'it is done there by hand.',
      absent: 'nobody was found there.',
      kept: 'the data may be kept.',
    },
    held: 'A second person has to confirm this. Until then nothing has changed.',
    confirmedBy: 'Confirmed by',
    confirm: 'Confirm',
    withdraw: 'Take it back',
    byTask: 'Reopening the task takes it back.',
  },

  receipt: { json: 'Download the receipt', html: 'As a page to print' },

  dueDate: {
    change: 'Change the due date',
    form: 'Another due date',
    day: 'Due at the end of',
    why: 'Why? It goes into the evidence.',
    extend: 'Extend by two months',
    law: 'The law lets a complex request take two months more, once, if the person is told why within the first month.',
    keep: 'Keep it as it is',
  },

  invite: {
    to: (label: string) => `Invite to ${label}`,
    willBeInvited: 'This person will be invited:',
    once: (promise: string) => `${promise} It is sent once, and never again by itself.`,
    erased: (day: string) => `They were erased on ${day}. Why are they invited all the same?`,
    send: 'Send the invitation',
    not: 'Do not invite',
  },
};
