/** The words of the action on the issue. */
import { plural } from './plural';

export const ACTION = {
  looking: 'Looking for the address …',
  person: 'The person',
  willBeDeleted: 'This person will be deleted:',
  alsoWritten: (other: string) => `Also written ${other}`,
  foundIn: (source: string) => `Found in ${source}.`,
  leftAside: (seen: string) => `Also seen there and left aside, because it is one of your own: ${seen}.`,
  notChosen: (seen: string) => `Also seen there, and not touched: ${seen}.`,
  whatWillHappen: 'What will happen',
  notCalled: (left: string) => `Not called: ${left} (switched off, or not for this project).`,

  foundInText: 'Found in free text',
  readTheIssue: 'Nobody filled it into a field of its own. Read the issue: is this the person who is to be deleted?',
  chosen: 'Chosen by you',
  readTheOthers: 'The issue holds more than one address. Read it: is this the person who is to be deleted?',
  secondPerson: 'A second person has to approve',
  grace: (hours: number) =>
    `It begins after ${plural(hours, 'hour', 'hours')}. Until then it can be cancelled on the issue.`,
  typeIt: 'Type the address to confirm',
  notTheSame: 'This is not the address above yet.',
  notGoneThrough: 'This did not go through',
  lookAgain: 'Look again',
  ask: 'Ask for approval',
  delete: 'Delete user',

  dryRun: 'Dry run',
  dryRunHelp:
    'Asks every provider whether it takes your key. Nobody is deleted, and no provider is told of the person.',
  trying: (n: number, total: number) => `Asking ${n.toLocaleString()} of ${total.toLocaleString()} …`,
  dryRunDone: (works: number, total: number, failed: number) =>
    failed === 0
      ? `Dry run: nobody was deleted. ${works.toLocaleString()} of ${plural(total, 'provider', 'providers')} took the key; the others cannot be asked without deleting.`
      : `Dry run: nobody was deleted. ${plural(failed, 'provider', 'providers')} would not work now.`,

  look: {
    first: 'Look first',
    again: 'Look again',
    help: 'Tells every provider that can be asked the address, and asks what it holds. Nothing is changed there.',
    confirmFirst:
      'Once you have confirmed below that this is the right person, the providers can be asked what they hold.',
    asking: (providers: number, nth: number, people: number) =>
      `Asking ${plural(providers, 'provider', 'providers')}, five seconds at most${people > 1 ? `: person ${nth.toLocaleString()} of ${people.toLocaleString()}` : ''} …`,
    holds: 'Holds:',
    nobody: 'Nobody was found',
  },

  refusedTitles: {
    'no-address': 'No address found',
    'invalid-address': 'The address is not valid',
    ambiguous: 'More than one address',
    'not-configured': 'Not set up yet',
    paused: 'Deletions are paused',
    'not-permitted': 'You may not do this',
  } as Readonly<Partial<Record<string, string>>>,
  refused: 'Nobody can be deleted from here',

  people: {
    title: (n: number) => `${n.toLocaleString()} people on this issue`,
    who: (source: string) =>
      `They are named in ${source}. Read the issue, and choose who is to be deleted: each becomes an erasure of their own. The issue is finished once each of them is deleted or waived.`,
    list: 'People on this issue',
    done: (done: number, total: number) => `${done.toLocaleString()} of ${plural(total, 'person', 'people')} finished`,
    states: { open: 'Going on', finished: 'Finished', waived: 'Waived' },
    goOn: (n: number) => (n === 0 ? 'Choose somebody' : `Go on with ${plural(n, 'person', 'people')}`),
    willBeDeleted: (n: number) =>
      `These ${n.toLocaleString()} people will be deleted, each by an erasure of their own:`,
    typeNumber: (n: number) => `Type ${String(n)}, the number of people, to confirm`,
    delete: (n: number) => `Delete ${n.toLocaleString()} users`,
    notStarted: (address: string, why: string) => `${address}: ${why} The others were started.`,
  },
  waive: {
    open: (address: string) => `Waive ${address}`,
    why: 'Why is this person not deleted? It goes into the evidence.',
    now: 'Waive this person',
  },
  typing: {
    title: 'Type the address',
    how: 'If one of these is the person to delete, type it exactly as it stands on the issue. What cannot be read there for sure, a second person approves.',
    list: 'Addresses that stand on the issue',
    label: 'Type the address as it stands on the issue',
    goOn: 'Go on with this address',
    done: 'Typed by you',
  },

  askingHowFar: 'Asking how far it is …',
  mayClose: 'You can close this window: the work goes on, and the issue will tell.',
  issueTells: 'The issue carries this result.',
  lookNow: 'Look at the address on the issue now',
};
