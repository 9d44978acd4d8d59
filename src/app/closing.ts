/**
 * Whether an issue may be closed, by its erasures.
 */
import { isUnfinished } from '../core/deadline';
import type { Ports } from '../core/ports';
import { leftOf } from '../core/people';
import { ERASURE_WORDS, peopleSentence } from '../core/report';
import { readPeople } from './people';

/**
 * Why the issue may not be closed yet, in words; null where it may. Its latest erasure has to be completed, and no other
 * may still be unfinished. The ledger is asked: a property can be edited.
 * @throws RefusedError `no-such-issue`, `jira-unavailable`
 */
export const mayBeClosed =
  (ports: Ports) =>
  async (issueKey: string): Promise<string | null> => {
    const { issues, ledger } = ports;
    const { id } = await issues.read(issueKey, [], 'app');
    const erasures = await ledger.ofIssue(id);
    const [latest] = erasures;
    if (latest === undefined) return 'No erasure was begun on this issue. Choose Delete user first.';
    const open = latest.status === 'completed' ? erasures.find(isUnfinished) : latest;
    const people = open === undefined ? await readPeople(ports, id) : null;
    if (people !== null && leftOf(people) > 0)
      return `${peopleSentence(
        people,
        people.persons.filter(({ standing }) => standing === 'left').map((one) => one.mask),
      )} Delete or waive who is left. See the panel User erasure.`;
    return open === undefined
      ? null
      : `The erasure of this issue is not completed (${ERASURE_WORDS[open.status].toLowerCase()}). See the panel User erasure.`;
  };
