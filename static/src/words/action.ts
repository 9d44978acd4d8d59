/** The words of the action on the issue. */
import { plural } from './plural';

export const ACTION = {
  looking: 'Looking for the address …',
  person: 'The person',
  willBeDeleted: 'This person will be deleted:',
  alsoWritten: (other: string) => `Also written ${other}`,
  foundIn: (source: string) => `Found in ${source}.`,
  leftAside: (seen: string) => `Also seen there and left aside, because it is one of your own: ${seen}.`,
  notChosen: (seen: string) => `You chose it. Also seen there, and not touched: ${seen}.`,
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

  refusedTitles: {
    'no-address': 'No address found',
    'invalid-address': 'The address is not valid',
    ambiguous: 'More than one address',
    'not-configured': 'Not set up yet',
    paused: 'Deletions are paused',
    'not-permitted': 'You may not do this',
  } as Readonly<Partial<Record<string, string>>>,
  refused: 'Nobody can be deleted from here',
  seen: 'Seen on the issue:',
  chooseOne: 'Seen on the issue. If one of them is the person to delete, choose it; you confirm it next:',
  choose: (address: string) => `Choose ${address}`,

  askingHowFar: 'Asking how far it is …',
  mayClose: 'You can close this window: the work goes on, and the issue will tell.',
  issueTells: 'The issue carries this result.',
  lookNow: 'Look at the address on the issue now',
};
