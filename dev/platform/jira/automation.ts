/**
 * Automation rules of the local Jira: actions of the app, run as a user, with an audit log.
 */
import type { Host } from '../forge/host';
import type { Run } from './automation-page';
import type { User } from './people';

const MOST_RUNS = 50;

const wordsOf = (value: unknown): { said: string; isError: boolean } => {
  const { errors } = (value ?? {}) as { errors?: { message: string }[] };
  return errors === undefined
    ? { said: JSON.stringify(value), isError: false }
    : { said: errors.map(({ message }) => message).join(' '), isError: true };
};

export class Automation {
  readonly runs: Run[] = [];

  constructor(private readonly host: Host) {}

  /** Runs an action with the inputs of its form; `{{issue.key}}` in them is the issue's key. */
  async run(action: string, inputs: Readonly<Record<string, unknown>>, issueKey: string, user: User): Promise<Run> {
    const filled = Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [
        name,
        typeof value === 'string' ? value.replace(/\{\{\s*issue\.key\s*\}\}/g, issueKey) : value,
      ]),
    );
    // A thrown error reaches the log as a general word only.
    const value = await this.host
      .runAction(action, filled, user.accountId)
      .catch(() => ({ errors: [{ message: 'The action failed.' }] }));
    const run = { at: new Date().toISOString(), action, user: user.displayName, issueKey, ...wordsOf(value) };
    this.runs.unshift(run);
    this.runs.splice(MOST_RUNS);
    return run;
  }
}
