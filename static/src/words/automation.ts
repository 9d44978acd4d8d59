/** The words of the form of an automation rule's action. */
export const AUTOMATION = {
  loading: 'Loading the form …',
  action: 'Action',
  deletes:
    'Finds the one e-mail address of the work item and asks the providers to erase this person. The site’s rules are asked first; the rule goes on at once, and the work item tells what became of it.',
  tells: 'Tells where the latest erasure of the work item stands.',
  workItem: 'Work item',
  workItemHelp: 'Most often {{issue.key}}: the work item that the rule runs on.',
  limit: 'Limit to these providers (none chosen: all of them)',
  none: 'No provider is connected yet. An admin has to add one.',
  runsAs:
    'It runs as the user of this rule’s connection, who needs the permission to edit the work item. Afterwards the rule knows ',
};
