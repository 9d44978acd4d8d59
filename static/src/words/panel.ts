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
