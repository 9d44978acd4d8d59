/** The words of the admin page. What a provider's settings are called is worded by the provider. */
import { plural } from './plural';

const n = (number: number): string => number.toLocaleString();

export const ADMIN = {
  loading: 'Loading the settings …',

  missing: {
    title: 'Before the first erasure',
    connection: 'Add a connection to a provider.',
    source: 'Say where the address is found on an issue.',
    project: 'Name the projects in which people may be erased.',
  },

  pause: {
    paused: 'All deletions are paused',
    running: 'Deletions are running',
    pausedHelp: 'No provider is called, and nothing new is started. What was begun waits and is not lost.',
    runningHelp: 'Pausing stops every call to every provider. Nothing is lost, and everything goes on when you resume.',
    resume: 'Resume deletions',
    pause: 'Pause all deletions',
  },

  connections: {
    title: 'Connections',
    add: 'Add connection',
    none: 'No provider is connected yet, so nobody can be erased anywhere.',
    which: 'Which provider?',
    ipLists:
      'The app calls from addresses of Atlassian’s that change. Where your account at a provider lets in listed IP addresses only, it is shut out, and the provider refuses its key.',
    searchProvider: 'Find a provider',
    noProvider: 'No provider is called like this. HTTP API calls any system that has an API.',
    categories: {
      marketing: 'Marketing and mail',
      crm: 'Customers and sales',
      support: 'Support',
      identity: 'Accounts and sign-in',
      analytics: 'Analytics',
      surveys: 'Surveys',
      commerce: 'Shops',
      community: 'Communities',
      learning: 'Learning',
      any: 'Any other system',
      people: 'Systems without an API',
    },
    connect: (label: string) => `Connect ${label}`,
    back: 'Back',
    search: 'Find a connection',
    noneSuch: 'No matching connection.',
    off: 'Off',
    on: 'On',
    takesPart: (label: string) => `${label} takes part in erasures`,
    keyRefused: 'The provider refuses this key',
    keyRefusedHelp:
      'Nobody is called here until you save a new key. What waits for it is blocked, and taken up again by itself then.',
    keyEnds: (when: string) => `This key expires by ${when}`,
    backoff: (when: string) => `Nobody is called here until ${when}`,
    backoffHelp:
      'Retry does not change that. To have what is due called at once, save this connection anew: Edit, then Save, with or without a change.',
    servesAll: 'Serves every project that the rules allow.',
    serves: (projects: string) => `Serves ${projects}.`,
    test: 'Test connection',
    edit: 'Edit',
    remove: 'Remove',
    removeForGood: 'Remove with its keys',
    keep: 'Keep it',
    removing: (waiting: number, isMore: boolean) =>
      waiting === 0
        ? 'No erasure waits here.'
        : `${plural(waiting, 'erasure waits', 'erasures wait')} here${isMore ? ', or more' : ''}. Nobody is asked any more then: each is blocked and needs a person.`,
    offWaiting: (waiting: number, isMore: boolean) =>
      `Switched off: ${plural(waiting, 'erasure waits', 'erasures wait')}${isMore ? ', or more' : ''}`,
    offWaitingHelp: 'They are not completed before it is switched on again, or removed.',
  },

  health: {
    lastSuccess: 'Last success ',
    never: 'No erasure that ended in the last 30 days had a success here.',
    refused: (refused: number, all: number) =>
      `${Math.round((100 * refused) / all).toString()} % of ${plural(all, 'person', 'people')} in 30 days needed a person.`,
    byHand: (people: number) => `${plural(people, 'person was', 'people were')} erased by hand.`,
    kept: (people: number) => `${plural(people, 'person’s', 'people’s')} data was kept.`,
    waiting: (waiting: number, isMore: boolean) =>
      waiting === 0 ? 'Nobody waits.' : `${n(waiting)}${isMore ? ' or more' : ''} waiting`,
    nextTry: ', the next try ',
    loading: 'Loading status …',
  },

  form: {
    connection: (label: string) => `Connection to ${label}`,
    edit: (label: string) => `Edit ${label}`,
    vendorPage: 'The vendor’s page',
    pageOf: (label: string) => `The vendor’s page on ${label}`,
    shutsOut: (what: string) => `A list of allowed IP addresses shuts Jira out. ${what}`,
    name: 'Name',
    projects: 'Projects (optional)',
    allProjects: 'All that the rules allow',
    asJson: ' Written as JSON.',
    asList: ' Several are separated by commas.',
    choose: 'Choose …',
    alsoDeletes: (what: string) => `Other people’s data goes along: ${what}`,
    agree: 'I have read this, and it may go along.',
    yes: 'Yes',
    no: 'No',
    isSet: 'Set. Leave empty to keep it.',
    endsIn: (lastFour: string) => `Set, ends in ${lastFour}. Leave empty to keep it.`,
  },

  person: {
    search: 'Type a name',
    nobody: 'Nobody is called like this.',
    found: 'People found',
    another: 'Choose somebody else',
    notFound: 'Jira did not tell who is there. Try again in a minute.',
  },

  resolutions: {
    nothing: 'Says nothing: needs a person',
    said: { done: 'Done', absent: 'Not found there', kept: 'May be kept' },
    unknown: '(Jira has no such resolution)',
    notFound: 'Jira did not tell its resolutions. Those that are set stand here.',
  },

  hosts: {
    notAllowed: 'Jira did not allow this host. Only a Jira admin can; ask one, or choose Allow once more.',
    allowed: (hosts: string) => `Jira lets the app call ${hosts}.`,
    missing: (hosts: string) => `Jira does not let the app call ${hosts} yet`,
    help: 'Until then every erasure here is blocked. Jira asks you to confirm, and keeps it for this site.',
    allow: (hosts: string) => `Allow ${hosts}`,
    purpose: (label: string) => `Erasures through the connection ${label}`,
    noRoom:
      'Jira allows an app 10 groups of 10 hosts on a site, and they are all taken. Take back hosts that no connection uses, or have fewer hosts.',
    unused: (hosts: string) => `Jira still lets the app call ${hosts}`,
    unusedHelp: 'No connection uses that any more. What is taken back has to be allowed again before it can be called.',
    takeBack: 'Take it back',
    notTakenBack: 'Jira did not take all of it back. Only a Jira admin can; it can be done under Connected apps, too.',
  },

  sources: {
    title: 'Where the address is found',
    help: 'Asked from top to bottom. The first place that holds something decides; nothing is ever guessed. Drag a place by its handle, or move it with its buttons.',
    none: 'No place is named yet, so no address can be found.',
    kinds: {
      field: 'A field of the issue',
      form: 'An answer in a form',
      'request-field': 'A field of the customer request',
      reporter: 'The reporter (often an agent who files for somebody else)',
      text: 'Free text (a person must confirm)',
    },
    place: (index: number) => `Place ${String(index)}`,
    fieldId: 'Field id',
    itsLabel: 'Its label',
    earlier: 'Earlier',
    later: 'Later',
    earlierOf: (index: number) => `Earlier: place ${String(index)}`,
    laterOf: (index: number) => `Later: place ${String(index)}`,
    remove: (index: number) => `Remove place ${String(index)}`,
    add: 'Add a place',
    handle: (index: number) => `Drag place ${String(index)}`,
    moved: (from: number, to: number) => `Place ${String(from)} is place ${String(to)} now.`,
  },

  tryOut: {
    title: 'Try it on an issue',
    help: 'With the places as they stand in this form, saved or not. Nothing is changed, and nobody is asked but Jira.',
    issueKey: 'Issue key',
    example: 'GDPR-1',
    try: 'Look',
    result: (issueKey: string) => `What ${issueKey} says`,
    kinds: { empty: 'Empty', found: 'Decides', refused: 'Refuses', 'not-asked': 'Not asked' },
    leftAside: (seen: string) => `Left aside: ${seen}.`,
    seen: (seen: string) => `Seen: ${seen}.`,
    nothing: 'No place holds an address: nobody could be erased from this issue.',
  },

  rules: {
    title: 'Rules',
    form: 'Rules',
    save: 'Save the rules',
    table: 'What is asked before every erasure, from top to bottom',
    columns: ['Where', 'What happens', 'As it is set'],
    on: 'On',
    never: 'Never applies',
    fields: {
      projects: ['Projects', 'Keys of the projects in which people may be erased.'],
      protectedDomains: ['Protected domains', 'Your own domains. Nobody there is erased without a second person.'],
      protectedAddresses: ['Protected addresses', 'Single addresses that are protected likewise.'],
      confirm: ['An agent types the address', 'Before it is deleted. Free text and what was chosen: always.'],
      approval: ['A second person approves', 'Who asked for an erasure can never approve it.'],
      approvers: ['Who may approve', 'And reject. Never the person who asked.'],
      graceHours: ['Grace period in hours', 'How long an erasure can be cancelled before it begins. 0: at once.'],
      maxPerHour: ['Most an hour without a person', 'What automations start beyond this waits for approval.'],
      dueDays: [
        'Due after days (optional)',
        'From the creation of the issue. Empty: one calendar month, to the end of the day where your site is, as the GDPR counts.',
      ],
      verifyDays: [
        'Days for asking again',
        'For so many days at most an address is kept, encrypted, after the end, to ask providers whether the person is gone; most are asked for a day. 0: nobody is asked, and the address goes at the end.',
      ],
      secondLook: [
        'Looking for who is back',
        'After 30 days, the providers of a completed erasure that can be asked are asked once whether the person is there again; the issue is told who is. For that the address is kept, encrypted, for these 30 days and six hours, with the date on the panel, and is gone then, whatever came of it. Turned off, it goes within minutes.',
      ],
      comment: ['At the end', 'What the issue is told besides its property.'],
      portal: [
        'Shown on the customer portal',
        'To whoever made the request, and nobody else. Never an address, nor whether the person was found anywhere.',
      ],
      closing: ['An issue may be closed', 'What the workflow validators, the label and the transition wait for.'],
      label: ['Label (optional)', 'Added to the issue once it may be closed.'],
      transition: ['Transition (optional)', 'By its name, such as Done; once the issue may be closed.'],
    },
    confirm: { always: 'Always', unsure: 'Only where it was found in free text, or chosen' },
    approval: {
      never: 'Never, except for protected people',
      unattended: 'When no person started it',
      always: 'Always',
    },
    approvers: { editors: 'Who may edit the issue', 'project-admins': 'Who administers the project' },
    closing: {
      taken: 'Once every provider took the request',
      confirmed: 'Once every provider’s part is done: confirmed, or marked by hand',
    },
    secondLook: { never: 'Never: no address is kept for it', 'after-30-days': 'Once, after 30 days' },
    comment: { internal: 'An internal note', public: 'A public comment', none: 'No comment' },
    portal: {
      nothing: 'Nothing',
      status: 'How far the request is',
      systems: 'How far it is, at each connection by its name',
    },
  },

  panel: {
    help: 'The panel is on an issue once somebody adds it there, or on every issue of a project. Projects are those of the saved rules.',
    show: (projects: string) => `Show the panel on every issue of ${projects}`,
    shown: (projects: string) => `Jira shows the panel on every issue of ${projects}.`,
    notShown: (projects: string) =>
      `Jira does not show it on every issue of ${projects}. Look whether the project is there; else open one of its issues and choose Show for all work items in the panel’s menu.`,
    refused:
      'Jira did not allow it. It takes a Jira admin, and an app whose new permissions were accepted. By hand: open an issue of the project, and choose Show for all work items in the panel’s menu.',
    failed:
      'Jira could not do it. Try again, or open an issue of the project and choose Show for all work items in the panel’s menu.',
    unsaid: 'Jira says that it is done. Look at an issue of each project.',
    late: 'Jira has taken it and is still at it. Look at an issue of each project in a few minutes.',
  },

  events: {
    title: 'Events that start an erasure',
    help: 'Without a rule no event starts anything. Jira tells the app up to three minutes late; the issue is read again then, and every rule above is asked. What they refuse stands on the issue’s panel.',
    where: 'Where an issue …',
    kinds: { created: 'is created', updated: 'is changed', commented: 'is commented' },
    jql: 'and this JQL finds it',
    project: 'in the project',
    requestType: 'of the request type (optional)',
    status: 'in the status (optional)',
    label: 'with the label (optional)',
    remove: (index: number) => `Remove event ${String(index)}`,
    addFields: 'Add an event by fields',
    addJql: 'Add an event by JQL',
  },

  trigger: {
    title: 'Web trigger for automation',
    help: 'In Jira Automation, add the action “Send web request” with these values.',
    send: 'Web request URL',
    method: 'HTTP method',
    header: 'Header',
    body: 'Web request body (custom data)',
    secret: 'Secret',
    none: 'None yet: the trigger refuses everybody.',
    set: (when: string, lastFour: string) => `Set ${when}, ends in ${lastFour}`,
    shownOnce: 'The new secret, shown this once',
    make: 'Make a secret',
    makeNew: 'Make a new secret',
    before: 'The one before stays valid for a day.',
    copyUrl: 'the URL',
    copyHeader: 'the header',
    copyBody: 'the body',
    copySecret: 'the secret',
    copyRule: 'the whole rule',
    rule: 'The rule in one piece',
    ruleText: (url: string, header: string, body: string) =>
      [
        'Trigger: whatever says that the person is to be erased (a transition, a label, an approval).',
        'Action: Send web request',
        `  Web request URL: ${url}`,
        '  HTTP method: POST',
        `  Headers: ${header} (hidden)`,
        `  Web request body: Custom data: ${body}`,
        '  Wait for response: yes',
        'Afterwards: {{webResponse.status}} is 202 where the erasure was begun or found.',
      ].join('\n'),
  },

  evidence: {
    title: 'Evidence',
    help: 'Every finished erasure has a receipt, signed with the key of this site. Give the public key to whoever checks receipts: ',
    loading: 'Loading the keys …',
    keys: 'Public keys',
    signs: 'Signs',
    verifies: 'Verifies',
    made: (id: string, when: string) => `${id}, made ${when}`,
    signAnew: 'Sign with a new key',
    signAnewHelp: 'What was signed before stays verifiable by the key before.',
    download: 'Download the public keys',
    key: 'the key',
  },

  log: {
    title: 'What admins did',
    help: 'Who changed what, and when; kept for a year. Keys and addresses never stand here.',
    loading: 'Loading what admins did …',
    none: 'Nothing yet: the first change of the settings stands here.',
    app: 'the app itself',
    nothing: 'nothing',
    more: (left: number) => `and ${plural(left, 'more change', 'more changes')}`,
    older: 'Show older entries',
  },

  file: {
    title: 'Settings as a file',
    help: 'What importing a file would change is shown before anything does. What the file does not name stays; so do keys that it does not give. An export never holds any.',
    replaceAll: 'Replace all, and remove what the file leaves out',
    preview: (name: string) => `What ${name} would change`,
    nothing: 'Nothing: everything in it is as it stands.',
    removes: (labels: readonly string[]) =>
      `Removes ${plural(labels.length, 'connection', 'connections')} with ${labels.length === 1 ? 'its' : 'their'} keys: ${labels.join(', ')}.`,
    replaces: (from: string, to: string, label: string, becomes: string) =>
      `Changes ${label}${label === becomes ? '' : `, now ${becomes},`} to another provider: ${to} instead of ${from}. Its keys before go.`,
    blocks: (waiting: number) =>
      `${plural(waiting, 'erasure waits', 'erasures wait')} there: nobody is asked any more, and each is blocked and needs a person.`,
    adds: (labels: readonly string[]) =>
      `Adds ${plural(labels.length, 'connection', 'connections')}: ${labels.join(', ')}.`,
    needKeys: (labels: readonly string[]) =>
      `Nobody is called at ${labels.join(', ')} before you give ${labels.length === 1 ? 'its key' : 'their keys'}: until then erasures are blocked there.`,
    keeps: (labels: readonly string[]) =>
      `Keeps ${plural(labels.length, 'connection', 'connections')} that the file does not name: ${labels.join(', ')}.`,
    changes: (label: string) => `Changes ${label}:`,
    rules: 'Changes the rules:',
    confirm: 'Import it',
    confirmRemoving: (removed: number) => `Import it and remove ${plural(removed, 'connection', 'connections')}`,
    noJson: 'This file is not valid JSON. Nothing was changed.',
    export: 'Export',
    import: 'Choose a file to import',
    imported: (name: string) => `${name} was imported.`,
    exported: 'Exported settings',
    download: 'Download',
  },
};
