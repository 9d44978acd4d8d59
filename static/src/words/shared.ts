/** The words of what several screens show. What happened at a provider is worded on the server. */
import { plural } from './plural';

export const SHARED = {
  unreachable: 'Jira could not reach the app. Check your connection, then try again.',
  notLoaded: 'This could not be loaded',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  back: 'Back',
  saved: 'Saved.',
  copy: 'Copy',
  copyWhat: (what: string) => `Copy ${what}`,
  copied: 'Copied.',
  notCopied: 'The browser does not let this page copy. Select the text and copy it.',
  somebody: 'somebody whose name you may not see',

  standsThere: 'This stands there:',
  wrongThere: (wrong: readonly string[]) => `Marked there: ${wrong.join('; ')}.`,

  takenAwayBy: (name: string) => `That was ${name}.`,
  task: { task: 'Task', nobody: 'nobody has it', due: (day: string) => `due ${day}` },
  verification: {
    short: 'Verified',
    verified: (when: string, before: number | null) =>
      before === null
        ? `Asked again on ${when}: nobody is there (no baseline: how many records there were is not known).`
        : `Asked again on ${when}: nobody is there (${String(before)} before, 0 after).`,
    stillThere: (when: string) => `Still there when last asked, on ${when}.`,
    unknown: (when: string) => `Asked again on ${when}; it did not say.`,
    planned: 'Not verified yet.',
    notAsked: 'Not verified: the provider is not asked again.',
    next: (when: string) => `It is asked again on ${when}.`,
  },
  secondLook: {
    short: 'There again',
    states: {
      planned: (when: string) => `Will be looked for once more on ${when}.`,
      nobody: (when: string) => `Looked for once more on ${when}: nobody is back.`,
      back: (when: string) => `Looked for once more on ${when}: somebody of this address is there again.`,
      unknown: (when: string) => `Looked for once more on ${when}; the provider did not say.`,
      'not-asked': () => 'Not looked for once more: the provider could not be asked.',
      'not-askable': () => 'Nobody is looked for once more here: this provider cannot be asked.',
    },
  },
  keptUntil: (when: string, secondLook: string | null) =>
    secondLook === null
      ? `until ${when} at the longest, encrypted, to ask the providers again whether the person is gone`
      : `until ${when} at the longest, encrypted, to ask on ${secondLook} whether the person is back; it is gone then, whatever came of it`,
  addressKept: 'Address kept',
  providers: 'Providers',
  notDeleted: (what: string) => `Not deleted, or only later: ${what}`,
  showAll: (n: number) => `Show all ${plural(n, 'provider', 'providers')}`,
  showFewer: 'Show fewer',
  nextTry: (when: string, attempts: number) => ` · next try ${when} (${plural(attempts, 'try', 'tries')} so far)`,
  blockedUntil: (when: string) =>
    `That is until ${when}. An admin who saves the connection anew has it called at once.`,
  settled: (settled: number, total: number) =>
    `${settled.toLocaleString()} of ${plural(total, 'provider', 'providers')} settled`,
  tried: { ok: 'Works', failed: 'Does not work', 'no-harmless-call': 'Not tried' },

  stale: {
    title: 'Somebody changed this meanwhile',
    help: 'Nothing was saved, and what you typed still stands here. Reload to see what stands there now; what you changed can be put on top of it then.',
    loaded:
      'This is what stands there now, with a mark where somebody changed it. What you changed is kept: put it in again, on top of theirs, look at it, and save.',
    reload: 'Reload',
    putIn: 'Put in again what I typed',
    leave: 'Leave it as it is now',
    changedTo: (now: string) =>
      now === '' ? 'Somebody changed this meanwhile: it is empty now.' : `Somebody changed this meanwhile: ${now}`,
    changedList: 'Somebody changed this list meanwhile.',
  },

  notices: {
    paused: {
      title: 'All deletions are paused',
      text: 'No provider is called until an admin resumes them. What was begun waits and is not lost.',
    },
    'not-configured': {
      title: 'Not set up yet',
      text: 'An admin has to add a connection, say where the address is found, and allow the project: Jira settings → Apps → User erasure.',
    },
  },

  decisions: {
    approve: 'Approve',
    reject: 'Reject',
    cancel: 'Cancel erasure',
    retry: 'Retry',
    retryAll: 'Retry all that is blocked',
    own: 'You asked for this erasure, or had it taken up again, so a second person has to approve it.',
    why: 'Why is it rejected? It goes into the evidence.',
    rejectNow: 'Reject the erasure',
    midway:
      'Cancelling stops what was not called yet. What a provider was asked already is not undone, and stays told here.',
    blocked:
      'Cancelling ends it as it is: nobody is called any more, whatever key is saved later. What was done stays done.',
  },

  overdue: 'Overdue',
};
